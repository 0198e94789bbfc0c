"""A pair's agreement as a paper to sign: both languages beside each other, each in its own direction."""

import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.mentorships import wording
from alongside.mentorships.queries.agreements import Shown

TEMPLATE = b"""
#let d = json(bytes(sys.inputs.data))
#let way(c) = if c.rtl { rtl } else { ltr }
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 1.8cm, y: 1.9cm), footer: context [#set text(8pt, fill: rgb("#4b5f5c")); #d.footer #h(1fr) #counter(page).display()])
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Ethiopic", "DejaVu Sans", "Libertinus Serif"), size: 9.5pt, fill: rgb("#17302e"), lang: d.lang)
#let cell(c, body) = { set text(lang: c.lang, dir: way(c)); set align(start); block(breakable: false, width: 100%, body) }
#let one = d.columns.len() == 1
#grid(columns: if one { (1fr,) } else { (1fr, 1fr) }, column-gutter: 0.9cm, row-gutter: 0.42cm,
  ..d.columns.map(c => cell(c, text(17pt)[#c.name])),
  ..d.rows.map(row => row.enumerate().map(((n, p)) => cell(d.columns.at(n))[
    #text(weight: "semibold")[#p.title] \\
    #p.text
    #for line in p.ours [ \\ #text(weight: "semibold")[#line] ]
  ])).flatten(),
)
#if d.also != "" [#v(4pt) #cell(d.also_way)[#text(weight: "semibold")[#d.also]]]
#v(14pt)
#for who in d.people [
  #block(breakable: false, above: 22pt)[
    #line(length: 100%, stroke: 0.5pt + rgb("#827c6e"))
    #who.name #h(1fr) #text(8.5pt, fill: rgb("#4b5f5c"))[#who.said]
  ]
]
"""


def pdf(shown: Shown, people: list[dict]) -> bytes:
    """The agreement, A4. people: [{"name", "said"}], a line to sign for each. Values go in as data, never as markup."""
    agreement = shown.agreement
    data = {
        "title": _("Agreement"),
        "lang": (get_language() or "en").split("-")[0],
        "columns": [{"lang": c.language, "rtl": c.language in wording.RIGHT_TO_LEFT, "name": c.name} for c in shown.columns],
        "rows": [[{"title": p.title, "text": p.text, "ours": p.ours} for p in row] for row in shown.rows],
        "also": agreement.also,
        "also_way": {"lang": agreement.also_language or "en", "rtl": agreement.also_language in wording.RIGHT_TO_LEFT},
        "people": people,
        "footer": _("Version %(n)d") % {"n": agreement.number},
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(data)})
