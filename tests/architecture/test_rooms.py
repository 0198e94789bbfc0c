"""What the import contracts of `.importlinter` can't see: relations by name, and doors between rooms."""

import ast

from tests.architecture.sources import PACKAGE, ROOMS, models, name, product_files, tree

#: What a room shows to others, besides `foundation`, which is open.
DOORS = {"models", "access", "actions", "queries"}
#: "who imports what": why it may.
EXCEPTIONS = {
    "programmes.sheets": "reads anybody's sheet, without a database; `./alongside match` reads two",
    "people.directory": "names are found and sorted there, by every room",
    "people.vocabulary": "the words in which needs, skills and interests are stated",
    "people.languages": "the list of languages that people speak",
}


def room_of(model) -> str:
    return model.__module__.split(".")[1]


def test_no_relation_points_to_a_higher_room():
    """A string ForeignKey("room.Model") passes the import contracts, so the models are asked themselves."""
    upward = []
    for model in models():
        for field in model._meta.get_fields(include_hidden=True):
            if field.auto_created or not field.is_relation or field.related_model in (None, model):
                continue
            target = field.related_model
            if target.__module__.startswith("alongside.") and ROOMS.index(room_of(target)) < ROOMS.index(room_of(model)):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not upward, upward


def test_every_model_lives_in_a_room():
    assert {room_of(model) for model in models()} <= set(ROOMS)


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name


def test_rooms_meet_only_at_their_doors():
    wrong = []
    for path in product_files():
        room = path.relative_to(PACKAGE).parts[0]
        if room == "site":
            # It fills addresses and navigation; still no forms or views of others are called from Python.
            continue
        for imported in imports(path):
            parts = imported.split(".")
            if parts[0] != "alongside" or len(parts) < 3 or parts[1] not in ROOMS or parts[1] in (room, "foundation"):
                continue
            if parts[2] not in DOORS and ".".join(parts[1:3]) not in EXCEPTIONS:
                wrong.append(f"{name(path)} imports {imported}")
    assert not wrong, wrong
