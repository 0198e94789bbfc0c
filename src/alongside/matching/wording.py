"""What the engine says in codes and facts, said in words, in the language of the page.

A coordinator reads names; a mentor or a mentee gets the same sentence without anybody else's data
(`names` is then empty, and sentences that would need a name are left out).
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alongside.foundation.templatetags.dates import when
from alongside.people import languages
from alongside.people.models import Term

#: Up to so many names are read; a longer list is a number.
NAMED = 5


def weekday(day: int) -> str:
    """"Mondays" and so on; 0 is Monday."""
    return [
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    ][day]


def hour(minutes: int) -> str:
    """Minutes after midnight as a time; 1440 is written 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def term_labels(codes) -> dict[str, str]:
    """Labels of vocabulary codes in the language of the page. One query."""
    return {term.code: term.label for term in Term.objects.filter(code__in=set(codes))}


def listed(words: list[str]) -> str:
    """"a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(all_but_last)s and %(last)s") % {
        "all_but_last": pgettext("between words of a list", ", ").join(words[:-1]),
        "last": words[-1],
    }


class Words:
    """Words sentences for one page: labels and names are looked up once.

    names: enrolment id (text) -> name. labels: vocabulary code -> label.
    """

    def __init__(self, names: Mapping[str, str], labels: Mapping[str, str]):
        self.names = names
        self.labels = labels

    def name_list(self, ids) -> str:
        return listed([self.names[str(i)] for i in ids if str(i) in self.names])

    def label_list(self, codes) -> str:
        return listed([self.labels.get(code, code) for code in codes])

    def language_list(self, tags) -> str:
        return listed([languages.name_of(tag) for tag in tags])

    def any_language(self, tags) -> str:
        """"Tigrinya or English"."""
        names = [languages.name_of(tag) for tag in tags]
        if len(names) < 2:
            return "".join(names)
        return _("%(all_but_last)s or %(last)s") % {
            "all_but_last": pgettext("between words of a list", ", ").join(names[:-1]),
            "last": names[-1],
        }

    def reason(self, code: str, facts: dict, team: bool = False) -> str:
        """The sentence for what speaks for a pair, or a mentee and a team; "" for a code that has nothing to say to this reader."""
        known = (team and getattr(self, f"with_team_{code}", None)) or getattr(self, f"because_{code}", None)
        return known(facts) if known else ""

    def failure(self, code: str, facts: dict) -> str:
        """The sentence for a rule that says no."""
        known = getattr(self, f"fails_{code}", None)
        return known(facts) if known else _("A rule of the programme says no.")

    # ── what speaks for a pair ───────────────────────────────────────────────────────────

    def because_covers_needs(self, facts):
        met, missing = facts["codes"], facts.get("missing", [])
        wanted = len(met) + len(missing)
        if not missing:
            return _("Can help with what is wanted: %(topics)s") % {"topics": self.label_list(met)}
        return ngettext(
            "Can help with %(met)d of %(wanted)d wish: %(topics)s",
            "Can help with %(met)d of %(wanted)d wishes: %(topics)s",
            wanted,
        ) % {"met": len(met), "wanted": wanted, "topics": self.label_list(met)}

    def because_shared_language(self, facts):
        name = languages.name_of(facts["tag"])
        if facts.get("level") in ("C1", "C2", "native"):
            return _("Both speak %(language)s well") % {"language": name}
        if not facts.get("level"):
            return _("Both speak %(language)s") % {"language": name}
        return _("Both speak %(language)s, at least at level %(level)s") % {"language": name, "level": facts["level"]}

    def because_interpreter(self, facts):
        return _("With an interpreter: %(languages)s") % {"languages": self.language_list(facts["tags"])}

    def because_shared_hours(self, facts):
        return _("Both free on %(weekday)s, %(start)s to %(end)s") % {
            "weekday": weekday(facts["weekday"]),
            "start": hour(facts["start"]),
            "end": hour(facts["end"]),
        }

    def because_near(self, facts):
        upper = facts["km_band"][1]
        if upper is None:
            return _("Far apart")
        return _("Less than %(km)d km apart") % {"km": upper}

    def because_same_area(self, facts):
        return _("In the same area")

    def because_online(self, facts):
        return _("Online, as both can")

    def because_shared_interests(self, facts):
        return _("Both like: %(interests)s") % {"interests": self.label_list(facts["codes"])}

    def because_shared_experience(self, facts):
        return _("Both asked for this: having started again in a new country")

    def because_gender_wish_kept(self, facts):
        return _("The wish about a woman or a man is kept")

    def because_second_choice(self, facts):
        known = [i for i in facts["ahead"] if str(i) in self.names]
        words = ngettext(
            "%(names)s would fit as well and meets somebody else in this plan",
            "%(names)s would fit as well and meet others in this plan",
            len(known),
        )
        return words % {"names": self.name_list(known)} if known else ""

    # ── what speaks for a team, where it is said otherwise than for two ─────────────────────

    def with_team_shared_language(self, facts):
        name = languages.name_of(facts["tag"])
        if facts.get("level") in ("C1", "C2", "native"):
            return _("Somebody in the team and the mentee speak %(language)s well") % {"language": name}
        if not facts.get("level"):
            return _("Somebody in the team and the mentee speak %(language)s") % {"language": name}
        words = {"language": name, "level": facts["level"]}
        return _("Somebody in the team and the mentee speak %(language)s, at least at level %(level)s") % words

    def with_team_shared_hours(self, facts):
        return _("All free on %(weekday)s, %(start)s to %(end)s") % {
            "weekday": weekday(facts["weekday"]),
            "start": hour(facts["start"]),
            "end": hour(facts["end"]),
        }

    def with_team_online(self, facts):
        return _("Online, as all can")

    def with_team_shared_interests(self, facts):
        return _("Liked on both sides: %(interests)s") % {"interests": self.label_list(facts["codes"])}

    # ── what speaks against ──────────────────────────────────────────────────────────────

    def fails_lent(self, facts):
        day = date.fromisoformat(facts["until"])
        return _("Lent until %(day)s, which is before the mentorship would be over") % {"day": when(day, "date")}

    def fails_full(self, facts):
        names = self.name_list(facts.get("held_by", []))
        return _("No free place: meets %(names)s") % {"names": names} if names else _("No free place")

    def fails_not_cleared(self, facts):
        return _("Checks or training are not complete today")

    def fails_not_adult(self, facts):
        return _("One of them is under 18")

    def fails_private_reason(self, facts):
        return _("For a private reason")

    def fails_not_again(self, facts):
        return _("They were together before, or the question was asked and not answered with yes")

    def fails_gender_wish(self, facts):
        if facts.get("wished_by") == ["mentor"]:
            return _("The mentor wishes otherwise about a woman or a man")
        return _("The mentee wishes otherwise about a woman or a man")

    def fails_language(self, facts):
        if facts.get("too_low"):
            return _("%(languages)s in common, but not well enough") % {"languages": self.language_list(facts["too_low"])}
        return _("Does not speak %(languages)s") % {"languages": self.any_language(facts["tags"])}

    def fails_reach(self, facts):
        if facts.get("online_only"):
            return _("Does not meet online")
        band = facts.get("km_band")
        if band and band[0]:
            return _("More than %(km)d km apart, and not online") % {"km": band[0]}
        return _("Too far apart, and not online")

    def fails_overlap(self, facts):
        return _("No hour in the week that both have free")

    # ── what to ask ──────────────────────────────────────────────────────────────────────

    def ask(self, side: str, fact: str) -> str:
        """What to find out before a pair can be proposed."""
        words = {
            "free": _("when they are free"),
            "in_person_ok": _("whether they can meet in person"),
            "online_ok": _("whether they can meet online"),
            "area": _("in which area they live"),
            "place": _("in which area they live"),
            "capacity": _("how many people they can accompany"),
            "cleared": _("whether the checks are complete"),
            "adult": _("whether they are an adult"),
            "gender_wish": _("whether they wish for a woman or a man"),
            "gender": _("their gender, because somebody has a wish"),
            "languages": _("which languages they speak"),
            "language_level": _("how well they speak it"),
            "needs_interpreter": _("whether they need an interpreter"),
        }
        return words.get(fact, fact)

    def question(self, side: str, fact: str, count: int) -> str:
        """One line of "ask first" for a mentee who is left over."""
        what = self.ask(side, fact)
        if side == "mentee":
            return _("Ask the mentee %(what)s.") % {"what": what}
        return ngettext(
            "Ask %(count)d mentor %(what)s.", "Ask %(count)d mentors %(what)s.", count
        ) % {"count": count, "what": what}

    def nobody(self, code: str, facts: dict) -> str:
        """What no mentor of the round offers to this mentee."""
        if facts.get("online_only"):
            return _("The mentee does not meet online, or no mentor does.")
        if code == "language":
            return _("No mentor speaks %(languages)s well enough.") % {"languages": self.any_language(facts.get("tags", []))}
        if code == "not_adult":
            return _("The mentee is under 18.") if "mentee" in facts.get("who", ()) else _("Every mentor is under 18.")
        return {
            "gender_wish": _("No mentor meets the wish about a woman or a man."),
            "overlap": _("No mentor is free at the same hours."),
            "reach": _("No mentor is near enough or online."),
            "lent": _("Every mentor is lent for a shorter time."),
            "full": _("Every mentor is full."),
            "not_cleared": _("No mentor has complete checks today."),
            "not_again": _("Every mentor who could was with them before, or was asked about them."),
        }.get(code, _("No mentor passes a rule of the programme."))

    def near_miss(self, code: str, count: int) -> str:
        """How many mentors fail on one rule only."""
        words = {
            "language": ngettext(
                "%(count)d mentor would do, but shares no language.", "%(count)d mentors would do, but share no language.", count
            ),
            "gender_wish": ngettext(
                "%(count)d mentor would do, but for the wish about a woman or a man.",
                "%(count)d mentors would do, but for the wish about a woman or a man.",
                count,
            ),
            "overlap": ngettext(
                "%(count)d mentor would do, but is free at other hours.",
                "%(count)d mentors would do, but are free at other hours.",
                count,
            ),
            "not_online": ngettext(
                "%(count)d mentor would do, but they can't both meet online.",
                "%(count)d mentors would do, but they can't both meet online.",
                count,
            ),
            "reach": ngettext(
                "%(count)d mentor would do, but lives too far away.", "%(count)d mentors would do, but live too far away.", count
            ),
            "not_again": ngettext(
                "%(count)d mentor would do, but was with them or was asked about them before.",
                "%(count)d mentors would do, but were with them or were asked about them before.",
                count,
            ),
            "lent": ngettext(
                "%(count)d mentor would do, but is lent for a shorter time.",
                "%(count)d mentors would do, but are lent for a shorter time.",
                count,
            ),
            "too_few": ngettext(
                "%(count)d group would do, but too few people could join for it to open.",
                "%(count)d groups would do, but too few people could join for them to open.",
                count,
            ),
            "not_cleared": ngettext(
                "%(count)d mentor would do, but waits for checks or training.",
                "%(count)d mentors would do, but wait for checks or training.",
                count,
            ),
        }
        sentence = words.get(code)
        return sentence % {"count": count} if sentence else ""

    def left_over(self, why: dict) -> list[str]:
        """Why somebody is left over. `why` is what `actions.rounds.why_left_over` made.

        First the mentors who fail on one rule only, for there something can be done; then who is full and who competes for
        their places; then what to ask, and what nobody offers.
        """
        full = why.get("full", [])
        lines = [line for m in why.get("near", [])[:3] if (line := self.near_miss(m["code"], m["count"]))]
        if full:
            lines.append(self.all_full([row["mentor"] for row in full], why.get("full_count", 0)))
        if competing := why.get("competing"):
            lines.append(self.competing(**competing))
        lines += [self.question(q["side"], q["fact"], q["count"]) for q in why.get("questions", [])[:3]]
        lines += [self.nobody(r["code"], r["facts"]) for r in why.get("nobody", []) if not (full and r["code"] == "full")]
        if why.get("kind") == "no_mentors":
            lines.append(_("No mentor is in this round."))
        return lines or [_("Every mentor fails on several rules at once. Compare them, or loosen a rule and plan again.")]

    def all_full(self, mentors: list, count: int = 0) -> str:
        """The mentors who would do and are full; by name where that is a short list. count: how many, if not all are listed."""
        count = max(count, len(mentors))
        if count > NAMED:
            return ngettext("%(count)d mentor could, and is full.", "%(count)d mentors could, all are full.", count) % {"count": count}
        return ngettext(
            "%(count)d mentor could, and is full: %(names)s.", "%(count)d mentors could, all are full: %(names)s.", count
        ) % {"count": count, "names": self.name_list(mentors)}

    def competing(self, mentees: int, places: int, mentors: int, named: list, held_by: str) -> str:
        """So many people can have these mentors only, who have too few places. Facts as in `engine.Competition`.

        mentors: how many there are. named: their ids; where a name is missing, or there are many, the number is said.
        """
        known = [i for i in named if str(i) in self.names]
        whom = (
            self.name_list(known)
            if len(known) == mentors
            else ngettext("%(count)d mentor", "%(count)d mentors", mentors) % {"count": mentors}
        )
        sentence = ngettext(
            "%(mentees)d people compete for the %(count)d place of %(whom)s, and no other free place suits any of them.",
            "%(mentees)d people compete for the %(count)d places of %(whom)s, and no other free place suits any of them.",
            places,
        ) % {"mentees": mentees, "count": places, "whom": whom}
        if held_by == "longer":
            sentence += " " + ngettext("It is held by somebody who waits longer.", "All are held by people who wait longer.", places)
        elif held_by == "policy":
            sentence += " " + ngettext(
                "By the policy, whoever holds it comes first or at the same time.",
                "By the policy, everybody who holds one comes first or at the same time.",
                places,
            )
        return sentence
