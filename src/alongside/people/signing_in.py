"""What allauth remembers about how somebody signed in, and signing in whoever accepted an invitation."""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication


def has_second_factor(request, account) -> bool:
    """Whether this session proved a second factor. No queries.

    allauth writes method "mfa" for a code of an app, a recovery code and a passkey, also when the passkey
    was the only thing asked for: it holds the device and the finger, face or PIN.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))


def proved(request, authenticator) -> None:
    """Note that a second factor was shown just now, by setting it up."""
    record_authentication(
        request, request.user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


def sign_in(request, account, method: str) -> None:
    """Sign in somebody who came by a link for them alone, or who chose a password a moment ago.

    The session keeps that they were recently here, so that a second factor can be added at once.
    """
    record_authentication(request, account, method, reauthenticated=True)
    get_adapter(request).login(request, account)
