"""What the documents say is so: links lead somewhere, commands and variables exist, every word of ours is explained."""

import re
import subprocess

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.utils import translation

from alongside.foundation.access import ROLES
from alongside.programmes.sheets import FIELDS, Mapping, read, trial
from alongside.site import access_table
from tests.architecture.sources import ROOMS, ROOT, name, tracked

DOCUMENTS = [p for p in tracked() if p.suffix == ".md"]
#: For whoever uses or runs Alongside; a room's own README is for whoever changes it.
GUIDES = [p for p in DOCUMENTS if p.parent == ROOT or "docs" in p.relative_to(ROOT).parts]
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
PICTURE_LIMIT = 60 * 1024


def links(document):
    return [a or b for a, b in LINK.findall(document.read_text())]


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_between_documents_leads_somewhere(document):
    dead = []
    for link in links(document):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists():
            dead.append(link)
        elif fragment and fragment not in map(anchor, re.findall(r"^#+ (.+)$", target.read_text(), re.M)):
            dead.append(link)
    assert dead == []


def test_every_command_that_is_named_exists():
    known = subprocess.run([ROOT / "alongside", "help"], capture_output=True, text=True, check=True).stdout
    of_manage = set(get_commands())
    missing = []
    for document in GUIDES:
        text = document.read_text()
        missing += [c for c in re.findall(r"\./alongside (\w+)", text) if f"./alongside {c}" not in known]
        missing += [c for c in re.findall(r"\./alongside manage (\w+)", text) if c not in of_manage | {"help"}]
    assert missing == []


def test_every_option_that_is_named_exists():
    starter = (ROOT / "alongside").read_text()
    named = {o for d in GUIDES for o in re.findall(r"\./alongside (?:demo|run) (--\w+)", d.read_text())}
    assert [option for option in named if option not in starter] == []


def test_every_variable_that_is_named_is_read_somewhere():
    named = {v for d in GUIDES for v in re.findall(r"ALONGSIDE_[A-Z]+(?:_[A-Z]+)*", d.read_text())}
    code = (ROOT / "alongside").read_text() + "".join(
        p.read_text() for p in tracked() if p.suffix == ".py" and "src" in p.parts
    )
    assert sorted(v for v in named if v not in code) == []


def test_every_variable_that_is_read_stands_in_the_administrators_guide():
    guide = (ROOT / "docs/guides/administrator.md").read_text()
    settings = [ROOT / "src/alongside/site/settings.py", ROOT / "src/alongside/foundation/address.py", ROOT / "src/alongside/foundation/server.py"]
    read = {v for p in settings for v in re.findall(r"\"((?:ALONGSIDE_|DATABASE_)[A-Z_]+)\"", p.read_text())}
    # Set by the starter, from ALONGSIDE_VAR and for `match`.
    assert sorted(read - {"ALONGSIDE_SECRETS", "ALONGSIDE_KEEPS_NOTHING"} - set(re.findall(r"`([A-Z_]+)`", guide))) == []


def test_every_model_and_role_stands_in_the_glossary():
    glossary = (ROOT / "docs/glossary.md").read_text()
    ours = {m.__name__ for room in ROOMS for m in apps.get_app_config(room).get_models() if not m._meta.auto_created}
    assert sorted(word for word in ours | set(ROLES) if f"`{word}`" not in glossary) == []


def test_the_access_table_is_what_the_views_declare():
    """If it isn't: `./alongside manage access_table`, and read what changed."""
    with translation.override("en"):
        assert (ROOT / "docs/access.md").read_text() == access_table.document()


def test_every_room_stands_on_the_one_screen():
    text = (ROOT / "docs/architecture.md").read_text()
    assert [room for room in ROOMS if not re.search(rf"^{room} ", text, re.M)] == []
    assert len(text.splitlines()) <= 80


def test_every_file_that_the_one_screen_names_exists():
    text = (ROOT / "docs/architecture.md").read_text()
    named = re.findall(r"`((?:tests|site|foundation)/[\w/]+\.py|tests/[\w/]+/)`", text)
    assert named
    assert [f for f in named if not (ROOT / f).exists() and not (ROOT / "src/alongside" / f).exists()] == []


def test_every_decision_is_listed_and_shows_what_it_costs():
    folder = ROOT / "docs/decisions"
    listed = set(links(folder / "README.md"))
    decisions = sorted(p for p in folder.glob("[0-9]*.md"))
    assert [p.name for p in decisions if p.name not in listed] == []
    for part in ("**Context.**", "**Decision.**", "**Rejected.**", "**Cost accepted.**"):
        assert [p.name for p in decisions if part not in p.read_text()] == []


@pytest.mark.parametrize("guide", ["coordinator", "mentor", "mentee"])
def test_every_name_in_a_guide_stands_on_a_page(guide):
    """What a guide prints in italics is a button, a link or a heading: word for word, or nobody finds it."""
    catalogue = (ROOT / "src/alongside/locale/ar/LC_MESSAGES/django.po").read_text()
    pages = {"".join(re.findall(r'"(.*)"', words)).rstrip(".:?") for words in re.findall(r'^msgid(?:_plural)? ((?:".*"\n)+)', catalogue, re.M)}
    text = (ROOT / f"docs/guides/{guide}.md").read_text().replace("**", "")
    named = {" ".join(words.split()).rstrip(".:?") for words in re.findall(r"\*([^*]+)\*", text)}
    assert named
    assert sorted(words for words in named if words not in pages) == []


def test_pictures_are_light():
    pictures = [p for p in tracked() if (ROOT / "docs") in p.parents and p.suffix == ".png"]
    assert pictures
    assert {name(p): p.stat().st_size for p in pictures if p.stat().st_size > PICTURE_LIMIT} == {}


def test_the_mapping_in_the_guide_to_sheets_takes_a_row_in(tmp_path):
    text = (ROOT / "docs/import.md").read_text()
    mapping = Mapping.from_toml(re.search(r"```toml\n(.*?)```", text, re.S)[1])
    file = tmp_path / "list.csv"
    file.write_text("Vor- und Nachname;Sprachen;Wann;Geburtsjahr\nRojda Demir;Kurd., Deutsch;Di 18-20 Uhr;1990\n")
    with read(file, file.name) as sheet:
        assert mapping.faults(sheet) == []
        (row,) = trial(sheet, mapping)
    assert not row.problems
    assert row.person["availability"] == [[1, 18 * 60, 20 * 60]]
    assert [tag for tag, _level in row.person["languages"]] == ["kmr", "de"]


def test_the_guide_to_sheets_names_every_field():
    named = re.findall(r"^\|`(\w+)`\|", (ROOT / "docs/import.md").read_text(), re.M)
    assert set(FIELDS) - set(named) == set()


def test_every_room_says_what_it_is_for():
    without = [room for room in ROOMS if not (ROOT / "src/alongside" / room / "README.md").exists()]
    assert without == []


def test_every_button_and_page_that_a_guide_names_is_in_the_product():
    """In guides and in the README *a word set like this* is what stands on the screen."""
    product = "\n".join(p.read_text() for p in tracked() if "src" in p.parts and p.suffix in {".py", ".html"})
    missing = []
    for document in [ROOT / "README.md", *sorted((ROOT / "docs/guides").glob("*.md"))]:
        text = re.sub(r"\s+", " ", document.read_text())
        named = re.findall(r"(?<![\w*])\*([^*]{2,60})\*(?![\w*])", text)
        missing += [f"{name(document)}: {label}" for label in named if label.rstrip(".,") not in product]
    assert missing == []
