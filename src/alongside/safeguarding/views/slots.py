"""What this room shows on other rooms' pages: links, which read nothing."""

from django.template.loader import render_to_string


def on_person_page(request, *, enrolment, **context) -> str:
    """For the programme's coordinators; not on one's own page."""
    principal = request.principal
    if enrolment.programme_id not in principal.programmes_as("coordinator") or principal.person_id == enrolment.person_id:
        return ""
    return render_to_string("safeguarding/parts/person_link.html", {"enrolment": enrolment}, request)


def on_pair_page(request, *, mentorship, part) -> str:
    """Among the changes of a pair, for its coordinators."""
    if part != "coordinator":
        return ""
    return render_to_string("safeguarding/parts/pair_link.html", {"mentorship": mentorship}, request)


def on_worry_page(request, *, pk) -> str:
    """The third choice of a mentor who is worried. Opening that page still stores nothing."""
    return render_to_string("safeguarding/parts/worry_link.html", {"pk": pk}, request)
