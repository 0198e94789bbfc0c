"""A gentle pace for forms that anybody can send: many from one address are asked to wait, none is locked out.

Counted in the cache by a keyed digest of the address; the address itself is kept nowhere.
"""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache

from alongside.foundation import clock

#: Taken in at once from one address in an hour (ours: a class or a shared flat behind one address fits in).
AT_ONCE = 20
HOUR = 3600
#: Beyond that, one a minute.
PAUSE = 60


def must_wait(request, kind: str) -> int:
    """Seconds until this address may send a form of this `kind` again; 0, and counted, if it may now."""
    now = clock.now().timestamp()
    key = f"pace:{kind}:{_who(request)}"
    sent = [at for at in cache.get(key, []) if at > now - HOUR]
    if len(sent) >= AT_ONCE:
        left = sent[-1] + PAUSE - now
        if left > 0:
            return int(left) + 1
    cache.set(key, [*sent[-AT_ONCE:], now], HOUR)
    return 0


def _who(request) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    if address in ("127.0.0.1", "::1"):
        # A proxy on this machine: the last entry is the one that it wrote itself.
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]
