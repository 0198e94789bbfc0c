"""The product's settings with a throw-away place for data: tests never touch `var/`."""

import atexit
import os
import shutil
import tempfile

_place = tempfile.mkdtemp(prefix="alongside-tests-")
atexit.register(shutil.rmtree, _place, ignore_errors=True)
os.environ["ALONGSIDE_VAR"] = _place
os.environ["ALONGSIDE_SECRETS"] = os.path.join(_place, "secrets")
# Playwright keeps an event loop in the main thread; Django would take it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from alongside.site.settings import *  # noqa: E402, F403
from alongside.site.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Without hashed names, so that no `collectstatic` is needed.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"] == "alongside.foundation.sqlite_backend":
    # In a file, because the threads of a live server can't share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_place, "test.sqlite3")}
    DATABASES["default"].setdefault("OPTIONS", {})["synchronous"] = "OFF"

# WhiteNoise looks for it.
os.makedirs(os.path.join(_place, "static"))
