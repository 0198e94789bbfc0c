"""Who may enter which route: the principal, the policy on each view, and the refusal.

`@requires` is the policy; the table in docs/access.md and the route x role test are read from it.
Inside a route, objects come only from a room's `access.<thing>_for(principal, pk)`, which answers
Http404 alike for what does not exist and for what is not yours.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import wraps
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

#: Everybody who may come in, with what they are there for. Order is the order of the access table.
ROLES = {
    "administrator": _("Sets up an organisation and its programmes and invites people; reads no casework."),
    "coordinator": _("Runs a programme: people, matching, mentorships."),
    "screener": _("Interviews and checks people, and is the only one who sees the evidence."),
    "safeguarding": _("Leads what is serious: reads restricted notes, and no other casework."),
    "evaluator": _("Reads totals, never a person."),
    "mentor": _("Walks with a mentee; sees their own mentorships."),
    "mentee": _("Is accompanied; sees what is theirs."),
}
ANYONE = "anyone"
SIGNED_IN = "signed in"
#: Roles that read about other people, and so need a second factor outside the demo.
READS_OTHERS = frozenset({"coordinator", "screener", "mentor", "administrator", "evaluator", "safeguarding"})


@dataclass(frozen=True)
class Grant:
    """One membership as access sees it. `programme_id` None means: the whole organisation."""

    role: str
    organisation_id: UUID
    programme_id: UUID | None = None


@dataclass(frozen=True)
class Principal:
    """Who is acting, with which grants, and to what end. Never a bare user.

    account: the signed-in account, or None for a visitor.
    person_id: the person behind the account, if the account has one.
    grants: memberships in force now.
    purpose: why this request reads, from the route's policy; written into the read log.
    has_second_factor: the account proved one in this session.
    place: the name of the organisation where most of the grants are, for the corner of the page.
    time_zone: IANA name of the zone in which this principal reads times; "" for the installation's.
    """

    account: object | None = None
    person_id: UUID | None = None
    grants: tuple[Grant, ...] = ()
    purpose: str = ""
    has_second_factor: bool = False
    place: str = ""
    time_zone: str = ""
    handed_out: list = field(default_factory=list, compare=False, repr=False)

    @property
    def is_visitor(self) -> bool:
        return self.account is None

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def holds(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def programmes_as(self, *roles: str) -> set[UUID]:
        """Ids of the programmes in which this principal holds one of `roles`."""
        return {g.programme_id for g in self.grants if g.role in roles and g.programme_id}

    def organisations_as(self, *roles: str) -> set[UUID]:
        """Ids of the organisations in which this principal holds one of `roles` for the whole organisation."""
        return {g.organisation_id for g in self.grants if g.role in roles and g.programme_id is None}

    def organisations(self) -> set[UUID]:
        return {g.organisation_id for g in self.grants}

    def reads(self, kind: str, *person_ids: UUID) -> None:
        """Note that something about these people is being handed out; the read log is written after the view."""
        self.handed_out.extend((kind, pk) for pk in person_ids)


VISITOR = Principal()
#: Names of fields that no page repeats.
NEVER_SHOWN = re.compile("csrfmiddlewaretoken|password")


@dataclass(frozen=True)
class Policy:
    """The row of the access table that a view stands for.

    roles: role names, or ANYONE, or SIGNED_IN.
    relationship: how an object in the address must belong to the principal ("programme", "own mentorship", "self", "").
    purpose: code written into the read log.
    fields: the groups of columns that the view may show or take.
    second_factor: ask for one where the principal's role reads others.
    """

    roles: tuple[str, ...]
    relationship: str = ""
    purpose: str = ""
    fields: tuple[str, ...] = ()
    second_factor: bool = True


def requires(
    *roles: str, relationship: str = "", purpose: str = "", fields: Iterable[str] = (), second_factor: bool = True
) -> Callable:
    """Declare and enforce who may enter a view.

    A visitor is sent to sign in (what they posted is kept on the page); a signed-in person
    without the role gets the same 404 as for an address that does not exist.
    """
    unknown = set(roles) - set(ROLES) - {ANYONE, SIGNED_IN}
    if unknown or not roles:
        raise ValueError(f"Name roles out of {sorted(ROLES)}, ANYONE or SIGNED_IN: {sorted(unknown)}")
    policy = Policy(tuple(roles), relationship, purpose, tuple(fields), second_factor)

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            principal = request.principal
            refusal = decide(policy, principal)
            if refusal == "sign in":
                return ask_to_sign_in(request)
            if refusal == "absent":
                raise Http404
            if refusal == "second factor":
                return redirect(f"{settings.SECOND_FACTOR_URL}?next={quote(request.get_full_path())}")
            request.principal = replace(principal, purpose=policy.purpose)
            return (request.method == "POST" and _sent_before(request)) or view(request, *args, **kwargs)

        guarded.policy = policy
        # Ours, not Django's LoginRequiredMiddleware: the policy has decided already.
        guarded.login_required = False
        return guarded

    return decorate


def _sent_before(request):
    # Here, because forms need the tables of this room, and access is read before there are any.
    from alongside.foundation.forms import sent_before

    return sent_before(request)


def decide(policy: Policy, principal: Principal) -> str:
    """The pure decision: "" (enter), "sign in", "absent" or "second factor". No queries."""
    if ANYONE in policy.roles:
        return ""
    if principal.is_visitor:
        return "sign in"
    if SIGNED_IN not in policy.roles and not principal.holds(*policy.roles):
        return "absent"
    needs_factor = settings.REQUIRE_SECOND_FACTOR and policy.second_factor and principal.holds(*READS_OTHERS)
    if needs_factor and not principal.has_second_factor:
        return "second factor"
    return ""


def ask_to_sign_in(request):
    """Sign-in for a visitor. A form posted after the session ended stays on the page, ready to be sent again."""
    # A phone that a card opens has its own place for that.
    sign_in_at = getattr(request, "sign_in_at", settings.LOGIN_URL)
    if request.method != "POST":
        return redirect(f"{sign_in_at}?next={quote(request.get_full_path())}")
    # The other tab must not end at an empty copy of the form that waits in this one.
    return resend_page(request, f"{sign_in_at}?next={settings.SIGNED_IN_AGAIN_URL}")


def resend_page(request, sign_in_url: str = ""):
    """The page that holds what was typed until the person has signed in again in another tab. Passwords it forgets."""
    typed = [(k, v) for k, values in request.POST.lists() if not NEVER_SHOWN.search(k) for v in values]
    # With its query: a log says there which meeting it is about.
    context = {"fields": typed, "action": request.get_full_path(), "sign_in_url": sign_in_url, "lost_files": list(request.FILES)}
    return render(request, "resend.html", context, status=401 if sign_in_url else 403)
