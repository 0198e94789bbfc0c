"""Every environment variable is read here, by a typed helper that fails loudly."""

import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """1/0, true/false, yes/no, on/off. Anything else raises ImproperlyConfigured."""
    value = text(name).lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")


def json_object(name: str) -> dict[str, str]:
    """Names and texts as JSON, such as {"Authorization": "Bearer …"}; empty if unset. Anything else raises ImproperlyConfigured."""
    try:
        value = json.loads(text(name) or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ImproperlyConfigured(f"{name} is a JSON object of texts.")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def database(url: str, sqlite_file: Path) -> dict:
    """Django's DATABASES entry for `url` (postgres://user:password@host:port/name), else the SQLite file."""
    if not url:
        return {
            "ENGINE": "alongside.foundation.sqlite_backend",
            "NAME": sqlite_file,
            # Kept open per thread: whoever closes the last connection folds the write-ahead log back, which waits for the disk.
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL begins with postgres:// or is left out.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
