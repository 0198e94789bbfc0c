"""The list as it is asked, taken out as a file."""

from django.http import HttpResponse

from alongside.foundation import audit
from alongside.foundation.access import requires
from alongside.foundation.forms import posted
from alongside.mentorships.forms.filters import FilterForm
from alongside.mentorships.forms.sheets import SheetForm
from alongside.mentorships.queries import caseload
from alongside.mentorships.queries import sheets as queries
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programmes_for


@requires("coordinator", relationship="programme", purpose="export", fields=("identity", "meetings"))
def sheet(request):
    """Only by the button (POST): what goes out is written into the log first. The question stands in the address."""
    asked = FilterForm(request.GET, programmes=list(programmes_for(request.principal, "coordinator"))).asked()
    form = SheetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        columns = form.chosen()
        made = queries.sheet_of(request.principal, asked, columns)
        audit.record(by=request.principal, action="export caseload", people=made.people, fields=columns)
        media_type, write = queries.ENDINGS[form.cleaned_data["ending"]]
        response = HttpResponse(write(made), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="mentorships.{form.cleaned_data["ending"]}"'
        return response
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "count": caseload.filtered(request.principal, asked).count(),
        "query": query.urlencode(),
    }
    return draw(request, "mentorships/sheet.html", context)
