"""Templates: nothing inline that the content policy would refuse, and every word translatable."""

import re
from html.parser import HTMLParser

import pytest
from django.template import engines

from alongside.site.strict import UndefinedVariable
from tests import strict_templates
from tests.architecture.sources import name, templates

#: Words that are the same in every language, or shown on purpose in their own.
SAME_EVERYWHERE = {"Alongside", "English", "العربية", "CSV", "XLSX", "PDF", "JSON", "PDF,", "TXT"}
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label", "data-confirm"}
#: Attributes whose address the browser asks, or sends to. A link's `href` is a person's own step.
ASKING = ("src", "srcset", "href", "action", "formaction", "data", "poster", "ping", "xlink:href", "manifest", "background")
#: (template, text): why it may stand untranslated.
EXCEPTIONS: dict[tuple[str, str], str] = {}

TRANSLATED = re.compile(r"\{%\s*(blocktranslate|blocktrans)\b.*?%\}.*?\{%\s*endblocktrans(late)?\s*%\}", re.S)
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.S)
#: A block that fills a class attribute holds names of styles, not words.
CLASSES = re.compile(r"\{%\s*block \w+_class\s*%\}.*?\{%\s*endblock\b.*?%\}", re.S)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def bare(source: str) -> str:
    """The template without comments, translated blocks, tags and variables."""
    source = COMMENT.sub("", source)
    source = CLASSES.sub("", TRANSLATED.sub("", source))
    return TAG.sub("", source)


class Reader(HTMLParser):
    """Collects untranslated words and what the content policy would refuse."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.refused, self.inside = [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        for key, value in attributes:
            if key == "style" or key.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.refused.append(f"<{tag} {key}=…>")
            shown = key == "value" and tag == "input" and given.get("type") in {"submit", "button", "reset"}
            if shown or key in SPOKEN_ATTRIBUTES:
                self.note(value or "")
        for key in ASKING:
            if not (key == "href" and tag in {"a", "area"}) and re.match(r"(https?:)?//", (given.get(key) or "").strip()):
                self.refused.append(f"<{tag} {key}={given[key]}>")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.refused.append(f"inline <{tag}>")
        if tag in {"script", "style", "code", "kbd", "samp"}:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, text):
        if not self.inside:
            self.note(text)

    def note(self, text):
        words = [w for w in text.split() if w.strip("·—–|:,.()«»“”→←") not in SAME_EVERYWHERE]
        if LETTERS.search(" ".join(words)):
            self.words.append(" ".join(text.split()))


def read(path) -> Reader:
    reader = Reader()
    reader.feed(bare(path.read_text()))
    return reader


@pytest.mark.parametrize("template", [t for t in templates() if t.suffix != ".txt"], ids=name)
def test_a_template_holds_no_inline_style_or_script(template):
    assert read(template).refused == []


@pytest.mark.parametrize("template", templates(), ids=name)
def test_every_word_of_a_template_can_be_translated(template):
    short = name(template).split("templates/")[-1]
    assert [w for w in read(template).words if (short, w) not in EXCEPTIONS] == []


@pytest.mark.parametrize("template", [t for t in templates() if t.suffix != ".txt"], ids=name)
def test_a_template_trusts_no_html(template):
    """`safe` and `autoescape off` turn somebody's words into our page."""
    source = COMMENT.sub("", template.read_text())
    assert re.findall(r"\|\s*safe\b|\{%\s*autoescape\s+off", source) == []


@pytest.mark.parametrize(
    ("source", "words", "refused"),
    [
        ("<p>{% translate 'Hello' %}</p>", 0, 0),
        ("<p>Hello</p>", 1, 0),
        ("{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}", 0, 0),
        ("<img alt='A picture' src='/x.png'>", 1, 0),
        ("{# a note #}<b>·</b>", 0, 0),
        ("<b style='color: red'></b>", 0, 1),
        ("<button onclick='go()'></button>", 0, 1),
        ("<script>go()</script>", 0, 1),
        ("<link href='https://elsewhere.invalid/x.css'>", 0, 1),
        ("<img alt='' srcset='//elsewhere.invalid/x.png 2x'>", 0, 1),
        ("<button formaction='https://elsewhere.invalid/'></button>", 0, 1),
        ("<a href='https://elsewhere.invalid/' ping='https://elsewhere.invalid/'></a>", 0, 1),
        ("<a href='https://elsewhere.invalid/'></a>", 0, 0),
    ],
)
def test_the_reader_sees_what_it_should(source, words, refused):
    reader = Reader()
    reader.feed(bare(source))
    assert (len(reader.words), len(reader.refused)) == (words, refused)


@pytest.mark.parametrize(
    ("source", "undefined"),
    [
        ("{% if here %}x{% endif %}", set()),
        ("{% if nowhere %}x{% endif %}", {"nowhere"}),
        ("{% if here and not here.nothing %}x{% endif %}", {"here.nothing"}),
        ("{% for one in nowhere %}x{% endfor %}", {"nowhere"}),
        ("{% if form.no_such_field %}x{% endif %}", set()),
    ],
)
def test_a_condition_about_an_unknown_name_is_noticed(source, undefined):
    engines["ours"].from_string(source).render({"here": "word"})
    assert strict_templates.take() == undefined


def test_an_unknown_name_that_is_printed_raises():
    with pytest.raises(UndefinedVariable):
        engines["ours"].from_string("{{ nowhere }}").render({})
