"""Every route with its policy: what start-up checks, what the table in docs/access.md and the tests are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.foundation.access import Policy
from alongside.site.outside_routes import OUTSIDE_ROUTES


@dataclass(frozen=True)
class Route:
    """One address of the product. `policy` is None for a route that isn't ours (then `outside` says why it is open)."""

    name: str
    address: str
    view: object
    policy: Policy | None
    outside: str = ""


def routes() -> Iterator[Route]:
    """All routes, in the order of the urls."""
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns, address: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            policy = getattr(pattern.callback, "policy", None)
            outside = next((why for prefix, why in OUTSIDE_ROUTES.items() if here.startswith(prefix)), "")
            yield Route(f"{namespace}{pattern.name or here}", here, pattern.callback, policy, "" if policy else outside)


@checks.register(checks.Tags.security)
def every_route_declares_who_may_enter(app_configs, **kwargs):
    """Start-up stops on a route of ours without `@requires`, and on a declared prefix that leads nowhere."""
    found = list(routes())
    errors = [
        checks.Error(
            f"/{route.address} has no policy. Put @requires on {route.view}, or declare it in site/outside_routes.py.",
            id="alongside.E001",
        )
        for route in found
        if route.policy is None and not route.outside
    ]
    for prefix in OUTSIDE_ROUTES:
        if prefix != "static/" and not any(route.address.startswith(prefix) for route in found):
            errors.append(checks.Error(f"{prefix} in site/outside_routes.py leads nowhere. Remove it.", id="alongside.E002"))
    return errors
