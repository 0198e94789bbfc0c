"""Coordinators read names. A mentor and a mentee read the same reasons without anybody else's data.

Every reason that the engine knows is put into words twice here: as on a coordinator's page, and as on the page of whoever is asked.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from alongside.matching import board, engine
from alongside.matching.actions import proposals
from alongside.matching.models import Proposal
from alongside.matching.wording import Words
from tests import cast
from tests.matching.test_comparing import second_mentor
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]

OTHERS = {"id-of-hanna": "Hanna Berg", "id-of-jonas": "Jonas Weiss", "id-of-omar": "Omar Said"}
#: Everything any reason may carry, with other people's data wherever it could stand.
FACTS = {
    "codes": ["work"], "missing": ["home"], "tag": "ar", "tags": ["ar"], "level": "B1", "weekday": 1, "start": 1080, "end": 1200,
    "km_band": (2, 5), "ahead": list(OTHERS), "more": 2, "held_by": list(OTHERS), "missing_checks": ["check"], "who": ["mentee"],
    "wished_by": ["mentor"], "too_low": [], "longest": 30, "needed": 60, "limit_km": 20, "too_far": True, "not_online": ["mentor"],
    "until": "2026-12-31", "weeks": 26, "least": 3, "not_in_person": [], "mentees": list(OTHERS), "mentor": "id-of-hanna", "silent": ["mentee"],
}  # fmt: skip
WORDED = sorted({name.partition("_")[2] for name in dir(Words) if name.startswith(("because_", "fails_"))})
#: Said of a plan, not of a pair: worded on coordinators' pages by other means (what choosing somebody changes), or not at all.
NOT_OF_A_PAIR = {"held_by", "paired", "paired_with"}


def codes_of_the_engine() -> set[str]:
    """Every code with which the engine builds a reason, read out of its sources."""
    found = set()
    for path in Path(engine.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'Reason\(\s*"(\w+)"', text)) | set(re.findall(r'(?:passing|failing)\(\s*"(\w+)"', text))
        found |= set(re.findall(r'^    code = "(\w+)"', text, re.M))
    return found


def test_every_code_of_the_engine_is_walked():
    assert codes_of_the_engine() - NOT_OF_A_PAIR <= set(WORDED)


def sentences(words: Words) -> dict[str, str]:
    return {code: words.reason(code, FACTS) + " | " + words.failure(code, FACTS) for code in WORDED}


def test_a_coordinator_reads_names_where_a_reason_is_about_others():
    named = {code for code, sentence in sentences(Words(OTHERS, {})).items() if "Hanna Berg" in sentence}
    assert named == {"second_choice", "full"}


@pytest.mark.parametrize("code", WORDED)
def test_whoever_is_asked_reads_no_other_person_s_name_or_id(code):
    sentence = sentences(Words({}, {}))[code]
    assert not any(part in sentence for pair in OTHERS.items() for part in pair), sentence


def test_the_page_of_whoever_is_asked_names_nobody_but_the_other_by_first_name(client):
    """With every reason stored on the proposal that could be there, on both sides' pages."""
    people = cast.assemble()
    third = second_mentor(people, "Hanna Berg")
    proposal = planned(people).proposals.get(mentee=people.mentee)
    stranger = str(third.pk)
    hours = {"weekday": 6, "start": 421, "end": 543}
    proposal.reasons = [{"code": code, "facts": FACTS | {"ahead": [stranger], "held_by": [stranger]}} for code in WORDED]
    proposal.runners_up = [{"mentor": stranger, "full": True, "held_by": [stranger], "reasons": [{"code": "shared_hours", "facts": hours}]}]
    proposal.save()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    mentor, mentee = proposal.mentor.person, proposal.mentee.person
    for side, other, own in (("mentor", mentee, mentor), ("mentee", mentor, mentee)):
        token = proposals.token(proposal, side)
        client.cookies["django_language"] = "en"
        page = client.get(reverse("matching:answer_by_link", args=[token])).content.decode()
        assert other.short_name in page
        told = page.replace(token, "").replace(other.short_name, "", 1)
        assert not any(word in told for word in ("Hanna", "Berg", stranger, str(proposal.pk), "07:01", "09:03"))
        assert other.name.split()[-1] not in told or other.name.split()[-1] in own.name
        assert str(other.pk) not in told


def test_a_coordinator_s_board_names_the_third_person():
    people = cast.assemble()
    second_mentor(people, "Hanna Berg")
    round = planned(people)
    rows, _left = board.rows_of(round)
    assert Proposal.objects.filter(round=round).exists()
    assert "Hanna Berg" in str([(row.mentor, row.runners_up) for row in rows])
