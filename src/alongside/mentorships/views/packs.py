"""For people without the internet: a pack to print, and what comes back on paper."""

import json
from zoneinfo import ZoneInfo

import typst
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import posted
from alongside.foundation.templatetags.alongside import icon
from alongside.foundation.templatetags.dates import when
from alongside.mentorships import access
from alongside.mentorships.actions.packs import take_in_paper
from alongside.mentorships.forms.goals import language_choices
from alongside.mentorships.forms.packs import MEETINGS, PaperForm
from alongside.mentorships.queries.gate import who_is_there
from alongside.mentorships.queries.packs import Pack, pack_of
from alongside.mentorships.views.gate import done, found, page

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "meetings", "goals", "release")}

#: A4, large. Values go in as data, never as markup.
SHEET = b"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 2cm, y: 1.8cm))
#set text(font: ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "Libertinus Serif"), size: 14pt, fill: black, lang: d.lang, dir: if d.rtl { rtl } else { ltr })
#set par(leading: 0.75em)
#show heading.where(level: 1): set text(24pt, weight: "regular")
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.7em, text(16pt, weight: "bold", it.body))
#let line-of(l) = grid(columns: (8.2cm, 1fr), gutter: 0.4cm, text(weight: "bold", l.at(0)), l.at(1))
#let box-of = box(width: 0.55cm, height: 0.55cm, stroke: 1pt + black, baseline: 15%)
= #d.title
#d.called
#for s in d.sections [
  == #s.title
  #for l in s.lines [ #block(below: 0.8em, line-of(l)) ]
  #for t in s.texts [ #block(below: 0.8em, t) ]
]
#for g in d.goals [
  #block(inset: (x: 0.4cm), stroke: if d.rtl { (right: 2pt + black) } else { (left: 2pt + black) }, text(lang: g.at(1), g.at(0)))
]
#pagebreak()
= #d.back.title
#text(13pt, d.back.lead)
== #d.back.met
#for n in range(d.back.rows) [
  #block(above: 1em, below: 1em, [#d.back.day #box(width: 5cm, stroke: (bottom: 1pt + black), height: 0.8cm) #h(0.5cm) #box-of #d.back.yes #h(0.5cm) #box-of #d.back.no])
]
== #d.back.goal
#for n in range(5) [ #block(above: 1.1cm, line(length: 100%, stroke: 0.8pt + black)) ]
== #d.back.call
#box-of #d.back.call_me
"""


def text_of(line) -> list[str]:
    """A line of the plan: when, and what with where."""
    at = when(line.at) if line.at else ""
    before = _("before %(time)s") % {"time": at} if line.is_deadline and at else at
    words = [when(line.on, "date"), before]
    comma = pgettext("between names", ", ")
    return [comma.join(word for word in words if word), " · ".join(word for word in (line.what, line.place) if word)]


def isolated(text: str) -> str:
    """A telephone number, which reads left to right in every language."""
    return f"\u2066{text}\u2069"


def sections(pack: Pack) -> list[dict]:
    """The front of the sheet, in the language of now."""
    found = [
        {"title": _("My mentor") if len(pack.mentors) < 2 else _("My mentors"), "lines": [], "texts": [pgettext("between names", ", ").join(pack.mentors)]},
        {
            "title": _("Next meeting"),
            "lines": [[when(moment), place] for moment, place in pack.meetings],
            "texts": [] if pack.meetings else [_("No meeting is planned. Your mentor will plan one with you.")],
        },
    ]
    if pack.gate:
        there = who_is_there(pack.gate)
        day = [when(pack.gate.on, "date"), there]
        found.append({"title": _("My day"), "lines": [day, *(text_of(line) for line in pack.day)], "texts": []})
        if pack.near:
            found.append({"title": _("My appointments"), "lines": [text_of(line) for line in pack.near], "texts": []})
    if pack.agreed:
        found.append({"title": _("My agreement"), "lines": [list(line) for line in pack.agreed], "texts": []})
    if pack.phone:
        found.append({"title": _("Whom I can call"), "lines": [[isolated(pack.phone), pack.phone_name]], "texts": []})
    found.append({"title": _("My goals"), "lines": [], "texts": [] if pack.goals else [_("You have no goal yet.")]})
    return found


def sheet(pack: Pack) -> bytes:
    """The pack as a PDF of two pages: to keep, and to give back. In the language of now."""
    data = {
        "title": _("My plan"),
        "called": pack.called,
        "lang": (translation.get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "sections": sections(pack),
        "goals": pack.goals,
        "back": {
            "title": _("To give back"),
            "lead": _("Write only what you want. Your coordinator reads it."),
            "met": _("We met"),
            "rows": MEETINGS,
            "day": _("Day:"),
            "yes": _("yes"),
            "no": _("no"),
            "goal": _("What I want to reach"),
            "call": _("A call"),
            "call_me": _("Please call me"),
        },
    }
    return typst.compile(SHEET, format="pdf", sys_inputs={"data": json.dumps(data)})


@requires("coordinator", **POLICY)
def pack(request, pk, person):
    """The sheet in the mentee's own language and script."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    pack = pack_of(request.principal, mentorship, member)
    with translation.override(member.person.page_language), timezone.override(ZoneInfo(mentorship.programme.time_zone)):
        content = sheet(pack)
    headers = {"Content-Disposition": 'attachment; filename="plan.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@requires("coordinator", **POLICY)
def paper(request, pk, person):
    """Write down what came back: one form, everything or nothing."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    form = PaperForm(posted(request), mentorship=mentorship, spoken=language_choices(member.person))

    def act():
        data = form.cleaned_data
        take_in_paper(
            mentorship=mentorship, member=member, by=request.principal, meetings=form.meetings(), goal=data["goal"],
            language=data["language"], call=data["call"],
        )  # fmt: skip
        messages.success(request, _("Written down."))

    return done(request, form, act, reverse("mentorships:detail", args=[pk])) or page(
        request, "mentorships/paper.html", mentorship, member, form=form, rows=[(form[f"day{n}"], form[f"met{n}"]) for n in range(1, MEETINGS + 1)]
    )


def on_links(request, mentorship, part) -> str:
    """For coordinators: the pack of each mentee, and what came back."""
    if part != access.COORDINATOR:
        return ""
    mentees = [m for m in mentorship.members.all() if m.until is None and not m.is_mentor]
    pieces = []
    for member in mentees:
        name = f": {member.person.short_name}" if len(mentees) > 1 else ""
        for route, words in (("pack", _("Print a pack")), ("paper", _("Write down what came back on paper"))):
            url = reverse(f"mentorships:{route}", args=[mentorship.pk, member.person_id])
            pieces.append(format_html('<li><a href="{}"><span>{}{}</span>{}</a></li>', url, words, name, icon("chevron-end")))
    return format_html("{}" * len(pieces), *pieces) if pieces else ""
