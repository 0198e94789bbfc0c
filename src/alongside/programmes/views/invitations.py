from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import Form, once, posted
from alongside.people import actions as people
from alongside.programmes import access
from alongside.programmes.access import NotAllowed
from alongside.programmes.actions import invitations as actions
from alongside.programmes.forms.invitations import (
    ROLE_NAMES,
    AcceptForm,
    InviteForm,
    InvitePersonForm,
    describe,
)


@dataclass(frozen=True)
class Place:
    """A role at a place that somebody may be invited to."""

    value: str
    label: str
    role: str
    organisation: object
    programme: object = None


def places_for(principal) -> list[Place]:
    """Every role that the principal may give to a colleague, most needed first."""
    found = []
    programmes = access.programmes_for(principal, *access.SETUP).select_related("organisation")
    organisations = list(access.organisations_for(principal))
    for programme in programmes:
        for role in ("coordinator", "screener", "safeguarding", "evaluator"):
            try:
                access.check_can_invite(principal, role, programme.organisation, programme)
            except NotAllowed:
                continue
            label = _("%(role)s in %(place)s") % {"role": ROLE_NAMES[role], "place": programme.name}
            found.append(Place(f"{role}:{programme.pk}", label, role, programme.organisation, programme))
    for organisation in organisations:
        for role in access.FOR_A_WHOLE_ORGANISATION:
            label = _("%(role)s of %(place)s") % {"role": ROLE_NAMES[role], "place": organisation.name}
            found.append(Place(f"{role}:{organisation.pk}", label, role, organisation))
    return found


@requires("coordinator", "administrator", relationship="programme", purpose="setting up", fields=("identity",))
def invitations(request):
    """Who works here, who is invited, and the way to invite somebody."""
    colleagues = [
        {
            "membership": m,
            "name": m.account.display_name or m.account.email,
            "role": ROLE_NAMES[m.role],
            "place": m.programme.name if m.programme else m.organisation.name,
            "is_me": m.account_id == request.principal.account.pk,
            "may_end": _may(request.principal, m),
        }
        for m in access.colleagues_for(request.principal).order_by("organisation__name", "programme__name", "role")
    ]
    waiting = [
        {
            "invitation": i,
            "name": i.name or i.email,
            "role": ROLE_NAMES[i.role],
            "place": i.programme.name if i.programme else i.organisation.name,
        }
        for i in access.invitations_for(request.principal)
    ]
    context = {"colleagues": colleagues, "waiting": waiting, "button_form": Form(), "roles": _role_words()}
    return render(request, "programmes/invitations/list.html", context)


def _say_sent(request, token: str) -> None:
    """That the mail goes out; on a machine that sends none, the link itself, to be handed over."""
    if settings.EMAIL_HOST:
        messages.success(request, _("The invitation is on its way. It works once, within three days."))
    else:
        words = _("This installation sends no mail. Give them this link yourself; it works once, within three days: %(link)s")
        messages.warning(request, words % {"link": actions.link(token)})


@requires("coordinator", "administrator", relationship="programme", purpose="setting up", fields=("identity",))
def invite(request):
    """Invite a colleague to a role."""
    form = InviteForm(
        posted(request),
        initial={"language": translation.get_language() or "en", "place": request.GET.get("place", "")},
        places=places_for(request.principal),
    )
    back = reverse("programmes:invitations")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act():
            place = said["place"]
            _invitation, token = actions.invite(
                role=place.role,
                organisation=place.organisation,
                programme=place.programme,
                name=said["name"].strip(),
                email=said["email"].lower(),
                language=said["language"],
                by=request.principal,
            )
            _say_sent(request, token)
            return back

        return once(request, form, act)
    return render(request, "programmes/invitations/invite.html", {"form": form, "back": back, "roles": _role_words()})


@requires("coordinator", relationship="programme", purpose="inviting", fields=("identity", "contact"))
def invite_person(request, pk):
    """Invite a mentor or a mentee of the programme to pages of their own."""
    enrolment = access.enrolment_for(request.principal, pk, "coordinator")
    ways = [w for w in enrolment.person.contact_ways.all() if w.kind == "email" and w.is_safe is not False]
    form = InvitePersonForm(
        posted(request),
        initial={"email": ways[0].value if ways else "", "language": enrolment.person.page_language},
    )
    back = reverse("programmes:person", args=[enrolment.pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act():
            _invitation, token = actions.invite(
                role=enrolment.side,
                programme=enrolment.programme,
                person=enrolment.person,
                email=said["email"].lower(),
                language=said["language"],
                by=request.principal,
            )
            _say_sent(request, token)
            return back

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "name": enrolment.person.display_name, "back": back, "side": enrolment.side}
    return render(request, "programmes/invitations/invite_person.html", context)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def withdraw(request, pk):
    """The link of an invitation stops working."""
    invitation = access.invitation_for(request.principal, pk)
    return _button(request, lambda: actions.withdraw(invitation=invitation, by=request.principal))


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def end_role(request, pk):
    """A colleague's role ends."""
    membership = access.membership_for(request.principal, pk)
    return _button(request, lambda: actions.end_membership(membership=membership, by=request.principal))


@sensitive_post_parameters("password")
@never_cache
@requires(ANYONE, purpose="coming in", relationship="bound invitation")
def accept(request, token):
    """The page behind an invitation's link. Opening it changes nothing; its button makes the account."""
    invitation = actions.open_invitation(token)
    if invitation is None:
        return render(request, "programmes/invitations/over.html", status=404)
    if not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) and request.principal.is_visitor:
        translation.activate(invitation.language)
        request.LANGUAGE_CODE = invitation.language
    context = {
        "invitation": invitation,
        "role": describe(invitation.role),
        "place": invitation.programme.in_words("name", invitation.language) if invitation.programme else (
            invitation.organisation.name if invitation.organisation else ""
        ),
        "email": invitation.email,
        "token": token,
    }
    if not request.principal.is_visitor:
        return _accept_signed_in(request, token, context)
    if invitation.email and access.has_account(invitation.email):
        return render(request, "programmes/invitations/sign_in_first.html", context)
    form = AcceptForm(posted(request), invitation=invitation)
    if request.method == "POST" and form.is_valid():

        def act():
            account = actions.accept_as_new(
                token=token,
                name=form.cleaned_data.get("name", ""),
                email=form.cleaned_data.get("email", ""),
                password=form.password_or_none(),
                language=translation.get_language() or invitation.language,
            )
            people.sign_in(request, account, "invitation")
            return "/"

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return render(request, "programmes/invitations/accept.html", context | {"form": form})


def _accept_signed_in(request, token, context):
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.accept_as(token=token, account=request.principal.account)
            return "/"

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context |= {"form": form, "account": request.principal.account}
    return render(request, "programmes/invitations/accept_signed_in.html", context)


def _may(principal, membership) -> bool:
    try:
        access.check_can_invite(principal, membership.role, membership.organisation, membership.programme)
    except NotAllowed:
        return False
    return True


def _role_words() -> list[str]:
    return [describe(role) for role in access.COLLEAGUES]


def _button(request, act):
    """One button of the list; a refusal is a sentence there."""
    back = reverse("programmes:invitations")
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()
    try:
        return once(request, form, lambda: (act(), back)[1])
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)
