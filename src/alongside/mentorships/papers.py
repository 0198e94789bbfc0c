"""Letters and certificates as PDF, in the person's language and script. Values go in as data, never as markup."""

import json
from unicodedata import bidirectional

import typst
from django.utils import translation
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from alongside.foundation.templatetags.dates import when
from alongside.mentorships.models import Introduction, Paper
from alongside.mentorships.queries.endings import Walked
from alongside.mentorships.queries.onward import passed_on

#: Latin and Cyrillic in serif, Arabic script after them; what is missing falls back to DejaVu.
COMMON = """
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#17302e")
#let soft = rgb("#4b5f5c")
#let own = ("Noto Serif", "Noto Naskh Arabic", "Libertinus Serif", "Noto Sans Arabic", "DejaVu Sans")
#set document(title: d.title)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "Libertinus Serif"), size: 11pt, fill: ink, lang: d.lang, dir: if d.rtl { rtl } else { ltr })
#let serif(size, body, fill: ink) = text(font: own, size: size, fill: fill, body)
#let own-words(size, body, right-to-left) = align(if right-to-left { right } else { left }, text(font: own, size: size, dir: if right-to-left { rtl } else { ltr }, body))
#let wave(w, h) = block(width: w, height: h, {
  for (at, colour) in ((0, "#0b5c58"), (0.42, "#b5721a")) {
    place(top + left, dy: h * at, curve(stroke: 1.2pt + rgb(colour),
      curve.move((0pt, h * 0.35)),
      curve.cubic((w * 0.17, -h * 0.15), (w * 0.33, h * 0.85), (w * 0.5, h * 0.42)),
      curve.cubic((w * 0.67, -h * 0.05), (w * 0.83, h * 0.75), (w, h * 0.3))))
  }
})
#let signature = block(width: 7cm, breakable: false)[
  #if d.rtl { serif(13pt, d.signed_by) } else { text(style: "italic", serif(13pt, d.signed_by)) }
  #v(-6pt) #line(length: 100%, stroke: 0.6pt + soft) #v(-6pt)
  #text(9.5pt, fill: soft)[#d.signed_as]
]
"""
CERTIFICATE = (COMMON + """
#set page(paper: "a4", flipped: true, margin: (x: 2.6cm, top: 2.1cm, bottom: 1.8cm))
#serif(17pt, d.head)
#v(1fr)
#text(12pt, fill: soft)[#d.title]
#v(2pt)
#serif(38pt, d.name)
#v(4pt)
#text(12pt)[#d.did]
#if d.programme != "" [#v(2pt) #serif(21pt, fill: rgb("#0b5c58"), d.programme)]
#v(6pt)
#text(12pt, fill: soft)[#d.facts.join(" ")]
#v(1.2fr)
#layout(size => wave(size.width, 36pt))
#v(10pt)
#grid(columns: (1fr, auto), align: (start + bottom, end + bottom), signature, text(10pt, fill: soft, d.day))
""").encode()
LETTER = (COMMON + """
#set page(paper: "a4", margin: (x: 2.6cm, top: 2.4cm, bottom: 2cm))
#serif(16pt, d.head)
#v(1.2cm)
#align(end, text(10pt, fill: soft, d.day))
#v(0.6cm)
#serif(19pt, d.greeting)
#v(6pt)
#set par(leading: 0.85em, spacing: 1.3em)
#for (p, right-to-left) in d.words [#block(width: 100%, own-words(12pt, p, right-to-left))]
#if d.facts.len() > 0 [#block(text(fill: soft, d.facts.join(" ")))]
#for (label, rows) in d.items [
  #block(above: 1.6em, below: 0.7em, text(weight: "bold", label))
  #for (row, right-to-left) in rows [#block(width: 100%, spacing: 0.7em, own-words(11pt, row, right-to-left))]
]
#v(1fr)
#layout(size => wave(size.width, 30pt))
#v(14pt)
#signature
""").encode()


def _lines(words: str) -> list[tuple[str, bool]]:
    """Each line with whether its script runs from right to left, as its first letter says."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return [(line, next((d in ("R", "AL") for c in line if (d := bidirectional(c)) in ("L", "R", "AL")), get_language_bidi())) for line in lines]


def _drawn(template: bytes, data: dict) -> bytes:
    return typst.compile(template, format="pdf", sys_inputs={"data": json.dumps(data | {"rtl": get_language_bidi()})})


def certificate(done: Walked, paper: Paper, *, neutral: bool) -> bytes:
    """Who walked, from when to when, how many meetings and hours: facts, nothing that judges.

    neutral: with the programme's sign name, and neither programme nor organisation.
    """
    with translation.override(paper.language):
        return _drawn(CERTIFICATE, _shared(done, paper, neutral) | {"title": _("Certificate")})


def letter(done: Walked, paper: Paper, *, neutral: bool) -> bytes:
    """The coordinator's own words, and the facts beneath."""
    with translation.override(paper.language):
        words = _lines(paper.words)
        greeting = _("Dear %(name)s,") % {"name": done.member.person.short_name}
        more = {"title": _("Thank you"), "greeting": greeting, "words": words, "items": []}
        return _drawn(LETTER, _shared(done, paper, neutral) | more)


def _shared(done: Walked, paper: Paper, neutral: bool) -> dict:
    programme = done.mentorship.programme
    neutral = neutral or not paper.names_programme
    spoken = paper.language.split("-")[0]
    name = programme.in_words("name", spoken)
    if neutral:
        # Neither what it is nor for whom: a paper that can be shown to anybody.
        did = _("accompanied somebody as a volunteer") if done.member.is_mentor else _("took part in meetings")
    else:
        did = _("was a mentor in") if done.member.is_mentor else _("took part in")
    days = {"since": when(done.since, "full"), "until": when(done.until, "full")}
    facts = [_("From %(since)s to %(until)s.") % days]
    if done.meetings:
        facts.append(ngettext("%(n)d meeting.", "%(n)d meetings.", done.meetings) % {"n": done.meetings})
    if done.hours:
        facts.append(ngettext("%(n)d hour together.", "%(n)d hours together.", done.hours) % {"n": done.hours})
    return {
        "lang": spoken,
        "head": programme.sign_name if neutral else programme.organisation.name,
        "name": done.member.person.name,
        "did": did,
        "programme": "" if neutral else name,
        "facts": facts,
        "signed_by": paper.signed_by,
        "signed_as": _("Coordinator"),
        "day": when(paper.at.date(), "full"),
    }


def introduction(row: Introduction) -> bytes:
    """What a mentee lets us pass on, item by item, to a partner where they go."""
    with translation.override(row.language):
        programme = row.mentorship.programme
        where = {"organisation": row.organisation.name}
        first = _("We would like to introduce somebody to you who moves to your area. They agreed to each thing that stands here.")
        words = [*_lines(first), *_lines(row.words)]
        data = {
            "lang": row.language.split("-")[0],
            "title": _("Introduction"),
            "head": programme.organisation.name,
            "greeting": _("To %(organisation)s") % where,
            "words": words,
            "facts": [],
            "items": [(heading, [one for line in lines for one in _lines(line)]) for heading, lines in passed_on(row)],
            "signed_by": row.by.display_name if row.by else "",
            "signed_as": _("Coordinator"),
            "day": when(row.agreed_at.date(), "full"),
        }
        return _drawn(LETTER, data)
