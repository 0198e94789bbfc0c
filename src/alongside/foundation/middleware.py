"""The strict content policy, and the read log that is written before the first byte leaves."""

from alongside.foundation import audit

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    ]
)
#: Exceptions, by route name, with the reason.
EXCEPTIONS = {
    # allauth draws the QR code of an authenticator app as a data URI.
    "mfa_activate_totp": ("img-src 'self'", "img-src 'self' data:"),
}
#: Routes, by name, whose pages play sound that is kept here, or that was just recorded.
SOUND = "media-src 'self' blob:"
PLAYS = {"mentorships:home", "mentorships:hello", "mentorships:messages", "mentorships:office", "mentorships:office_of"}
#: Routes, by name, whose pages ask for the microphone, on a press of a button.
RECORDS = {"mentorships:hello", "mentorships:messages", "mentorships:office", "mentorships:office_of"}


def content_policy(get_response):
    def middleware(request):
        response = get_response(request)
        policy = CONTENT_POLICY
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in EXCEPTIONS:
            policy = policy.replace(*EXCEPTIONS[name])
        if name in PLAYS or name in RECORDS:
            policy += f"; {SOUND}"
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", f"camera=(), microphone=({'self' if name in RECORDS else ''}), geolocation=()")
        if not request.path.startswith("/static/"):
            # A shared phone keeps no page behind the Back button.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def one_encoding(get_response):
    """Reads every address and form as UTF-8, whatever the sender claims.

    Browsers send our pages' forms as UTF-8. Another name (utf-7, unicode_escape) would bring lone surrogates in,
    which no database and no page can write; an unknown one would break the reading.
    """

    def middleware(request):
        if request.encoding is not None and request.encoding.lower() != "utf-8":
            request.encoding = "utf-8"
        return get_response(request)

    return middleware


def read_log(get_response):
    """Writes who was read, after the view and before anything is sent; if that fails, the read fails."""

    def middleware(request):
        response = get_response(request)
        principal = getattr(request, "principal", None)
        if principal is not None and principal.handed_out and response.status_code < 400:
            audit.record_reads(principal)
        return response

    return middleware
