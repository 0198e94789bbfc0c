"""The parts that pages are made of: `{% load alongside %}`. What each takes stands in templates/README.md.

Every part works in both directions and without JavaScript; every word in it is translatable.
"""

from __future__ import annotations

from django import template
from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from alongside.foundation.templatetags import dates, fields, initials
from alongside.foundation.templatetags.icons import DRAWINGS, TURNS

register = template.Library()

TINTS = ("", "teal", "gold", "rust", "blue", "kind")
NOTICE_ICONS = {"": "info", "teal": "check", "gold": "clock", "rust": "warn", "blue": "info"}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A drawing by name, hidden from screen readers: a word always stands beside it. `size`: "", "s" or "l"."""
    if name not in DRAWINGS:
        raise template.TemplateSyntaxError(f"No icon is called {name!r}. There are: {', '.join(sorted(DRAWINGS))}.")
    classes = "icon" + (" turns" if name in TURNS else "") + (f" icon-{size}" if size else "")
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        mark_safe(DRAWINGS[name]),  # noqa: S308 - a constant of ours
    )


@register.inclusion_tag("parts/mark.html")
def mark(size: str = "") -> dict:
    """The two paths of the wordmark. `size`: "" or "l"."""
    return {"size": size}


@register.simple_tag
def tag(text: str, tint: str = "", icon_name: str = "") -> SafeString:
    """A state label: word, tint ("", teal, gold, rust, blue, kind) and icon. The word carries the meaning."""
    _check_tint(tint)
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="tag {}">{}{}</span>', tint, drawing, text)


@register.simple_block_tag
def notice(content: str, tint: str = "", icon_name: str = "") -> SafeString:
    """A slip with an icon; begin with a bold sentence that stands alone. At most three on a page."""
    _check_tint(tint)
    return format_html(
        '<div class="note {}">{}<div class="grow">{}</div></div>', tint, icon(icon_name or NOTICE_ICONS[tint]), content
    )


@register.inclusion_tag("parts/nothing.html")
def nothing(title: str, text: str = "", url: str = "", label: str = "") -> dict:
    """The empty state: what is true, then what is next. (`empty` itself belongs to Django's for loop.)"""
    return {"title": title, "text": text, "url": url, "label": label}


@register.simple_tag
def face(name: str, kind: str = "mentor", size: str = "") -> SafeString:
    """A disc with initials: decoration, so hidden from screen readers. `kind`: mentor, mentee or plain."""
    classes = " ".join(filter(None, ["face", kind if kind in ("mentee", "plain") else "", size and "large"]))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials.initials(name))


@register.simple_tag
def faces(mentor: str, mentee: str) -> SafeString:
    """Two people overlapping, mentor first; no letter is covered."""
    return format_html('<span class="faces" aria-hidden="true">{}{}</span>', face(mentor), face(mentee, "mentee"))


@register.simple_tag(name="bdi")
def bdi_tag(name: str, lang: str = "") -> SafeString:
    """A name that keeps its own direction."""
    if lang:
        return format_html('<bdi lang="{}">{}</bdi>', lang, name)
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def bdi(name: str) -> SafeString:
    """The same as a filter: `{% blocktranslate with name=person.name|bdi %}`."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def ltr(text: str) -> SafeString:
    """A telephone number, code, time or address, which reads left to right in every language."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', text)


@register.inclusion_tag("parts/steps.html")
def steps(names, current: int) -> dict:
    """Where one stands in a row of steps.

    names: words in order, as a list or in one text split by "|"; current: counted from 1.
    """
    # `_("…")` in a template gives a promise of a text, not the text.
    words = str(names).split("|") if isinstance(names, str | Promise) else names
    rows = [
        {"name": str(name), "state": "done" if n < current else "here" if n == current else "to come"}
        for n, name in enumerate(words, 1)
    ]
    return {"steps": rows}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context, page: Page, parameter: str = "page", label: str = "") -> dict:
    """Links to the page before and after; the rest of the question (search, filters) is kept. `label` tells two pagers apart."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[parameter] = number
        return "?" + query.urlencode()

    return {
        "page": page,
        "label": label,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def progress(done: int, total: int, label: str) -> SafeString:
    """A bar with words; `label` says what is counted, for example "1,200 of 50,000 rows"."""
    return format_html(
        '<div class="progress"><progress max="{}" value="{}" aria-label="{}"></progress><p class="small soft num">{}</p></div>',
        max(total, 1),
        min(done, total),
        label,
        label,
    )


@register.inclusion_tag("parts/field.html")
def field(bound, **options) -> dict:
    """One field of a form: label, hint, mistake, control. Options: `shape`, `hint`, `readers`, `optional`, `rows`, `first`."""
    return fields.describe(bound, **options)


@register.inclusion_tag("parts/mistakes.html")
def mistakes(*forms) -> dict:
    """The notice on top of a form that was not taken, with a link to each field. Nothing if all is well."""
    found = [mistake for form in forms for mistake in fields.mistakes(form)]
    return {"mistakes": found, "count": len(found)}


@register.simple_tag
def conflicts(form) -> SafeString:
    """What somebody else wrote meanwhile, beside what was typed (`form.theirs`). Nothing if nobody did."""
    theirs = getattr(form, "theirs", None)
    if not theirs:
        return SafeString("")
    rows = format_html_join(
        "",
        '<div><dt>{}</dt><dd dir="auto">{}</dd></div>',
        ((form.fields[name].label or name, value) for name, value in theirs.items() if name in form.fields),
    )
    return format_html(
        '<div class="note gold">{}<div class="stack-xs"><p><b>{}</b></p><dl class="facts">{}</dl></div></div>',
        icon("pencil"),
        _("This is what stands there now:"),
        rows,
    )


register.simple_tag(dates.when_tag, name="when")
register.filter("when", dates.when)
register.simple_tag(dates.ago_tag, name="ago")
register.filter("ago", dates.ago)


def _check_tint(tint: str) -> None:
    if tint not in TINTS:
        raise template.TemplateSyntaxError(f"No tint is called {tint!r}. There are: {', '.join(TINTS[1:])}.")
