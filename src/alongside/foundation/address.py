"""Where this installation is found: the address people use, and the socket the server listens on.

    ALONGSIDE_URL   https://mentors.example.org; may be left out on one's own machine
    ALONGSIDE_BIND  what to listen on, default 127.0.0.1
    ALONGSIDE_PORT  default 8000
"""

import os
import re
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}


class WrongAddress(Exception):
    """The address can't be used. The message says what to change."""


def url() -> str:
    """The address people use, without a slash at the end. Raises `WrongAddress`.

    Beyond one's own machine it must be named and be HTTPS: links in messages and passkeys depend on it.
    On one's own machine it says "localhost", because passkeys refuse a numeric address.
    """
    given = os.environ.get("ALONGSIDE_URL", "").strip().rstrip("/")
    if not given:
        if not _only_here():
            raise WrongAddress(
                f"ALONGSIDE_BIND={_host()} lets other machines in, so the address people use must be known. "
                "Set ALONGSIDE_URL to it, for example ALONGSIDE_URL=https://mentors.example.org."
            )
        return f"http://localhost:{port()}"
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        raise WrongAddress(
            f"ALONGSIDE_URL={given} is not an address. Write it like https://mentors.example.org, without a path."
        )
    if parts.scheme == "http" and (parts.hostname not in LOOPBACK or not _only_here()):
        raise WrongAddress(
            f"ALONGSIDE_URL={given} is not encrypted. Beyond this machine Alongside needs HTTPS: "
            "set ALONGSIDE_URL to an address that starts with https://."
        )
    if parts.hostname.replace(".", "").isdigit() or ":" in parts.hostname:
        raise WrongAddress(
            f"ALONGSIDE_URL={given} is a number. Passkeys need a name: "
            "use http://localhost:8000 on this machine, or your own domain."
        )
    return given


def domain() -> str:
    """The host of `url()`: passkeys are bound to it."""
    return urlsplit(url()).hostname


def is_domain(text: str) -> bool:
    """Whether passkeys can be bound to `text`: a name in small letters, without scheme, port or path, no number."""
    return bool(re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?", text))


def port() -> int:
    """The port to listen on. Raises `WrongAddress`."""
    given = os.environ.get("ALONGSIDE_PORT", "8000")
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise WrongAddress(f"Port {given} is not a number between 1 and 65535.")
    return int(given)


def bind() -> list[str]:
    """What gunicorn listens on."""
    host = _host()
    return [f"[{host}]:{port()}" if ":" in host and not host.startswith("[") else f"{host}:{port()}"]


def _host() -> str:
    host = os.environ.get("ALONGSIDE_BIND", "").strip() or "127.0.0.1"
    return "127.0.0.1" if host == "localhost" else host


def _only_here() -> bool:
    return _host() in LOOPBACK
