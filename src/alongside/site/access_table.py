"""The access table as a document, read from the policies that the views themselves declare."""

from alongside.foundation.access import ANYONE, ROLES, SIGNED_IN
from alongside.site.outside_routes import OUTSIDE_ROUTES
from alongside.site.policies import Route, routes

BEGINNING = """# Who may open what

Read from `@requires` on every view by `./alongside manage access_table`; a test compares the two, another opens every
address with every role. *Belongs by*: how what the address names must be related to whoever opens it; otherwise it
isn't there. *To what end*: what the read log says. *Shows*: groups of columns.

|Role|Is there to|
|-|-|
"""


def document() -> str:
    """The whole of docs/access.md. No queries."""
    roles = "".join(f"|{role}|{what}|\n" for role, what in ROLES.items())
    rows = [_row(route) for route in routes() if route.policy is not None]
    outside = "".join(f"|`/{prefix}`|{why}|\n" for prefix, why in OUTSIDE_ROUTES.items())
    return (
        f"{BEGINNING}{roles}\n## Addresses\n\n|Address|Who|Belongs by|To what end|Shows|\n|-|-|-|-|-|\n{''.join(rows)}"
        f"\n## Addresses of packages that we use\n\n|Begins with|Why it is open|\n|-|-|\n{outside}"
    )


def _row(route: Route) -> str:
    policy = route.policy
    order = [ANYONE, SIGNED_IN, *ROLES]
    who = ", ".join(sorted(policy.roles, key=order.index))
    if not policy.second_factor:
        who += " (without second factor)"
    return f"|`/{route.address}`|{who}|{policy.relationship}|{policy.purpose}|{', '.join(policy.fields)}|\n"
