"""Reads the forms of a page as a browser does, and types into them."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

#: Types of field in which somebody writes.
WRITTEN = ("text", "email", "search", "tel", "url", "number", "date", "time", "password", "textarea")


@dataclass
class Field:
    name: str
    type: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """One form of a page: where it goes, what stands in it."""

    address: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    @property
    def route(self) -> str:
        try:
            return resolve(urlsplit(self.address).path).view_name
        except Resolver404:
            return ""

    @property
    def written(self) -> list[Field]:
        return [f for f in self.fields.values() if f.type in WRITTEN]

    def data(self, **changes) -> dict:
        """What a browser would send now. A change to None leaves the field out."""
        sent = {}
        for f in self.fields.values():
            if f.type in ("checkbox", "radio", "select-multiple"):
                if f.checked:
                    sent[f.name] = list(f.checked)
            else:
                sent[f.name] = f.value
        return {k: v for k, v in (sent | changes).items() if v is not None}


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page, self.sheets, self.sheet, self.select, self.area = page, [], None, None, None

    def handle_starttag(self, tag, attrs):
        a = {k: v or "" for k, v in attrs} | {k: "" for k, v in attrs if v is None}
        if tag == "form":
            self.sheet = Sheet(urljoin(self.page, a.get("action") or self.page))
            self.is_post = a.get("method", "").lower() == "post"
            if self.is_post:
                self.sheets.append(self.sheet)
            return
        if self.sheet is None:
            return
        name = a.get("name", "")
        if tag == "input" and name:
            kind = a.get("type", "text")
            f = self.sheet.fields.setdefault(name, Field(name, kind))
            if kind in ("checkbox", "radio"):
                f.options.append(a.get("value", "on"))
                if "checked" in a:
                    f.checked.append(a.get("value", "on"))
            else:
                f.value = a.get("value", "")
        elif tag == "textarea" and name:
            self.area = self.sheet.fields.setdefault(name, Field(name, "textarea"))
        elif tag == "select" and name:
            kind = "select-multiple" if "multiple" in a else "select"
            self.select = self.sheet.fields.setdefault(name, Field(name, kind))
        elif tag == "option" and self.select is not None:
            self.select.options.append(a.get("value", ""))
            if "selected" in a:
                self.select.value = a.get("value", "")
                self.select.checked.append(a.get("value", ""))
        elif tag == "button":
            self.sheet.buttons.append(name)

    def handle_data(self, data):
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area is not None:
            # A browser drops the line break that Django's widget puts first.
            self.area.value = self.area.value.removeprefix("\r\n").removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.sheet = None


#: Names of fields that stand in rows: further languages, hours, ways to reach somebody.
ROWS = re.compile(r"^(way|value|safe|when|language|level|from|to|free)_\d")


def sheets_of(address: str, html: str) -> list[Sheet]:
    """The forms of a page that are sent by POST."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.sheets


def filled(sheet: Sheet, words: dict | None = None) -> Sheet:
    """The same form with something sensible in each empty field. words: values by name, where sense needs help."""
    words = words or {}
    made = {}
    for name, f in sheet.fields.items():
        f = replace(f, options=list(f.options), checked=list(f.checked))
        if name in words:
            f.value, f.checked = words[name], [words[name]]
        elif ROWS.search(name):
            # One of many rows to fill: what is empty may stay so.
            pass
        elif f.type in WRITTEN and not f.value:
            f.value = SENSIBLE.get(f.type, "Some words")
        elif f.type == "select" and not f.value:
            f.value = next((o for o in f.options if o), "")
        elif f.type == "radio" and not f.checked:
            f.checked = [f.options[0]]
        elif f.type == "checkbox" and not f.checked:
            f.checked = [o for o in f.options if o][:1]
        made[name] = f
    return Sheet(sheet.address, made)


SENSIBLE = {"email": "ana@example.org", "number": "3", "date": "2026-10-06", "time": "17:00", "password": "four quiet words here"}


def mistakes_of(html: str) -> list[str]:
    """The sentences that a page says about what was sent."""
    shown = re.findall(r'<div class="note rust mistakes".*?</ul>', html, re.S)
    shown += re.findall(r'<div class="mistake".*?</div></div>', html, re.S)
    return [re.sub(r"<[^>]+>", "", words).strip() for block in shown for words in re.findall(r"<(?:li|p)>.*?</(?:li|p)>", block, re.S)]
