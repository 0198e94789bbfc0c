"""What a template of a programme says. Everything in it is a proposal that the coordinator changes in the browser."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """Something wanted before somebody is ready to match. `valid_months` None: it holds for ever."""

    side: str
    kind: str
    valid_months: int | None = None


@dataclass(frozen=True)
class Rhythm:
    """When the coordinator is in touch with a pair.

    call_hours: a call to both after the introduction (MSU Extension: everybody within 48 hours).
    month_one: check-ins in the first month (MENTOR, Elements of Effective Practice: two).
    later: check-ins a month afterwards (MENTOR: one).
    """

    call_hours: int = 48
    month_one: int = 2
    later: int = 1


@dataclass(frozen=True)
class Rules:
    """Which matching rules are on, with their numbers. Safeguarding rules have no switch.

    level, mentee_level: CEFR a mentor and a mentee need in the shared language.
    minutes: a common free time in the week. km: how far somebody goes who has not said.
    None switches a rule off.
    """

    level: str | None = "B1"
    mentee_level: str = "A2"
    gender_wish: bool = True
    minutes: int | None = 60
    km: int | None = 20


@dataclass(frozen=True)
class Blueprint:
    """One template. Texts are ours, in English; `arabic` holds name, summary, objective, goals and mentor_means.

    length_weeks, meetings_per_month, meeting_minutes: the dose.
    needs: codes of the shipped vocabulary (people.vocabulary).
    training: what a mentor learns before the first meeting, in one sentence.
    source: where format and numbers come from.
    """

    code: str
    name: str
    summary: str
    objective: str
    goals: tuple[str, str, str, str]
    format: str
    mentor_means: str
    length_weeks: int
    meetings_per_month: int
    meeting_minutes: int
    training: str
    source: str
    arabic: dict
    aims: tuple[str, ...] = ("inclusion",)
    target_groups: tuple[str, ...] = ("refugees", "asylum_seekers")
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    rhythm: Rhythm = field(default_factory=Rhythm)
    rules: Rules = field(default_factory=Rules)
    quiet_days: int = 14
    answer_days: int = 10
    is_prevention_funded: bool = False

    def in_words(self, what: str, language: str) -> str:
        """`what` (name, summary, objective) in `language`, else in English."""
        return (self.arabic if language.startswith("ar") else {}).get(what) or getattr(self, what)


def volunteers(*, references: int = 2, background_months: int = 36) -> tuple[Step, ...]:
    """What a volunteer goes through: talk, identity, references, check, training; a mentee is talked with.

    Element 2 of MENTOR's Elements of Effective Practice asks for an application, a face-to-face interview,
    references and a check. Three years until the check is renewed is our own default.
    """
    wanted = [Step("mentor", "interview"), Step("mentor", "identity")]
    wanted += [Step("mentor", kind) for kind in ("reference", "reference2")[:references]]
    wanted += [Step("mentor", "background", background_months), Step("mentor", "training", 24)]
    return (*wanted, Step("mentee", "interview"))
