"""Routes that are not ours, declared one by one or by prefix. Anything else without `@requires` stops start-up.

Each line: the prefix of the address, who may come in, and why it stands open.
"""

OUTSIDE_ROUTES = {
    "static/": "anyone: style sheet, scripts, pictures",
    "account/": "allauth: sign-in, codes, passkeys, second factor; sign-up is closed in the adapter",
    "language/": "anyone: Django's set_language, which writes a cookie",
}
