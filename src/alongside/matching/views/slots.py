"""What this room shows on other rooms' pages."""

from django.template.loader import render_to_string

from alongside.matching import queries


def questions_for_me(request, **context) -> str:
    """On a mentee's own page: the question whether they would like to meet a mentor. Two queries."""
    questions = [proposal for proposal, _side in queries.waiting_questions(request.principal)]
    if not questions:
        return ""
    return render_to_string("matching/parts/questions.html", {"questions": questions}, request=request)
