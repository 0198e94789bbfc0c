"""Columns for what can hurt somebody: stored sealed, never filtered or sorted by the database.

Plain columns (dates, codes, minutes, languages, coarse areas) are Django's own. Everything that
names a person is a `PersonalField`; everything written in free words is a `SpecialField`.
"""

import json
from base64 import b64decode, b64encode

from django.core.exceptions import FieldError
from django.db import models

from alongside.foundation import codec


class SealedField(models.Field):
    """Text that only Python can read. Lookups other than `isnull` raise FieldError."""

    sensitivity = "sealed"

    empty_values = [None, ""]

    def __init__(self, *args, max_length=None, **kwargs):
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.longest = max_length

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") == "":
            del kwargs["default"]
        kwargs.pop("blank", None)
        if self.longest:
            kwargs["max_length"] = self.longest
        return name, path, args, kwargs

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.attname}"

    def get_internal_type(self):
        return "BinaryField"

    def get_placeholder(self, value, compiler, connection):
        return connection.ops.binary_placeholder_sql(value)

    def get_lookup(self, lookup_name):
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.label} is sealed: the database can't filter by it. Look names up in people.directory.")

    def get_prep_value(self, value):
        return None if value is None else codec.seal(self.to_text(value), label=self.label)

    def get_db_prep_value(self, value, connection, prepared=False):
        if not prepared:
            value = self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value, expression, connection):
        return None if value is None else self.from_text(codec.unseal(value, label=self.label))

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        return self.to_text(self.value_from_object(obj))

    def to_text(self, value) -> str:
        return str(value)

    def from_text(self, text: str):
        return text

    def get_default(self):
        return self._get_default() if self.has_default() else ""

    def formfield(self, **kwargs):
        return None


class PersonalField(SealedField):
    """A name or a way to reach somebody."""

    sensitivity = "personal"


class SpecialField(SealedField):
    """Free words, an address, a meeting place."""

    sensitivity = "special"


class SpecialJSONField(SpecialField):
    """A structure that holds free words or names, such as one row of somebody's spreadsheet."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is dict:
            del kwargs["default"]
        return name, path, args, kwargs

    def to_text(self, value) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def from_text(self, text: str):
        return json.loads(text)


class SpecialBytesField(SpecialField):
    """A photograph, a recording, a paper: bytes, or None. Written as base64, so that they pass through the same codec as words."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", bytes)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is bytes:
            del kwargs["default"]
        return name, path, args, kwargs

    def to_text(self, value) -> str:
        return b64encode(bytes(value)).decode("ascii")

    def from_text(self, text: str):
        return b64decode(text)
