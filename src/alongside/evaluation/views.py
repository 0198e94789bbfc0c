from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.evaluation import access, documents, periods, queries
from alongside.foundation.access import requires

POLICY = {"relationship": "programme", "purpose": "report", "fields": ("totals",)}


@requires("coordinator", "evaluator", **POLICY)
def quarter(request):
    """The quarterly page of the first programme; a choice where there are several."""
    programmes = access.programmes_for(request.principal)
    if len(programmes) == 1:
        return redirect("evaluation:report", pk=programmes[0].pk)
    return render(request, "evaluation/programmes.html", {"programmes": programmes})


def chosen(request, pk):
    """The report that the address asks for: ?quarter=2026-Q3&grant=7; the current quarter without."""
    programme = access.programme_for(request.principal, pk)
    grant = access.grant_of(programme, request.GET.get("grant", ""))
    quarter = periods.parse(request.GET.get("quarter", "")) or periods.current()
    return queries.report(programme, quarter, grant)


@requires("coordinator", "evaluator", **POLICY)
def report(request, pk):
    """The quarter in plain figures, each with what it means."""
    found = chosen(request, pk)
    query = f"quarter={found.quarter}" + (f"&grant={found.grant.pk}" if found.grant else "")
    context = {
        "report": found,
        "quarters": periods.latest(),
        "grants": access.grants_of(found.programme),
        "words": documents.words(),
        "xlsx_url": f"{reverse('evaluation:xlsx', args=[pk])}?{query}",
        "pdf_url": f"{reverse('evaluation:pdf', args=[pk])}?{query}",
    }
    return render(request, "evaluation/report.html", context)


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires("coordinator", "evaluator", **POLICY)
def xlsx(request, pk):
    found = chosen(request, pk)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return as_file(documents.xlsx(found), kind, f"report-{found.quarter}.xlsx")


@requires("coordinator", "evaluator", **POLICY)
def pdf(request, pk):
    found = chosen(request, pk)
    return as_file(documents.pdf(found), "application/pdf", f"report-{found.quarter}.pdf")
