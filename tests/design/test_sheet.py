"""The style sheet: both directions by construction, small, and every colour by its name."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/alongside/foundation/static/foundation"
ROOMS = STATIC.parents[2]
SHEET = STATIC / "site.css"
BUDGET = 8 * 1024
SCRIPT_BUDGET = 4 * 1024

PHYSICAL = re.compile(
    r"(?:^|[\s;{])("
    r"(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
#: Newer than Chrome 100 or Safari 15, or without a fallback there.
TOO_NEW = ("light-dark(", ":has(", "@layer", "@container", "color-mix(", "oklch(", ":dir(", "inline-end;", "@media (width")
DARK = re.compile(r"(?::root:not\(\.light\)|\n\.dark) \{(.*?)\}", re.S)


#: A room may add a small sheet of its own for what no other room shows.
SHEETS = sorted(ROOMS.glob("*/static/**/*.css"))
ROOM_BUDGET = 2 * 1024
every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def rules(sheet: Path = SHEET) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


def test_the_sheet_fits_in_eight_kilobytes():
    assert len(gzip.compress(SHEET.read_bytes(), 9)) <= BUDGET


@every_sheet
def test_a_room_adds_little(sheet):
    assert sheet == SHEET or len(gzip.compress(sheet.read_bytes(), 9)) <= ROOM_BUDGET


#: Scripts that few pages load: where a voice is recorded, and behind a card with a PIN.
ON_SOME_PAGES = ("record.js", "closing.js")


def test_the_scripts_fit_in_four_kilobytes():
    sizes = {file.name: len(file.read_bytes()) for file in (STATIC / "js").glob("*.js")}
    some = {name: sizes.pop(name) for name in ON_SOME_PAGES}
    assert sum(sizes.values()) <= SCRIPT_BUDGET
    assert max(some.values()) <= SCRIPT_BUDGET


@every_sheet
def test_no_side_is_physical(sheet):
    without_queries = re.sub(r"@media[^{]*", "", rules(sheet))
    assert [match[1] for match in PHYSICAL.finditer(without_queries)] == []


@every_sheet
def test_nothing_is_newer_than_chrome_100_and_safari_15(sheet):
    assert [feature for feature in TOO_NEW if feature in rules(sheet)] == []


@every_sheet
def test_no_rule_stands_inside_another(sheet):
    depth_allowed = {"@media", "@supports"}
    stack: list[str] = []
    for selector, brace in re.findall(r"([^{}]*)([{}])", rules(sheet)):
        if brace == "}":
            stack.pop()
            continue
        assert all(any(outer.startswith(at) for at in depth_allowed) for outer in stack), f"{selector.strip()} is nested"
        stack.append(selector.strip())


@every_sheet
def test_every_colour_is_a_token(sheet):
    outside = re.sub(r"--[\w-]+:[^;]*;", "", rules(sheet)) if sheet == SHEET else rules(sheet)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)", outside) == []


def test_both_ways_into_the_dark_are_alike():
    by_device, by_name = (re.sub(r"\s+", " ", block).strip() for block in DARK.findall(SHEET.read_text()))
    assert by_device == by_name


@every_sheet
def test_every_token_used_is_declared(sheet):
    declared = set(re.findall(r"(--[\w-]+):", rules() + rules(sheet)))
    assert set(re.findall(r"var\((--[\w-]+)", rules(sheet))) <= declared


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours written #rrggbb."""
    light = [
        sum(weight * _channel(int(colour[n : n + 2], 16)) for weight, n in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))
        for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


TEXT_ON = [
    *[(ink, ground) for ink in ("ink", "ink-2", "teal") for ground in ("paper", "surface", "sunken")],
    *[(f"{tint}-ink", f"{tint}-tint") for tint in ("teal", "gold", "rust", "blue")],
    ("on-teal", "teal"), ("on-teal", "teal-strong"), ("surface", "rust-ink"), ("rust-ink", "paper"), ("rust-ink", "surface"),
    ("gold-ink", "paper"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_edges_can_be_read(scheme):
    """4.5 for text, 3 for edges and drawn lines: WCAG 2.2, 1.4.3 and 1.4.11."""
    text = SHEET.read_text()
    block = re.search(r":root, \.light, \.qr \{(.*?)\}", text, re.S)[1] if scheme == "light" else DARK.findall(text)[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    faint = [pair for pair in TEXT_ON if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    edges = [("edge", "paper"), ("edge", "surface"), ("path-2", "paper"), ("path-2", "surface"), ("path-1", "surface")]
    faint += [pair for pair in edges if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert faint == []


def test_no_template_of_ours_carries_a_style_or_a_script():
    offenders = [
        str(file.relative_to(ROOMS))
        for file in ROOMS.glob("*/templates/**/*.html")
        if re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", re.sub(r"{%.*?%}", "{%%}", file.read_text()))
    ]
    assert offenders == []


#: Classes that only scripts, tests or a neighbouring selector look for.
HOOKS = {"met", "not", "codes", "figures"}


def test_every_class_in_a_template_is_drawn_by_some_sheet():
    """A class that no sheet knows is a slip of the pen, or a style that somebody believes to be there."""
    known = HOOKS.union(*(re.findall(r"\.([a-zA-Z][\w-]*)", rules(sheet)) for sheet in SHEETS))
    unknown = {}
    for file in ROOMS.glob("*/templates/**/*.html"):
        markup = re.sub(r"{%.*?%}|{{.*?}}", " ", file.read_text(), flags=re.S)
        used = {name for classes in re.findall(r'class="([^"]*)"', markup) for name in classes.split()}
        if used - known:
            unknown[str(file.relative_to(ROOMS))] = used - known
    assert unknown == {}
