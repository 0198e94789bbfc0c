"""A pair's agreement: in each member's language, accepted by each, versioned, and never a condition for meeting."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.foundation.uploads import Cleaned
from alongside.mentorships import access, actions, erasure
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import agreements
from alongside.mentorships.actions.agreement_texts import publish_text
from alongside.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementPaper,
    AgreementText,
    CallRequest,
    PairRules,
)
from alongside.mentorships.queries import due
from alongside.mentorships.queries.agreements import shown
from tests import cast as people
from tests.mentorships.story import another_pair, begin

pytestmark = pytest.mark.both
PDF = Cleaned(b"%PDF-1.7 invented", "application/pdf")


def write(pair, by, **values):
    told = {"often": "weekly", "minutes": 60, "channel": "phone", "costs": "paid", "place": "Biblioteca", "ends_on": date(2027, 6, 4)}
    return agreements.write_agreement(mentorship=pair, by=by, **(told | values))


def say(agreement, by, said="yes", language="ar"):
    return agreements.answer_agreement(agreement=agreement, by=by, said=said, language=language)


def address(name, pair, *more):
    return reverse(f"mentorships:{name}", args=[pair.pk, *(x.pk for x in more)])


def page(client, who, url) -> str:
    client.force_login(who)
    return client.get(url).content.decode()


@pytest.fixture
def agreement(pair, ines):
    return write(pair, ines)


def test_it_is_written_from_our_text_where_the_programme_has_none_and_everybody_is_told(pair, samira):
    made = write(pair, samira)
    assert (made.number, made.text.number, made.text.languages) == (1, 1, ["en", "ar"])
    assert made.trial_until == date(2026, 10, 22)
    assert OutgoingMail.objects.count() == 1
    assert AuditEntry.objects.filter(action="write agreement").exists()


def test_each_reads_it_in_their_language_with_the_other_side_beside_it(pair, agreement, cast, samira, nour):
    mentorship = access.mentorship_for(samira, pair.pk)
    assert [c.language for c in shown(samira, mentorship).columns] == ["en", "ar"]
    read = shown(nour, mentorship, beside="ar")
    assert {c.language for c in read.columns} == {"en", "ar"}
    arabic = next(c for c in read.columns if c.language == "ar")
    rhythm = next(p for p in arabic.pieces if p.key == "rhythm")
    assert rhythm.ours == ["كل أسبوع", "نحو 60 دقيقة في كل مرة", "حتى الجمعة 4 يونيو 2027"]


def test_a_yes_says_who_when_how_and_in_which_language(client, cast, pair, agreement):
    client.cookies["django_language"] = "ar"
    client.force_login(cast.nour)
    client.post(address("answer_agreement", pair, agreement), {"said": "yes"})
    given = AgreementAnswer.objects.get()
    assert (given.person, given.said, given.how, given.language, given.by) == (cast.nour.person, "yes", "phone", "ar", cast.nour)
    assert "نعم، أوافق" not in page(client, cast.nour, address("agreement", pair))
    del client.cookies["django_language"]
    assert "Still to come:" in page(client, cast.ines, address("detail", pair))


def test_saying_yes_twice_is_one_yes(agreement, nour):
    assert say(agreement, nour) == say(agreement, nour)


def test_not_yet_is_as_easy_and_calls_the_coordinator_and_a_yes_may_follow(client, cast, pair, agreement, nour, ines):
    client.force_login(cast.nour)
    client.post(address("answer_agreement", pair, agreement), {"said": "talk"})
    assert CallRequest.objects.get().person == cast.nour.person
    assert "Wants to talk first:" in page(client, cast.ines, address("detail", pair))
    # The other side learns only that the yes is not there yet.
    assert "alk first" not in page(client, cast.samira, address("detail", pair)) + page(client, cast.samira, address("agreement", pair)).split("yeses")[1]
    say(agreement, nour)
    assert [a.said for a in AgreementAnswer.objects.all()] == ["talk", "yes"]


def test_a_new_version_asks_anew_and_the_earlier_stays_readable(client, cast, pair, agreement, nour, samira):
    say(agreement, nour)
    newer = write(pair, samira, place="Parque")
    assert newer.number == 2
    assert "Yes, I agree" in page(client, cast.samira, address("agreement", pair))
    earlier = page(client, cast.samira, address("agreement", pair) + "?version=1")
    assert "Biblioteca" in earlier
    assert "This is an earlier version." in earlier
    assert "Yes, I agree" not in earlier
    with pytest.raises(NotAllowed, match="newer version"):
        say(agreement, nour)
    assert client.get(address("agreement", pair) + "?version=9").status_code == 404


def test_the_trial_that_was_agreed_stands_when_the_rules_change(cast, pair, agreement, ines):
    PairRules.objects.create(programme=cast.programme, trial_weeks=2)
    assert write(pair, ines).trial_until == agreement.trial_until


def test_paper_counts_with_a_photograph_or_with_a_witness(client, cast, pair, agreement, samira):
    client.force_login(cast.ines)
    url = address("sign_on_paper", pair, agreement)
    wrong = client.post(url, {"people": [str(cast.nour.person_id)], "language": "ar"}).content.decode()
    assert "Add a photograph of the paper" in wrong
    client.post(url, {"people": [str(cast.nour.person_id)], "language": "ar", "witness": "Rui Martins"})
    sheet = SimpleUploadedFile("sheet.pdf", b"%PDF-1.7 invented", "application/pdf")
    client.post(url, {"people": [str(cast.samira.person_id)], "language": "en", "paper": sheet})
    assert {(a.how, a.witness) for a in AgreementAnswer.objects.all()} == {("paper", "Rui Martins"), ("paper", "")}
    paper = AgreementPaper.objects.get()
    client.force_login(cast.nour)
    assert b"".join(client.get(address("agreement_paper", pair, paper))) == b"%PDF-1.7 invented"
    with pytest.raises(NotAllowed):
        agreements.sign_on_paper(agreement=agreement, people=[cast.ines.pk], by=samira, language="en", paper=PDF)


def test_nobody_else_reads_writes_or_answers(client, cast, pair, agreement, ines):
    other = another_pair(cast, ines, 1)
    marta = people.account("marta@example.org", person=other.members.first().person)
    people.member(cast.programme, "mentor", marta)
    for who in (marta, cast.kateryna, cast.admin):
        client.force_login(who)
        for url in ("agreement", "write_agreement", "print_agreement", "agreement_pdf"):
            assert client.get(address(url, pair)).status_code == 404
        assert client.post(address("answer_agreement", pair, agreement), {"said": "yes"}).status_code == 404
        with pytest.raises(NotAllowed):
            say(agreement, cast.principal(who))
        with pytest.raises(NotAllowed):
            write(pair, cast.principal(who))
    # A coordinator says yes for nobody.
    with pytest.raises(NotAllowed):
        say(agreement, ines)
    client.force_login(cast.nour)
    assert client.get(address("write_agreement", pair)).status_code == 404


def test_a_pair_walks_without_an_agreement(cast, pair, samira):
    actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today())
    assert pair.agreements.count() == 0


def reasons(principal) -> list[str]:
    return [row.why for row in due(principal)]


def test_today_asks_only_where_the_programme_uses_agreements(cast, ines, samira, nour):
    publish_text(programme=cast.programme, by=ines, expected_version=0)
    pair = begin(cast, ines)
    with time_machine.travel(clock.now() + timedelta(days=13)):
        assert not any("agreement" in why for why in reasons(ines))
    with time_machine.travel(clock.now() + timedelta(days=15)):
        actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone")
        assert any("no agreement yet" in why for why in reasons(ines))
        made = write(pair, ines)
        assert any("waits for your yes" in why for why in reasons(samira))
        say(made, samira)
        assert not any("waits for your yes" in why for why in reasons(samira))
    with time_machine.travel(clock.now() + timedelta(days=31)):
        actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3))
        assert any("waits for a yes" in why for why in reasons(ines))
        say(made, nour)
        assert not any("agreement" in why for why in reasons(ines))


def test_pairs_that_began_before_the_text_are_left_alone(cast, pair, ines):
    AgreementText.objects.create(programme=cast.programme, number=1, words={}, published_at=clock.now())
    with time_machine.travel(clock.now() + timedelta(days=30)):
        actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3))
        assert not any("agreement" in why for why in reasons(ines))


def test_today_asks_as_often_for_many_as_for_one(cast, ines):
    publish_text(programme=cast.programme, by=ines, expected_version=0)
    counted = []
    for n in (1, 4):
        for k in range(n):
            write(another_pair(cast, ines, 10 * n + k), ines)
        with time_machine.travel(clock.now() + timedelta(days=40)), CaptureQueriesContext(connection) as asked:
            due(ines)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_paper_to_sign_comes_in_both_languages(client, cast, pair, agreement):
    client.force_login(cast.samira)
    pdf = client.get(address("agreement_pdf", pair))
    assert pdf.content.startswith(b"%PDF")
    printed = client.get(address("print_agreement", pair)).content.decode()
    assert "Our agreement" in printed
    assert "اتفاقنا" in printed


def test_what_is_exported_and_erased(cast, pair, agreement, samira, nour, ines):
    say(agreement, samira, language="en")
    agreements.sign_on_paper(agreement=agreement, people=[cast.nour.person_id], by=ines, language="ar", paper=PDF, witness="Rui")
    told = erasure.export(cast.nour.person)["agreements"][0]
    assert (told["place"], len(told["answers"]), told["papers"]) == ("Biblioteca", 1, 1)
    erasure.erase(cast.nour.person)
    left = Agreement.objects.get()
    assert (left.place, left.also) == ("", "")
    assert [a.person for a in AgreementAnswer.objects.all()] == [cast.samira.person]
    assert not AgreementPaper.objects.exists()
