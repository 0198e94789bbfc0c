"""A pair's agreement as pages and papers show it, and whose yes is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships import wording
from alongside.mentorships.access import my_mentorships
from alongside.mentorships.access.agreements import agreements_for
from alongside.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementText,
    Member,
    Mentorship,
    PairRules,
)
from alongside.mentorships.queries.pairs import local, pairs_of, present
from alongside.mentorships.queries.recordings import Aloud, aloud, text_words, voices_for
from alongside.people import languages
from alongside.programmes.models import Programme

Said = AgreementAnswer.Said
#: A drawing beside each piece, for whoever reads slowly.
ICONS = {
    "aims": "paths", "rhythm": "calendar", "place": "pin", "contact": "chat", "trust": "lock",
    "limits": "shield", "costs": "cup", "missed": "clock", "help": "phone", "ending": "flag",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One piece in one language. ours: what this pair settled, in sentences or short words."""

    key: str
    icon: str
    title: str
    text: str
    ours: list[str]
    aloud: Aloud


@dataclass(frozen=True)
class Column:
    """The whole agreement in one language."""

    language: str
    own_name: str
    name: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Yes:
    """What one member said to this version, their moments on the programme's clock. witness: who saw them sign."""

    member: Member
    said: str
    how: str
    at: datetime | None
    language: str
    witness: str


@dataclass
class Shown:
    """One version of a pair's agreement as somebody reads it.

    rows: pieces beside each other, a tuple for each piece. others: further languages in which it can be read.
    """

    agreement: Agreement
    columns: list[Column]
    yeses: list[Yes]
    others: list[tuple[str, str]]
    numbers: list[int]
    written_at: datetime

    @property
    def rows(self) -> list[tuple[Piece, ...]]:
        return list(zip(*(column.pieces for column in self.columns), strict=True))

    @property
    def is_newest(self) -> bool:
        return self.agreement.number == self.numbers[0]

    @property
    def missing(self) -> list[Yes]:
        return [yes for yes in self.yeses if yes.said != Said.YES]


def text_of(programme: Programme) -> AgreementText:
    """The newest published text of a programme, or ours, not saved. One query."""
    found = AgreementText.objects.filter(programme=programme, published_at__isnull=False).first()
    return found or AgreementText(programme=programme, number=0, words=wording.OURS, version=0)


def draft_of(programme: Programme) -> AgreementText | None:
    """What is being rewritten, if anything is. One query."""
    return AgreementText.objects.filter(programme=programme, published_at=None).first()


def shown(principal, mentorship: Mentorship, *, number: int | None = None, beside: str = "") -> Shown | None:
    """A version (default: the newest) in the reader's language and the other side's. Five queries; None where there is none.

    beside: another language to read it in, next to the reader's own.
    """
    versions = list(agreements_for(principal, mentorship).select_related("text").prefetch_related("answers", "papers"))
    agreement = next((a for a in versions if number in (None, a.number)), None)
    if agreement is None:
        return None
    agreement.mentorship = mentorship
    members = _members(mentorship)
    there = agreement.text.languages
    tags = _two(principal, members, there, beside)
    pieces = voices_for(mentorship.programme, wording.PIECES, tags)
    return Shown(
        agreement=agreement,
        columns=[column(agreement, tag, pieces) for tag in tags],
        yeses=[_yes(agreement, member, mentorship.programme.time_zone) for member in members],
        others=[(tag, languages.own_name(tag)) for tag in there if tag not in tags],
        numbers=[a.number for a in versions],
        written_at=local(agreement.written_at, mentorship.programme.time_zone),
    )


def column(agreement: Agreement, language: str, voices: dict) -> Column:
    """The agreement in one language. No query."""
    words = agreement.text.words[language]
    return Column(
        language=language,
        own_name=languages.own_name(language),
        name=words["name"],
        pieces=[_piece(agreement, language, words, key, voices) for key in wording.PIECES],
    )


def _piece(agreement: Agreement, language: str, words: dict, key: str, voices: dict) -> Piece:
    ours = _ours(agreement, language, words).get(key, [])
    # The voice is of the programme's text; what this pair settled is read by eye, or by the phone's own voice.
    found = aloud(key, language, text_words(words, key), voices)
    if found.recording is None:
        found = Aloud(key, language, " ".join([found.words, *ours]))
    return Piece(key, ICONS[key], words[f"{key}_title"], words[f"{key}_text"], ours, found)


def _ours(agreement: Agreement, language: str, words: dict) -> dict[str, list[str]]:
    """Piece -> what this pair settled about it, in this language."""
    rhythm = [words[f"say_{agreement.often}"]]
    if agreement.minutes:
        rhythm.append(words["say_minutes"].replace("{n}", str(agreement.minutes)))
    if agreement.ends_on:
        rhythm.append(words["say_until"].replace("{day}", day_in(agreement.ends_on, language)))
    found = {"rhythm": rhythm, "contact": [words[f"say_{agreement.channel}"]], "costs": [words[f"say_{agreement.costs}"]]}
    if agreement.place:
        found["place"] = [agreement.place]
    if agreement.trial_until:
        found["ending"] = [words["say_trial"].replace("{day}", day_in(agreement.trial_until, language))]
    return found


def day_in(day: date, language: str) -> str:
    """A day in words of this language; in figures where nobody has taught us its months."""
    if language in wording.OURS:
        with translation.override(language):
            return dates.when(day, "full")
    if translation.check_for_language(language):
        with translation.override(language):
            return formats.date_format(day, "DATE_FORMAT")
    return f"{day.day}.{day.month}.{day.year}"


def _members(mentorship: Mentorship) -> list[Member]:
    return present(mentorship.members.select_related("person").prefetch_related("person__languages"))


def own_languages(person, there: list[str]) -> list[str]:
    """Of these languages those that the person reads: their own first, then the one of their pages, then others they speak."""
    spoken = [x.tag for x in sorted(person.languages.all(), key=lambda x: x.level != "native")]
    own = [x.tag for x in person.languages.all() if x.level == "native"]
    return [tag for tag in dict.fromkeys((*own, person.page_language.split("-")[0], *spoken)) if tag in there]


def _two(principal, members: list[Member], there: list[str], beside: str) -> list[str]:
    """The reader's language and, beside it, the other side's: the same only once.

    The reader's is the one of the page; where their own is none that pages come in, it is their own.
    """
    page = (translation.get_language() or "en").split("-")[0]
    mine = next((m for m in members if m.person_id == principal.person_id), None)
    own = [x.tag for x in mine.person.languages.all() if x.level == "native"] if mine else []
    own = [tag for tag in own if tag in there and tag not in wording.OURS]
    wished = [*own, page, *(own_languages(mine.person, there) if mine else []), *there]
    first = next(tag for tag in wished if tag in there)
    others = [m for m in members if mine is None or m.is_mentor != mine.is_mentor]
    wished = [beside, *(tag for m in sorted(others, key=lambda m: m.is_mentor) for tag in own_languages(m.person, there)[:1])]
    wished += [tag for m in members for tag in own_languages(m.person, there)]
    second = next((tag for tag in wished if tag in there and tag != first), "")
    return [first, second] if second else [first]


def _yes(agreement: Agreement, member: Member, zone: str) -> Yes:
    given = [a for a in agreement.answers.all() if a.person_id == member.person_id]
    row = next((a for a in given if a.said == Said.YES), given[-1] if given else None)
    if row is None:
        return Yes(member, "", "", None, "", "")
    return Yes(member, row.said, row.how, local(row.at, zone), languages.name_of(row.language), row.witness)


@dataclass(frozen=True)
class Standing:
    """How far a pair is with its agreement: the newest version, and who has not said yes to it."""

    agreement: Agreement
    missing: list[Member]
    talk: list[Member]

    def waits_for(self, person_id) -> bool:
        return any(m.person_id == person_id for m in self.missing)


def standing(principal, mentorship: Mentorship) -> Standing | None:
    """Two queries where the members came along with the mentorship; None where no agreement is written."""
    newest = agreements_for(principal, mentorship).prefetch_related("answers").first()
    if newest is None:
        return None
    said = {a.person_id: a.said for a in sorted(newest.answers.all(), key=lambda a: a.said == Said.YES)}
    members = present(mentorship.members.all())
    missing = [m for m in members if said.get(m.person_id) != Said.YES]
    return Standing(newest, missing, [m for m in missing if said.get(m.person_id) == Said.TALK])


def _without_yes():
    """Present members of the mentorship asked about who have said no yes to the newest version, or have none to say it to."""
    newer = Agreement.objects.filter(mentorship=OuterRef("agreement__mentorship"), number__gt=OuterRef("agreement__number"))
    yes = AgreementAnswer.objects.filter(
        ~Exists(newer), person=OuterRef("person"), said=Said.YES, agreement__mentorship=OuterRef("mentorship")
    )
    return Member.objects.filter(~Exists(yes), mentorship=OuterRef("pk"), until=None)


def without_agreement(walking, programmes, most: int) -> Iterator[tuple]:
    """(mentorship id, since, why, url, button) of pairs whose agreement is not there, or waits for a yes, for too long. Three queries.

    Only where the programme uses agreements: pairs that began before its first text was published are left alone.
    """
    texts = AgreementText.objects.filter(programme__in=programmes, published_at__isnull=False).order_by()
    first = dict(texts.values("programme").annotate(first=Min("published_at")).values_list("programme", "first"))
    if not first:
        return
    days = dict(PairRules.objects.filter(programme__in=first).values_list("programme_id", "agreement_days"))
    zones = {p.pk: p.time_zone for p in programmes}
    now, late = clock.now(), Q(pk__in=[])
    long = {pk: timedelta(days=days.get(pk, PairRules().agreement_days)) for pk in first}
    for pk, published in first.items():
        before = now - long[pk]
        late |= Q(Q(written=None) | Q(written__lt=before), programme=pk, begun_at__gte=published, begun_at__lt=before)
    newest = Agreement.objects.filter(mentorship=OuterRef("pk")).order_by("-number")
    found = walking.annotate(written=Subquery(newest.values("written_at")[:1])).filter(late, Exists(_without_yes()))
    for mentorship in found.order_by("begun_at")[:most]:
        zone = zones[mentorship.programme_id]
        since = (mentorship.written or mentorship.begun_at) + long[mentorship.programme_id]
        if mentorship.written:
            day = dates.when(local(mentorship.written, zone), "date")
            why = _("Their agreement of %(day)s waits for a yes.") % {"day": day}
            url, button = reverse("mentorships:agreement", args=[mentorship.pk]), _("See the agreement")
        else:
            why = _("Introduced %(ago)s, and no agreement yet.") % {"ago": dates.ago(local(mentorship.begun_at, zone))}
            url, button = reverse("mentorships:write_agreement", args=[mentorship.pk]), _("Write it with them")
        yield mentorship.pk, since, why, url, button


def waiting_for(principal) -> list[Due]:
    """For whoever mentors: agreements of their own pairs that wait for their own yes. Four queries at most."""
    mine = my_mentorships(principal, as_mentor=True)
    waiting = mine.filter(Exists(Agreement.objects.filter(mentorship=OuterRef("pk"))))
    waiting = list(waiting.filter(Exists(_without_yes().filter(person=principal.person_id))).select_related("programme"))
    if not waiting:
        return []
    newest = Agreement.objects.filter(mentorship__in=waiting).order_by("number").values_list("mentorship_id", "written_at")
    written, pairs = dict(newest), pairs_of(m.pk for m in waiting)
    rows = []
    for mentorship in waiting:
        day = dates.when(local(written[mentorship.pk], mentorship.programme.time_zone), "date")
        rows.append(
            Due(
                "pairs",
                tuple((name, "mentee") for name in pairs[mentorship.pk].mentees[:2]),
                _("Your agreement of %(day)s waits for your yes.") % {"day": day},
                reverse("mentorships:agreement", args=[mentorship.pk]),
                _("See the agreement"),
                written[mentorship.pk],
            )
        )
    return rows
