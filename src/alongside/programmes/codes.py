"""Short codes that people read out, write on paper and type again: K7MP-2QXR."""

import re
import secrets
import unicodedata

#: Without what is mixed up on paper or on the phone: 0 O, 1 I L, 5 S, 8 B, U V.
ALPHABET = "234679ACDEFGHJKMNPQRTWXYZ"
LENGTH = 8
PATTERN = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def new_code() -> str:
    """A random code; 25 letters to the power of 8 are too many to guess at our pace."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def as_written(text: str) -> str:
    """The code that somebody meant, whatever case, spaces, dashes or digits they used; "" if it is none."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in unicodedata.normalize("NFKC", text))
    bare = re.sub(r"[^0-9A-Z]", "", plain.upper())
    code = f"{bare[:4]}-{bare[4:]}"
    return code if PATTERN.fullmatch(code) else ""
