"""Rewrite a programme's agreement in a draft, and publish it. What was published never changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import Changed
from alongside.mentorships import wording
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import AgreementText
from alongside.programmes.models import Programme


@transaction.atomic
def change_text(
    *, programme: Programme, by: Principal, language: str, words: dict[str, str], expected_version: int | None
) -> AgreementText:
    """The draft with these words in this language; made from the newest text if there is none yet.

    expected_version: of the draft, 0 where there was none. Empty words are left out; a language without any goes.
    Raises NotAllowed for anybody but the coordinators, Changed if somebody was faster.
    """
    check_coordinates(by, programme.pk)
    Programme.objects.select_for_update().get(pk=programme.pk)
    draft = AgreementText.objects.filter(programme=programme, published_at=None).first()
    if (draft.version if draft else 0) != expected_version:
        raise Changed(draft.words.get(language, {}) if draft else {})
    if draft is None:
        newest = AgreementText.objects.filter(programme=programme).first()
        draft = AgreementText(
            programme=programme, number=newest.number + 1 if newest else 1, words=newest.words if newest else wording.OURS, version=0
        )
    kept = {key: words[key] for key in wording.KEYS if words.get(key)}
    draft.words = {tag: said for tag, said in {**draft.words, language: kept}.items() if said}
    draft.version += 1
    draft.save()
    audit.record(by=by, action="change agreement text", target=draft, fields=[language])
    return draft


@transaction.atomic
def publish_text(*, programme: Programme, by: Principal, expected_version: int | None) -> AgreementText:
    """The draft, from now on the text that new agreements are made from; those that stand keep theirs.

    expected_version: of the draft that was read; 0 publishes our own text, as it is, where there is none yet.
    Raises NotAllowed without a language in which every word is there, Changed if somebody was faster.
    """
    check_coordinates(by, programme.pk)
    Programme.objects.select_for_update().get(pk=programme.pk)
    draft = AgreementText.objects.filter(programme=programme, published_at=None).first()
    if (draft.version if draft else 0) != expected_version:
        raise Changed({})
    if draft is None:
        if AgreementText.objects.filter(programme=programme).exists():
            raise NotAllowed(_("There is nothing new to publish."))
        return _first(programme, by)
    if not draft.languages:
        raise NotAllowed(_("No language is finished yet. Finish at least one."))
    draft.published_at, draft.published_by = clock.now(), by.account if by else None
    draft.save(update_fields=["published_at", "published_by"])
    audit.record(by=by, action="publish agreement text", target=draft)
    return draft


def text_to_use(programme: Programme) -> AgreementText:
    """The newest published text; our own, published now, where the programme has none. Part of the caller's transaction."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    published = AgreementText.objects.filter(programme=programme, published_at__isnull=False)
    return published.first() or _first(programme, None)


def _first(programme: Programme, by: Principal | None) -> AgreementText:
    draft = AgreementText.objects.filter(programme=programme, published_at=None).first()
    if draft:
        # Somebody is rewriting ours meanwhile: what they write becomes the second.
        draft.number = 2
        draft.save(update_fields=["number"])
    made = AgreementText.objects.create(
        programme=programme, number=1, words=wording.OURS, published_at=clock.now(), published_by=by.account if by else None
    )
    audit.record(by=by, action="publish agreement text", target=made)
    return made
