"""Two organisations with one of everything, and the address of each page for either of them.

Inês's own side and Kateryna's are built alike, so that every test about what is not mine can use things that exist.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.uploads import Cleaned
from alongside.matching import policy, pool
from alongside.matching.actions import keeping_apart, policies, proposals, rounds, teams
from alongside.mentorships import actions
from alongside.mentorships.actions import (
    agreements,
    cards,
    conditions,
    gate,
    log_links,
    officers,
    onward,
    recordings,
    reminders,
    to_call,
)
from alongside.mentorships.actions import endings as ending
from alongside.mentorships.models import (
    Absence,
    Activity,
    ActivityPart,
    Expense,
    ExpenseStep,
    Hello,
    Leaving,
    LogQuestion,
    Message,
    PairRules,
    PhoneEntry,
    Photo,
    PhotoWish,
    Receipt,
    Session,
    Spot,
    Supervision,
    SupervisionPart,
    Voice,
)
from alongside.people.actions import Way
from alongside.people.models import Account, ContactWay, Organisation, Term
from alongside.programmes.actions import invitations, programmes, vocabulary
from alongside.programmes.actions import joining as public
from alongside.programmes.models import WantedStep
from alongside.programmes.queries.mine import PARTS
from alongside.programmes.views.sections import SECTIONS
from alongside.safeguarding import actions as safeguarding
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


#: Pages about one mentee's way through the gate.
PERSON_PAGES = (
    "gate", "gate_move", "gate_where", "gate_out", "gate_pick_up", "visit", "new_appointment", "appointment", "conditions",
    "conditions_edit", "officer", "officer_edit", "officer_consent", "officer_send", "answer_aside", "pack", "paper",
)  # fmt: skip


def around_a_release(mentorship, mentee, by) -> dict:
    """One of everything around a release."""
    member = next(m for m in mentorship.members.select_related("enrolment") if not m.is_mentor)
    here = {"mentorship": mentorship, "member": member, "by": by}
    gate.move_release(**here, to=clock.today() + timedelta(days=14), source="phone")
    appointment = gate.book(**here, values={"what": "Hostel", "days": 0})
    conditions.set_conditions(**here, source="paper", values={"two_mentors": True})
    columns = {"name": "Teresa", "email": "teresa@example.org", "reference": "K-17"}
    officer = officers.name_officer(**here, expected_version=1, values=columns)
    _asked, token = officers.ask_officer(officer=officer, about="date", by=by)
    answer = officers.take_answer(token=token, values={"day": ""})
    _asked, token = officers.ask_officer(officer=officer, about="gate", by=by)
    return {"appointment": appointment.pk, "answer": answer.pk, "token": token}


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
    reminders.lay_out()
    link = log_links.make_link(session=mentorship.sessions.get(starts_at__lt=clock.now()), person=mentor.person)
    waits = to_call.put_on_list(mentorship=mentorship, person=mentee.person, why="changed")
    circular = actions.send_circular(mentorships=[mentorship], to="both", texts={"en": "The office is closed."}, by=by)
    PairRules.objects.create(programme=programme, allows_messages=True)
    written = Message.objects.create(mentorship=mentorship, author=mentee.person, words="At five?")
    spot = Spot.objects.create(programme=programme, name="Library")
    hand = Account.objects.filter(person=mentor.person).first()
    told, asked_about = (
        Session.objects.create(
            mentorship=mentorship, starts_at=clock.now() - timedelta(days=days), outcome="met", logged_at=clock.now(),
            logged_by=hand, minutes=30, channel="phone",
        )
        for days in (9, 12)
    )  # fmt: skip
    LogQuestion.objects.create(session=asked_about, words="How did it go?")
    circle = Supervision.objects.create(programme=programme, starts_at=clock.now() - timedelta(days=2))
    SupervisionPart.objects.create(supervision=circle, person=mentor.person)
    colleague_away = people.account(f"away@{programme.slug}.example.org", "Ivo")
    people.member(programme, "coordinator", colleague_away)
    absence = Absence.objects.create(
        account=colleague_away, cover=coordinator, from_day=clock.today(), until_day=clock.today()
    )
    Voice.objects.create(message=written, content=b"OggS", media_type="audio/ogg", size=4)
    agreement = agreements.write_agreement(mentorship=mentorship, by=by, often="weekly", channel="phone", costs="own")
    sheet = Cleaned(b"%PDF-1.7 invented", "application/pdf")
    agreements.sign_on_paper(agreement=agreement, people=[mentor.person_id], by=by, language="en", paper=sheet)
    voice = recordings.keep_recording(
        programme=programme, by=by, key="aims", language="en", words="0" * 16, sound=Cleaned(b"ID3 invented", "audio/mpeg")
    )
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
    late = PhoneEntry.objects.create(account=reader, key=uuid4(), mentorship=mentorship, words=[["Note", "Bus"]])
    referral = public.refer(
        programme=programme,
        told=public.Told("Ilir", "en", [("sq", "native")], Way(kind="phone", value="+351 1", is_safe=True), "PT"),
        referrer_name="H", referrer_organisation="Office", referrer_contact="h@example.org",
    )  # fmt: skip
    resting = [people.enrolled(people.person(organisation, f"Rosa {side}"), programme, side) for side in ("mentor", "mentee")]
    actions.begin(programme=programme, mentors=resting[:1], mentees=resting[1:], by=by)
    hold = actions.hold(
        person=resting[0].person, programme=programme, reason="other", review_on=clock.today() + timedelta(days=9), by=by
    )  # fmt: skip
    release = around_a_release(mentorship, mentee, by)
    lead = people.account(f"lee@{programme.slug}.example.org", "Lee")
    people.member(programme, "safeguarding", lead)
    note = safeguarding.open_note(programme=programme, kind="accident", facts="A fall", by=by, lead=coordinator, person=mentee.person)
    deed = safeguarding.add_step(note=note, what="Ask the doctor", who="Lee", by_when=clock.today(), by=by)
    kwargs = {
        "pk": mentorship.pk, "person": resting[1].person_id, "meeting": meeting.pk, "goal": goal.pk, "entry": late.pk,
        "agreement": agreement.pk, "paper": agreement.papers.get().pk, "recording": voice.pk, "language": "ar", "key": "aims",
        "programme": programme.pk, "side": "mentor",
        "slug": programme.slug, "kind": "interview", "state": "closing", "grant": grant.pk,
        "partner": programme.partners.get(name="Casa").pk, "word": word.pk, "section": "about", "template": "joint-activities",
        "decision": "begin", "other": twin.person_id, "mentee_pk": open_one.mentee_id, "row_pk": apart.pk,
        "token": token, "code": referral.reference, "role": "mentor", "ending": "csv",
        "number": policy_version.number,
        "programmes:person": {"pk": waiting.pk}, "programmes:person_edit": {"pk": waiting.pk},
        "programmes:decide": {"pk": waiting.pk}, "programmes:decision": {"pk": waiting.pk},
        "programmes:duplicates": {"pk": waiting.pk}, "programmes:invite_person": {"pk": mentor.pk},
        "programmes:withdraw_invitation": {"pk": invitation.pk}, "programmes:end_role": {"pk": colleague.pk},
        "mentorships:to_call": {"pk": waits.pk},
        "rule": programme.reminder_rules.first().pk, "links:log": {"token": (link or "/none/").split("/")[-2]},
        "mentorships:line": {"person": mentee.person_id},
        "mentorships:hand_over": {"account": coordinator.pk}, "mentorships:back": {"pk": absence.pk},
        "mentorships:supervision": {"pk": circle.pk},
        "spot": spot.pk, "mentorships:ask": {"pk": mentorship.pk, "meeting": told.pk},
        "mentorships:answer": {"pk": mentorship.pk, "meeting": asked_about.pk},
        "member": mentorship.members.get(enrolment=mentor).pk,
        "mentorships:circular": {"pk": circular.pk},
        "mentorships:call": {"pk": call.pk}, "mentorships:voice": {"pk": written.pk},
        "mentorships:show_message": {"pk": written.pk},
        "mentorships:office_of": {"pk": mentorship.pk, "person": mentor.person_id}, "matching:answer": {"pk": asked.pk},
        "matching:answer_by_link": {"token": proposals.token(asked, "mentor")},
        "privacy:sheet": {"pk": programme.pk, "kind": "people"}, "behind": {"kind": "waiting"},
        "privacy:whole": {"pk": programme.pk}, "mentorships:again_of": {"pk": later.pk},
        "introduction": row.pk, "mentorships:my_paper": {"paper": "letter"},
    }  # fmt: skip
    for name in ("talk", "talk_later", "sign", "introduce", "paper_file"):
        kwargs[f"mentorships:{name}"] = {"person": mentee.person_id}
    for name in PERSON_PAGES:
        kwargs[f"mentorships:{name}"] = {"person": mentee.person_id} | release
    kwargs["office:form"] = {"token": release["token"]}
    for one in (mentor, mentee):
        PhotoWish.objects.create(mentorship=mentorship, person=one.person)
    photo = Photo.objects.create(mentorship=mentorship, person=mentor.person, content=b"x", media_type="image/jpeg", size=1)
    hello = Hello.objects.create(mentorship=mentorship, person=mentor.person, content=b"OggS", media_type="audio/ogg", size=4)
    leaving = Leaving.objects.create(mentorship=mentorship, person=mentee.person)
    kwargs |= {"photo": photo.pk, "hello": hello.pk, "mentorships:leaving": {"pk": leaving.pk}}
    kwargs["mentorships:undo"] = {"kind": "go", "which": leaving.pk}
    kwargs["card:paper"] = {"secret": cards.make_card(enrolment=mentee, by=by)}
    for name in ("card", "end_card", "card_pdf"):
        kwargs[f"mentorships:{name}"] = {"pk": mentee.pk}
    kwargs["calendar:feed"] = {"token": actions.make_feed(by=found.principal(reader))}
    kwargs["programmes:change_own"] = {"pk": mentor.pk, "part": "hours"}
    for name in ("programme", "section", "move", "grants", "remove_grant", "partners", "remove_partner", "words", "retire_word"):
        kwargs[f"programmes:{name}"] = {"pk": programme.pk}
    activity = Activity.objects.create(programme=programme, what="Picnic", starts_at=clock.now() + timedelta(days=5))
    ActivityPart.objects.create(activity=activity, mentorship=mentorship)
    kwargs["activity"] = activity.pk
    for name in ("activity", "move_activity", "call_off_activity"):
        kwargs[f"mentorships:{name}"] = {"pk": activity.pk}
    laid_out = Expense.objects.create(
        programme=programme, mentorship=mentorship, person=mentor.person, day=clock.today(), cents=450, currency="EUR", what_for="food"
    )
    ExpenseStep.objects.create(expense=laid_out, step="asked", at=clock.now() - timedelta(days=1))
    Receipt.objects.create(expense=laid_out, content=b"x", media_type="image/jpeg", size=1)
    for name in ("expense", "change_expense", "receipt"):
        kwargs[f"mentorships:{name}"] = {"pk": laid_out.pk}
    kwargs["mentorships:hold"] = {"pk": mentor.pk}
    for name in ("held", "lift", "told"):
        kwargs[f"mentorships:{name}"] = {"pk": hold.pk}
    kwargs["safeguarding:new_about"] = {"pk": mentor.pk}
    for name in ("note", "add", "add_step", "finish_step", "hand_over", "close"):
        kwargs[f"safeguarding:{name}"] = {"pk": note.pk, "step": deed.pk}
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
