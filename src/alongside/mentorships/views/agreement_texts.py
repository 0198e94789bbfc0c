"""The programme's agreement: its languages side by side, a look at it, and publishing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.foundation.ids import new_id
from alongside.mentorships import access
from alongside.mentorships.actions import agreement_texts as actions
from alongside.mentorships.forms.agreements import LanguageForm, TextForm, VersionForm
from alongside.mentorships.models import Agreement
from alongside.mentorships.queries.agreements import column, draft_of, text_of
from alongside.mentorships.views.drawing import draw
from alongside.people import languages
from alongside.programmes.access import programme_for

POLICY = {"relationship": "programme", "purpose": "setting up"}


def _shown(text) -> list[dict]:
    return [
        {"tag": tag, "name": languages.name_of(tag), "own_name": languages.own_name(tag), "missing": text.missing(tag)}
        for tag in text.begun_languages
    ]


@requires("coordinator", **POLICY)
def text(request, programme):
    """Its languages, what is missing in each, and the button that publishes."""
    found = programme_for(request.principal, programme, "coordinator")
    here = reverse("mentorships:agreement_text", args=[found.pk])
    draft, published = draft_of(found), text_of(found)
    now = draft or published
    form = VersionForm(posted(request), version=draft.version if draft else 0)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.publish_text(programme=found, by=request.principal, expected_version=form.cleaned_data["version"])
            messages.success(request, _("Published. New agreements are made from it; those that stand keep their text."))
            return here

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed:
            form.add_error(None, _("Somebody has changed it meanwhile. Read it again, then publish it."))
    add = LanguageForm(request.GET if "language" in request.GET else None, there=now.words)
    if add.is_bound and add.is_valid():
        return redirect("mentorships:agreement_language", found.pk, add.cleaned_data["language"])
    context = {
        "form": form,
        "add": add,
        "programme": found,
        "draft": draft,
        "published": published,
        "rows": _shown(now),
        "back": reverse("mentorships:rules", args=[found.pk]),
    }
    return draw(request, "mentorships/agreement_text.html", context, found)


@requires("coordinator", **POLICY)
def language(request, programme, language):
    """One language, with another beside it to write from."""
    found = programme_for(request.principal, programme, "coordinator")
    if language not in languages.LANGUAGES:
        raise Http404
    draft = draft_of(found)
    now = draft or text_of(found)
    source = next((tag for tag in [*now.languages, "en"] if tag != language and tag in now.words), "")
    words = now.words.get(language, {})
    form = TextForm(
        posted(request), words=words, source=now.words.get(source, {}), version=draft.version if draft else 0
    )
    if request.method == "POST" and form.is_valid():

        def act():
            actions.change_text(
                programme=found,
                by=request.principal,
                language=language,
                words=form.words_written(),
                expected_version=form.cleaned_data["version"],
            )
            messages.success(request, _("Saved in the draft. It holds for new agreements once you publish it."))
            return reverse("mentorships:agreement_text", args=[found.pk])

        try:
            return once(request, form, act)
        except Changed as changed:
            draft = draft_of(found)
            form.show_theirs(changed, draft.version if draft else 0)
    context = {
        "form": form,
        "pieces": form.pieces(now.words.get(source, {})),
        "choices": form.choices(),
        "name": form["name"],
        "programme": found,
        "language": language,
        "language_name": languages.name_of(language),
        "source": source,
        "source_language": languages.name_of(source) if source else "",
        "back": reverse("mentorships:agreement_text", args=[found.pk]),
    }
    return draw(request, "mentorships/agreement_language.html", context, found)


@requires("coordinator", **POLICY)
@require_safe
def preview(request, programme):
    """The draft, or the text that holds, as a pair with invented choices would read it, in each finished language."""
    found = programme_for(request.principal, programme, "coordinator")
    now = draft_of(found) or text_of(found)
    day = clock.today(found.time_zone)
    example = Agreement(
        id=new_id(), text=now, often=Agreement.Often.WEEKLY, minutes=60, channel=Agreement.Channel.PHONE,
        costs=Agreement.Costs.PAID, ends_on=day, trial_until=day,
    )  # fmt: skip
    columns = [column(example, tag, {}) for tag in now.languages]
    context = {"programme": found, "columns": columns, "back": reverse("mentorships:agreement_text", args=[found.pk])}
    return draw(request, "mentorships/agreement_preview.html", context, found)


def on_programme_page(request, *, programme, **context) -> str:
    """Among what is also part of a programme: the way to its agreement and its voices."""
    if programme.pk not in request.principal.programmes_as("coordinator"):
        return ""
    return render_to_string("mentorships/parts/agreement_of_programme.html", {"programme": programme}, request=request)
