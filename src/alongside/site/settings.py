"""One settings file. What differs between machines comes in by environment variables, read in environment.py."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from alongside.foundation import address
from alongside.site import environment
from alongside.site.strict import Undefined

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
VAR = environment.folder("ALONGSIDE_VAR", ROOT / "var" / "run")
#: Apart from the data, so that a copy of the data folder carries no key.
SECRETS = environment.folder("ALONGSIDE_SECRETS", VAR.parent / f"secrets-{VAR.name}")
UPLOADS = VAR / "uploads"
TESTING = "pytest" in sys.modules
#: Set by the starter for commands that keep nothing: no key is written, and no database can be reached.
KEEPS_NOTHING = environment.flag("ALONGSIDE_KEEPS_NOTHING")


def secret_key() -> str:
    """Django's signing key, made at first start and readable by this user only."""
    SECRETS.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = SECRETS / "django.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text()


SECRET_KEY = "for tests only" if TESTING else secrets.token_urlsafe(64) if KEEPS_NOTHING else secret_key()
DEBUG = False
IS_DEMO = environment.flag("ALONGSIDE_DEMO")

try:
    PUBLIC_URL = address.url()
except address.WrongAddress as error:
    raise ImproperlyConfigured(str(error)) from None
_public = urlsplit(PUBLIC_URL)
IS_LOCAL = _public.scheme == "http"
ALLOWED_HOSTS = [_public.hostname or "localhost", "localhost", "127.0.0.1"] + (["testserver"] if TESTING else [])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "alongside.site.views.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_AGE = 10 * 60 * 60
#: Staff are signed out when they leave a page alone for so long (security-and-reliability.md, section 5). Never in the demo.
SESSION_IDLE_SECONDS = 0 if IS_DEMO or TESTING else 20 * 60
#: Not in a cookie: what was done stays readable there, on a shared phone too.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None if IS_LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 31536000
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other names under the domain are not ours to bind to HTTPS
    "security.W021",  # nor to put on browsers' lists
    "security.W008",  # whoever brings HTTPS in front of us also redirects to it
]

INSTALLED_APPS = [
    "alongside.site",
    "alongside.privacy",
    "alongside.evaluation",
    "alongside.safeguarding",
    "alongside.matching",
    "alongside.mentorships",
    "alongside.programmes",
    "alongside.people",
    "alongside.foundation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "alongside.foundation.middleware.content_policy",
    "alongside.foundation.middleware.one_encoding",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # For slow telephones. Django pads by chance and masks tokens, so that a page's length tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "alongside.site.middleware.urgent_help",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.site.middleware.principal",
    "alongside.site.middleware.card",
    "alongside.site.middleware.session_limits",
    "alongside.site.middleware.time_zone",
    "alongside.site.middleware.page_language",
    "alongside.foundation.middleware.read_log",
]

ROOT_URLCONF = "alongside.site.urls"
WSGI_APPLICATION = "alongside.site.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "django.template.context_processors.i18n",
    "alongside.site.context.page",
]
_OURS = [PACKAGE / room / "templates" for room in (
    "site", "privacy", "evaluation", "safeguarding", "matching", "mentorships", "programmes", "people", "foundation"
)]
TEMPLATES = [
    {
        # Ours: an undefined variable is an error, never an empty space.
        "NAME": "ours",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": _OURS,
        "OPTIONS": {
            "context_processors": _CONTEXT,
            "string_if_invalid": Undefined(raises=TESTING or IS_DEMO),
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        },
    },
    {
        "NAME": "theirs",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), VAR / "alongside.sqlite3")}
if KEEPS_NOTHING:
    DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # No query of ours runs long enough to be worth compiling: the board by stage takes a quarter of the time without (benchmarks/README.md).
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"} | ({"pool": True} if not TESTING else {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── accounts ──────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_URL = "/account/second-factor/"
SIGNED_IN_AGAIN_URL = "/account/back/"
#: Outside the demo, whoever reads another person needs a second factor.
REQUIRE_SECOND_FACTOR = not IS_DEMO and not TESTING
ACCOUNT_ADAPTER = "alongside.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
#: Nobody writes to an address that has no account: strangers could make us send mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
#: Five wrong passwords in a quarter of an hour an account, twenty an hour an address; codes and links less often still.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/h/ip,5/900s/key",
    "reset_password": "20/h/ip,3/h/key",
    "request_login_code": "20/h/ip,5/h/key",
}
_FORMS = "alongside.people.forms.signing_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "request_login_code": f"{_FORMS}.RequestLoginCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmLoginCodeForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondFactorForm",
    "reauthenticate": f"{_FORMS}.SecondFactorAgainForm",
    "activate_totp": f"{_FORMS}.ActivateTOTPForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
}
MFA_ADAPTER = "alongside.people.adapter.MFAAdapter"
# Beyond localhost a reverse proxy stands in front; its last address is the visitor's, else all share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if IS_LOCAL else 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
MFA_TOTP_ISSUER = "Alongside"

# ── words ─────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
#: Complete: every mentee and public page. Staff pages fall back to English.
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not IS_LOCAL
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Brussels"
FORMAT_MODULE_PATH = ["alongside.site.formats"]

# ── files, mail, work ─────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOADS}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
#: Our style sheet is for our pages; other sites have no need to read it.
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_HOST = environment.text("ALONGSIDE_MAIL_HOST")
EMAIL_PORT = int(environment.text("ALONGSIDE_MAIL_PORT", "587"))
EMAIL_HOST_USER = environment.text("ALONGSIDE_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("ALONGSIDE_MAIL_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
#: Seconds. Mail, jobs and ticks share one thread, which must not wait for a silent server for ever.
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not EMAIL_HOST:
    # No mail server yet: messages land as files, so that a first run can be tried on a laptop.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = environment.text("ALONGSIDE_MAIL_FROM", "alongside@localhost")

#: Text messages go through whichever gateway is configured; none by default. See foundation/sms.py.
SMS_URL = environment.text("ALONGSIDE_SMS_URL")
SMS_METHOD = environment.text("ALONGSIDE_SMS_METHOD", "POST")
SMS_HEADERS = environment.json_object("ALONGSIDE_SMS_HEADERS")
SMS_BODY = environment.text("ALONGSIDE_SMS_BODY")
SMS_TIMEOUT = int(environment.text("ALONGSIDE_SMS_TIMEOUT", "10"))
SMS_GATEWAY = "alongside.foundation.sms.by_http" if SMS_URL else ""
if IS_DEMO:
    # Nobody of the demo can be reached outside.
    SMS_GATEWAY = "alongside.foundation.sms.record"
elif SMS_URL and not SMS_URL.startswith(("https://", "http://localhost", "http://127.0.0.1")):
    raise ImproperlyConfigured("ALONGSIDE_SMS_URL begins with https://: numbers and messages must not travel in clear.")

#: Jobs are rows, run by a thread of the web process: see foundation/jobs.py.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: Called every half minute by the worker thread, in this order.
TICKS = [
    "alongside.matching.actions.proposals.expire_due",
    "alongside.mentorships.actions.reminders.send_due",
    "alongside.mentorships.actions.to_call.tidy",
    "alongside.foundation.mail.send_due",
    "alongside.foundation.sms.send_due",
    "alongside.mentorships.actions.drafts.forget_old",
    "alongside.programmes.actions.importing.tidy",
    "alongside.privacy.retention.expire_due",
    "alongside.foundation.forms.forget_receipts",
    "alongside.programmes.actions.invitations.forget_unused",
    "alongside.mentorships.actions.calendars.switch_off_unused",
    "alongside.mentorships.actions.officers.forget_unanswered",
    "alongside.mentorships.actions.leaving.carry_out_due",
    "alongside.mentorships.actions.faces.forget_old",
    "alongside.mentorships.actions.circulars.forget_circulars",
    "alongside.mentorships.actions.messages.forget_messages",
    "alongside.mentorships.actions.charge.forget_absences",
    "alongside.mentorships.actions.holds.forget_lifted",
    "alongside.mentorships.actions.expenses.forget_expenses",
    "alongside.mentorships.actions.interpreters.forget_interpreters",
    "alongside.safeguarding.actions.notes.find_new_leads",
    "alongside.safeguarding.actions.notes.expire_due",
]

#: Kinds and places of errors, no address that was asked for: a log must not tell who looked where.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        # "Not found: /…" and the like; real faults are errors.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "alongside": {"handlers": ["console"], "level": "INFO"},
        # Says what `alongside.jobs` says, with the error's words.
        "django_tasks": {"level": "CRITICAL", "propagate": False},
    },
}
