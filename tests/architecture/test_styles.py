"""One style sheet for both directions: start and end, never left and right."""

import re

import pytest

from tests.architecture.sources import name, style_sheets

PHYSICAL = re.compile(
    r"""(?x)(?<![-\w])(
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?\s*:
      | border-(?:top|bottom)-(?:left|right)-radius\s*:
      | (?:left|right)\s*:
      | (?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)\b
    )"""
)
#: Four values name left and right by their place.
FOUR = re.compile(r"(?<![-\w])((?:margin|padding|inset|border-width|border-radius)\s*:\s*([^;{}]+))[;}]")
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//")
#: (file name, what stands there): why.
EXCEPTIONS = {
    ("site.css", "border-width: 0 2px 2px 0"): "two sides of a turned box draw a tick, which is the same in both directions",
}


def values(text: str) -> list[str]:
    """Split at spaces outside brackets."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", text.replace("!important", ""))


@pytest.mark.parametrize("sheet", style_sheets(), ids=name)
def test_a_style_sheet_names_no_left_and_no_right(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    found = [match.group(1) for match in PHYSICAL.finditer(text)]
    for declaration, given in FOUR.findall(text):
        parts = values(given)
        if len(parts) == 4 and "/" not in parts and (
            (parts[1] != parts[3]) if not declaration.startswith("border-radius") else (parts[0], parts[3]) != (parts[1], parts[2])
        ):
            found.append(declaration)
    assert [f for f in found if (sheet.name, f) not in EXCEPTIONS] == []


@pytest.mark.parametrize("sheet", style_sheets(), ids=name)
def test_a_style_sheet_asks_nothing_outside(sheet):
    assert OUTSIDE.findall(sheet.read_text()) == []
