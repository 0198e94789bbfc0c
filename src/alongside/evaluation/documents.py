"""The quarterly page as a spreadsheet and as a PDF."""

import io
import json

import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from alongside.evaluation.queries import Report
from alongside.foundation import clock
from alongside.foundation.cells import safe
from alongside.foundation.templatetags.dates import when

TEMPLATE = b"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.4cm), footer: context [#set text(8pt, fill: rgb("#4b5f5c")); #d.footer #h(1fr) #counter(page).display()])
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "Libertinus Serif"), size: 10pt, fill: rgb("#17302e"), lang: d.lang, dir: if d.rtl { rtl } else { ltr })
#show heading: set text(weight: "semibold")
#show heading.where(level: 1): set text(18pt, weight: "regular")
#text(11pt)[#d.organisation]
= #d.title
#text(11pt, fill: rgb("#4b5f5c"))[#d.period #if d.grant != "" [ #sym.dot.c #d.grant ]]
#v(8pt)
#table(columns: (1fr, auto), stroke: (x, y) => (bottom: 0.5pt + rgb("#e0d9cb")), inset: (x: 0pt, y: 7pt), align: (start, end),
  ..d.figures.map(f => ([*#f.label* \\ #text(8.5pt, fill: rgb("#4b5f5c"))[#f.means]], text(12pt)[#f.count])).flatten())
== #d.breakdown_title
#text(9pt, fill: rgb("#4b5f5c"))[#d.method]
#for t in d.tables [
  === #t.title
  #if t.rows == none [#t.why_not] else [
    #table(columns: (1fr, auto), stroke: (x, y) => (bottom: 0.5pt + rgb("#e0d9cb")), inset: (x: 0pt, y: 5pt), align: (start, end),
      ..t.rows.map(r => ([#r.at(0)], [#r.at(1)])).flatten(), ..if t.rest { ([#d.rest], [#d.under]) } else { () })
  ]
]
"""


def words() -> dict[str, str]:
    """What both documents say in the same words as the page."""
    return {
        "breakdown_title": _("Who was accompanied"),
        "method": _(
            "Groups of fewer than ten people are put together and everything is rounded to five, so that nobody can be found."
        ),
        "rest": _("Smaller groups together"),
        "under": _("not shown"),
    }


def pdf(report: Report) -> bytes:
    """The page as a tagged PDF, A4. Values go in as data, never as markup."""
    data = words() | {
        "organisation": report.programme.organisation.name,
        "title": report.programme.name,
        "period": report.quarter.in_words,
        "grant": report.grant.name if report.grant else "",
        "lang": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "footer": _("Made with Alongside on %(day)s") % {"day": when(clock.today(), "full")},
        "figures": [{"label": f.label, "count": str(f.count), "means": f.means} for f in report.figures],
        "tables": [
            {
                "title": t.title,
                "rows": None if t.rows is None else [[g, str(n)] for g, n in t.rows],
                "rest": t.rest,
                "why_not": t.why_not,
            }
            for t in report.tables
        ],
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(data)})


def xlsx(report: Report) -> bytes:
    """The page as one sheet, text cells safe to open."""
    say = words()
    book = Workbook()
    sheet = book.active
    sheet.title = str(report.quarter)
    sheet.sheet_view.rightToLeft = get_language_bidi()
    bold = Font(bold=True)
    sheet.append([safe(report.programme.name)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([safe(report.programme.organisation.name)])
    sheet.append([report.quarter.in_words])
    if report.grant:
        sheet.append([safe(report.grant.name)])
    sheet.append([])
    for figure in report.figures:
        sheet.append([figure.label, figure.count, figure.means])
    sheet.append([])
    sheet.append([say["breakdown_title"]])
    sheet.cell(sheet.max_row, 1).font = bold
    sheet.append([say["method"]])
    for table in report.tables:
        sheet.append([])
        sheet.append([table.title])
        sheet.cell(sheet.max_row, 1).font = bold
        if table.rows is None:
            sheet.append([table.why_not])
            continue
        for group, count in table.rows:
            sheet.append([safe(group), count])
        if table.rest:
            sheet.append([say["rest"], say["under"]])
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["C"].width = 70
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 3)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
