"""The programme's agreement: a draft that anybody may read, and published versions that never change."""

import pytest
from django.urls import reverse

from alongside.foundation.forms import Changed
from alongside.mentorships import wording
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.agreement_texts import change_text, publish_text
from alongside.mentorships.actions.agreements import write_agreement
from alongside.mentorships.models import AgreementText
from alongside.mentorships.queries.agreements import text_of

pytestmark = pytest.mark.both


def change(cast, by, language="en", expected_version=0, **words):
    return change_text(
        programme=cast.programme, by=by, language=language, words=wording.ENGLISH | words, expected_version=expected_version
    )


def address(cast, name, *more):
    return reverse(f"mentorships:{name}", args=[cast.programme.pk, *more])


@pytest.mark.parametrize("words", wording.OURS.values(), ids=wording.OURS)
def test_our_own_text_is_whole_and_keeps_its_places(words):
    assert set(words) == set(wording.KEYS)
    assert all(words.values())
    assert all(held in words[f"say_{choice}"] for choice, held in wording.HOLDS.items())


def test_it_says_what_cannot_stay_between_them():
    """Whoever signs must know of danger to life, of children and of courts before they trust anybody."""
    assert all(word in wording.ENGLISH["limits_text"] for word in ("danger", "child", "court"))
    assert all(word in wording.ARABIC["limits_text"] for word in ("خطر", "طفل", "محكمة"))


def test_a_programme_begins_with_our_text_and_rewrites_it_in_a_draft(cast, ines):
    draft = change(cast, ines, aims_text="We cook together.")
    assert (draft.number, draft.version, draft.published_at, draft.languages) == (1, 1, None, ["en", "ar"])
    assert text_of(cast.programme).words == wording.OURS
    published = publish_text(programme=cast.programme, by=ines, expected_version=1)
    assert text_of(cast.programme) == published
    assert published.words["en"]["aims_text"] == "We cook together."


def test_what_was_published_never_changes(cast, ines, pair):
    first = write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own").text
    change(cast, ines, aims_text="We cook together.")
    second = publish_text(programme=cast.programme, by=ines, expected_version=1)
    first.refresh_from_db()
    assert (first.words, second.number) == (wording.OURS, 2)
    assert pair.agreements.get().text == first
    assert write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own").text == second


def test_an_agreement_written_meanwhile_leaves_the_draft_alone(cast, ines, pair):
    change(cast, ines, aims_text="We cook together.")
    write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own")
    assert publish_text(programme=cast.programme, by=ines, expected_version=1).number == 2


def test_of_two_editors_the_second_reads_both(cast, ines):
    change(cast, ines, aims_text="We cook together.")
    with pytest.raises(Changed):
        change(cast, ines, aims_text="We walk.")
    with pytest.raises(Changed):
        publish_text(programme=cast.programme, by=ines, expected_version=0)


def test_an_unfinished_language_is_not_shown_to_pairs(cast, ines):
    draft = change_text(programme=cast.programme, by=ines, language="uk", words={"name": "Наша домовленість"}, expected_version=0)
    assert draft.languages == ["en", "ar"]
    assert draft.missing("uk") == len(wording.KEYS) - 1
    draft = change_text(programme=cast.programme, by=ines, language="uk", words={}, expected_version=1)
    assert "uk" not in draft.words


def test_only_coordinators_of_the_programme_write_it(client, cast, samira):
    with pytest.raises(NotAllowed):
        change(cast, samira)
    with pytest.raises(NotAllowed):
        publish_text(programme=cast.programme, by=samira, expected_version=0)
    for who in (cast.samira, cast.nour, cast.kateryna, cast.admin):
        client.force_login(who)
        assert client.get(address(cast, "agreement_text")).status_code == 404
        assert client.get(address(cast, "agreement_language", "en")).status_code == 404
        assert client.get(address(cast, "voices")).status_code == 404


def test_a_language_is_added_written_looked_at_and_published(client, cast):
    client.force_login(cast.ines)
    assert address(cast, "agreement_text") in client.get(reverse("programmes:programme", args=[cast.programme.pk])).content.decode()
    added = client.get(address(cast, "agreement_text"), {"language": "ti"})
    assert added["Location"] == address(cast, "agreement_language", "ti")
    assert client.get(address(cast, "agreement_language", "xx")).status_code == 404
    words = {key: "ቃል {n} {day}" for key in wording.KEYS}
    wrong = client.post(added["Location"], words | {"say_minutes": "ቃል", "version": 0}).content.decode()
    assert "Write {n} where" in wrong
    client.post(added["Location"], words | {"version": 0})
    assert "ቃል" in client.get(address(cast, "agreement_preview")).content.decode()
    client.post(address(cast, "agreement_text"), {"version": 1})
    assert AgreementText.objects.get().languages == ["en", "ar", "ti"]
