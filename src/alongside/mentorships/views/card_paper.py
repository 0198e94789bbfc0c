"""The printed card: A6 in the corner of an A4 sheet, in the mentee's language, under the programme's neutral name."""

import json

import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alongside.foundation import qr
from alongside.foundation.templatetags.dates import when

TEMPLATE = b"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: 1cm)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "Libertinus Serif"), size: 11pt, fill: rgb("#17302e"), lang: d.lang, dir: if d.rtl { rtl } else { ltr })
#rect(width: 10.5cm, height: 14.8cm, inset: 0.9cm, radius: 3mm, stroke: (dash: "dashed", thickness: 0.5pt, paint: rgb("#827c6e")))[
  #text(15pt)[#d.title]
  #v(2mm)
  #align(center)[#image(bytes(d.square), format: "svg", width: 5.6cm)]
  #v(1mm)
  #enum(..d.steps.map(s => [#s]), spacing: 3mm)
  #v(1fr)
  #text(9pt, fill: rgb("#4b5f5c"))[#d.until \\ #d.help]
]
"""


def pdf(enrolment, address: str, good_until) -> bytes:
    """The card as a PDF in the active language. Values go in as data, never as markup."""
    programme = enrolment.programme
    square = str(qr.svg(address, "")).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    lines = [_("Ask your coordinator for a new one if this phone is lost.")]
    if programme.contact_phone:
        # Marked as left to right, so that a number keeps its order in Arabic too.
        lines.append("\u2066" + programme.contact_phone + "\u2069")
    data = {
        "title": programme.sign_name or _("My card"),
        "square": square,
        "steps": [
            _("Point the camera of your phone at the square."),
            _("Open it on this phone"),
            _("Choose a PIN"),
        ],
        "until": _("Good until %(day)s") % {"day": when(good_until.date(), "full")},
        "help": " ".join(lines),
        "lang": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(data)})
