"""Two organisations with one of everything, and the address of each page for either of them.

Inês's own side and Kateryna's are built alike, so that every test about what is not mine can use things that exist.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from alongside.foundation import clock
from alongside.matching import policy, pool
from alongside.matching.actions import keeping_apart, policies, proposals, rounds, teams
from alongside.mentorships import actions
from alongside.mentorships.actions import endings as ending
from alongside.mentorships.actions import onward
from alongside.mentorships.models import Session
from alongside.people.actions import Way
from alongside.people.models import ContactWay, Organisation, Term
from alongside.programmes.actions import invitations, programmes, vocabulary
from alongside.programmes.actions import joining as public
from alongside.programmes.models import WantedStep
from alongside.programmes.queries.mine import PARTS
from alongside.programmes.views.sections import SECTIONS
from alongside.site.policies import routes
from tests import cast as people

#: Routes of the import, whose forms carry files and a life of their own: tests/programmes/test_importing.py.
IMPORT = "programmes:import_"
#: Pages with several faces.
EACH = {
    "programmes:section": {"section": list(SECTIONS)},
    "programmes:change_own": {"part": list(PARTS)},
    "programmes:step": {"kind": [*WantedStep.Kind.values, "adult"]},
    "programmes:decision": {"decision": ["begin", "decline"]},
    "mentorships:paper_file": {"paper": ["letter", "certificate"]},
    "programmes:person_add_to": {"side": ["mentor", "mentee"]},
}


@dataclass
class Side:
    """One organisation's things. kwargs: name of a part of an address -> what stands there, by route where it differs."""

    programme: object
    coordinator: object
    mentorship: object
    kwargs: dict

    def addresses(self, route) -> list[str]:
        """The page of `route`, once for each section or step that it has."""
        return [self.address(route, **{n: v}) for n, values in EACH.get(route.name, {"": [""]}).items() for v in values]

    def address(self, route, **more) -> str:
        """The page of `route` about this side's things."""
        names = [part.split(">")[0].rpartition(":")[2] for part in route.address.split("<")[1:]]
        own = self.kwargs.get(route.name, {}) | more
        return reverse(route.name, kwargs={name: own.get(name) or self.kwargs[name] for name in names})


def _endings(programme, organisation, by, mentorship, mentor, mentee):
    """An ending planned and signed; and somebody whose earlier mentorship is over."""
    ending.plan_ending(mentorship=mentorship, until=clock.today() + timedelta(days=20), by=by)
    ending.sign_papers(
        mentorship=mentorship, person=mentee.person, by=by, words="Thank you.", language="en", signed_by="I", names_programme=True
    )
    partner = Organisation.objects.create(name="Partner there", country="PT", sector="ngo")
    programme.partners.add(partner)
    row = onward.introduce(
        mentorship=mentorship, person=mentee.person, organisation=partner, items=["name"], words="", language="en", how="phone",
        by=by, said_yes=True,
    )  # fmt: skip
    one = people.enrolled(people.person(organisation, "Bruno"), programme, "mentor")
    other = people.enrolled(people.person(organisation, "Sara"), programme, "mentee")
    over = actions.begin(programme=programme, mentors=[one], mentees=[other], by=by, begun_at=clock.now() - timedelta(days=200))
    actions.end(mentorship=over, by=by, reason="moved", wished_by="mentee")
    over.statuses.filter(status="ended").update(at=clock.now() - timedelta(days=40))
    over.members.update(until=clock.now() - timedelta(days=40))
    return other, row


def furnish(found: people.Cast, programme, organisation, coordinator, admin, mentor, mentee) -> Side:
    by, boss = found.principal(coordinator), found.principal(admin)
    mentorship = actions.begin(
        programme=programme, mentors=[mentor], mentees=[mentee], by=by, begun_at=clock.now() - timedelta(days=40)
    )
    meeting = actions.plan_session(mentorship=mentorship, by=by, day=clock.today() + timedelta(days=3), place="Café")
    Session.objects.create(mentorship=mentorship, starts_at=clock.now() - timedelta(days=6))
    call = actions.ask_for_call(mentorship=mentorship, person=mentee.person, by=None)
    goal = actions.write_goal(
        mentorship=mentorship, person=mentee.person, by=by, words="Learn to cycle", language="en",
        review_on=clock.today() + timedelta(days=30),
    )  # fmt: skip
    later, row = _endings(programme, organisation, by, mentorship, mentor, mentee)
    for n in range(3):
        one = people.enrolled(people.person(organisation, f"Joana {n}"), programme, "mentor", capacity=3)
        two = people.enrolled(people.person(organisation, f"Tesfay {n}"), programme, "mentee")
        ContactWay.objects.create(person=one.person, kind="email", value=f"joana{n}@example.org", is_safe=True)
    waiting = people.enrolled(people.person(organisation, "Maryam"), programme, "mentee", state="applied")
    twin = people.enrolled(people.person(organisation, "Maryam"), programme, "mentee", state="applied")
    policy_version = policies.write_policy(programme=programme, settings=policy.DEFAULT, by=by)
    sitting = rounds.open_round(programme=programme, by=by)
    everybody = frozenset(str(part.enrolment_id) for part in sitting.parts.all())
    rounds.plan_round(round=sitting, choice=rounds.Choice(everybody, pool.rules_of(programme)), by=by)
    asked, open_one = sitting.proposals.all()[:2]
    proposals.confirm(proposal=asked, by=by)
    apart = keeping_apart.keep_apart(programme=programme, one=one.person_id, other=two.person_id, note="", by=by)
    apart = apart or programme.do_not_match.get()
    teamed = people.programme(organisation, f"Two for one, {programme.slug}", f"two-{programme.slug}", format="co")
    people.member(teamed, "coordinator", coordinator)
    pair = [people.enrolled(people.person(organisation, f"Lev {n}"), teamed, "mentor") for n in range(2)]
    by = found.principal(coordinator)
    team = teams.form_team(programme=teamed, members=[(str(one.pk), "") for one in pair], by=by)
    grant = programmes.add_grant(programme=programme, name="AMIF", by=boss) or programme.grant_tags.get()
    programmes.add_partner(programme=programme, name="Casa", sector="ngo", country="PT", by=boss)
    vocabulary.add_word(programme=programme, by=boss, english="Rowing", arabic="تجديف")
    word = Term.objects.get(organisation=organisation)
    invitation, token = invitations.invite(
        role="screener", programme=programme, email=f"new@{programme.slug}.example.org", by=boss
    )
    colleague = people.member(programme, "evaluator", people.account(f"eva@{programme.slug}.example.org", "Eva"))
    reader = people.account(f"own@{programme.slug}.example.org", person=people.person(organisation, "Ada"))
    people.member(programme, "mentor", reader)
    referral = public.refer(
        programme=programme,
        told=public.Told("Ilir", "en", [("sq", "native")], Way(kind="phone", value="+351 1", is_safe=True), "PT"),
        referrer_name="H", referrer_organisation="Office", referrer_contact="h@example.org",
    )  # fmt: skip
    kwargs = {
        "pk": mentorship.pk, "meeting": meeting.pk, "goal": goal.pk, "programme": programme.pk, "side": "mentor",
        "slug": programme.slug, "kind": "interview", "state": "closing", "grant": grant.pk,
        "partner": programme.partners.get(name="Casa").pk, "word": word.pk, "section": "about", "template": "joint-activities",
        "decision": "begin", "other": twin.person_id, "mentee_pk": open_one.mentee_id, "row_pk": apart.pk,
        "token": token, "code": referral.reference, "role": "mentor", "ending": "csv",
        "number": policy_version.number,
        "programmes:person": {"pk": waiting.pk}, "programmes:person_edit": {"pk": waiting.pk},
        "programmes:decide": {"pk": waiting.pk}, "programmes:decision": {"pk": waiting.pk},
        "programmes:duplicates": {"pk": waiting.pk}, "programmes:invite_person": {"pk": mentor.pk},
        "programmes:withdraw_invitation": {"pk": invitation.pk}, "programmes:end_role": {"pk": colleague.pk},
        "mentorships:call": {"pk": call.pk}, "matching:answer": {"pk": asked.pk},
        "matching:answer_by_link": {"token": proposals.token(asked, "mentor")},
        "privacy:sheet": {"pk": programme.pk, "kind": "people"}, "behind": {"kind": "waiting"},
        "privacy:whole": {"pk": programme.pk}, "mentorships:again_of": {"pk": later.pk},
        "person": mentee.person_id, "introduction": row.pk, "paper": "letter",
    }  # fmt: skip
    kwargs["calendar:feed"] = {"token": actions.make_feed(by=found.principal(reader))}
    kwargs["programmes:change_own"] = {"pk": mentor.pk, "part": "hours"}
    for name in ("programme", "section", "move", "grants", "remove_grant", "partners", "remove_partner", "words", "retire_word"):
        kwargs[f"programmes:{name}"] = {"pk": programme.pk}
    for name in ("report", "xlsx", "pdf"):
        kwargs[f"evaluation:{name}"] = {"pk": programme.pk}
    for name in ("round", "who", "close", "mentors_for", "what_if", "needed", "poster", "groups_alike", "planning", "planning_state"):
        kwargs[f"matching:{name}"] = {"pk": sitting.pk}
    for name in ("proposal", "confirm", "leave_open", "begin_group"):
        kwargs[f"matching:{name}"] = {"pk": open_one.pk}
    for name in ("mentor_teams", "propose_teams", "end_team"):
        kwargs[f"matching:{name}"] = {"pk": teamed.pk, "team_pk": team.pk}
    for name in ("kept_apart", "allow_again", "policy", "policy_version"):
        kwargs[f"matching:{name}"] = {"pk": programme.pk}
    return Side(programme, coordinator, mentorship, kwargs)


@dataclass
class World:
    cast: people.Cast
    mine: Side
    theirs: Side
    katya_admin: object


def build() -> World:
    found = people.assemble()
    mine = furnish(found, found.programme, found.organisation, found.ines, found.admin, found.mentor, found.mentee)
    admin = people.account("oksana@example.org", "Оксана")
    people.member(found.other_organisation, "administrator", admin)
    org, prog = found.other_organisation, found.other_programme
    mentor = people.enrolled(people.person(org, "Piotr"), prog, "mentor")
    mentee = people.enrolled(people.person(org, "Tomasz"), prog, "mentee")
    theirs = furnish(found, prog, org, found.kateryna, admin, mentor, mentee)
    return World(found, mine, theirs, admin)


def ours():
    """Our routes, the import's aside."""
    return [r for r in routes() if r.policy is not None and not r.name.startswith(IMPORT) and not r.name.startswith("demo")]
