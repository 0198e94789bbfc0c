"""All pairs by stage, for whoever coordinates them."""

from alongside.foundation.access import requires
from alongside.mentorships.forms.filters import BoardForm
from alongside.mentorships.queries import board as queries
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programmes_for


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "meetings"))
def board(request):
    programmes = list(programmes_for(request.principal, "coordinator"))
    form = BoardForm(request.GET, programmes=programmes)
    asked = form.asked()
    columns = queries.columns(request.principal, programme=asked["programme"] or None, here=asked["stage"])
    context = {
        "filters": form,
        "asked": asked,
        "columns": columns,
        "total": sum(column.count for column in columns),
        "several": len(programmes) > 1,
        "tab": "board",
    }
    return draw(request, "mentorships/board.html", context, programmes[0] if len(programmes) == 1 else None)
