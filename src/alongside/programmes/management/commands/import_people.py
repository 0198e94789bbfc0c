"""Bring a sheet in from the command line: the same reading, trial and batches as in the browser."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from alongside.foundation.ids import new_id
from alongside.foundation.management.sentences import SentenceCommand
from alongside.programmes.actions import importing
from alongside.programmes.actions.importing import files, runs, taking, trying
from alongside.programmes.queries.importing import because_in_words
from alongside.programmes.sheets import Mapping, Refused, guess, left_out, read

ALL_TAKEN, SOME_REFUSED, FILE_REFUSED = 0, 1, SentenceCommand.REFUSED
PIECE = 1 << 20
HELP = "See ./alongside manage import_people --help."


class Command(SentenceCommand):
    help = (
        "Bring a sheet of mentors or mentees in. Exit code 0: every row is in or was here already; 1: some rows were refused; "
        "2: the file was refused. With --dry-run nothing is saved; without --programme then nobody is looked for either."
    )
    refusals = (CommandError, Refused)
    nothing_happened = "Nobody of this sheet can be seen."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="an XLSX or CSV file with headings on top")
        parser.add_argument("--programme", metavar="SLUG", help="the programme's short name in addresses")
        parser.add_argument("--as", dest="side", metavar="mentor|mentee", help="who is in the list")
        parser.add_argument("--mapping", metavar="MAP.toml", help="a text file (TOML) with the tables columns, words and same_for_all")
        parser.add_argument("--sheet", metavar="NAME", default="", help="which sheet of a workbook, if not the first list of people in it")
        parser.add_argument("--guess", action="store_true", help="let the columns be guessed from headings and contents")
        parser.add_argument("--dry-run", action="store_true", help="try every row, save nothing")
        parser.add_argument("--json", action="store_true", help="say what came of it as one JSON document")

    def refuse(self, sentence, argv):
        if "--json" not in argv:
            return super().refuse(sentence, argv)
        nothing = {"file": sentence, "rows": 0, "taken": 0, "refused": [], "mapping": {}, "left_out": []}
        print(json.dumps(nothing, ensure_ascii=False))
        return FILE_REFUSED

    def handle(self, *args, **options):
        path = _checked(options)
        place = Path(tempfile.mkdtemp(prefix="alongside-import-"))
        try:
            with read(path, path.name, sheet=options["sheet"], keep_in=place / "rows") as sheet:
                mapping = _mapping(options, sheet)
                if faults := mapping.faults(sheet):
                    raise CommandError(" ".join(str(fault) for fault in faults))
                out = left_out(sheet, mapping)
                if options["dry_run"]:
                    taken, refused = _dry(options, sheet, mapping, out, place)
                else:
                    taken, refused = _really(options, path, sheet, mapping, place)
                plain = {key: part for key, part in mapping.as_json().items() if key not in ("confidence", "why")}
                say = _say_json if options["json"] else _say_words
                say(options, sheet, taken, files.results(place), plain, out)
            return SOME_REFUSED if refused else ALL_TAKEN
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _checked(options) -> Path:
    if not options["file"]:
        raise CommandError(f"Say which file to bring in. {HELP}")
    if options["side"] not in ("mentor", "mentee"):
        raise CommandError("Say who is in the list: --as mentor or --as mentee.")
    if bool(options["mapping"]) == bool(options["guess"]):
        raise CommandError("Say what the columns become: either --mapping MAP.toml or --guess.")
    if not options["programme"] and not options["dry_run"]:
        raise CommandError("Say into which programme: --programme and its short name. Only a --dry-run goes without.")
    path = Path(options["file"])
    for what, name in (("file", options["file"]), ("mapping", options["mapping"])):
        if name and Path(name).is_dir():
            raise CommandError(f"{name} is a folder. Name the {what} inside it.")
        if name and not Path(name).exists():
            raise CommandError(f"There is no {what} {name}. Check its name and where it lies.")
        if name and not os.access(name, os.R_OK):
            raise CommandError(f"You may not read the {what} {name}. Ask whoever owns it, or copy it to a place of your own.")
    return path


def _mapping(options, sheet) -> Mapping:
    if options["guess"]:
        return guess(sheet, options["side"])
    try:
        mapping = Mapping.from_toml(Path(options["mapping"]).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError):
        raise CommandError(f"The mapping {options['mapping']} cannot be read. It is a text file in UTF-8.") from None
    mapping.side = options["side"]
    return mapping


def _programme(slug: str):
    from alongside.programmes.models import Programme

    programme = Programme.objects.select_related("organisation").filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"No programme is called {slug}. There are: {known}.")
    return programme


def _dry(options, sheet, mapping, out, place) -> tuple[int, int]:
    """The trial alone. Without a programme no database is asked."""
    programme = known = None
    if options["programme"]:
        programme = _programme(options["programme"])
        known = trying.index(None, programme.organisation_id, programme, mapping.side)
    counted = trying.Sum()
    lines = trying.judged(sheet, mapping, out=out, programme=programme, known=known)
    files.write_results(place, (counted.add(line) for line in lines))
    return counted.counts["ready"], counted.counts["refused"] + counted.counts["ask"]


def _really(options, path, sheet, mapping, place) -> tuple[int, int]:
    programme = _programme(options["programme"])
    run_id = new_id()
    with open(path, "rb") as file:
        digest = files.lay_down(run_id, iter(lambda: file.read(PIECE), b""))
    begun = False
    try:
        run = runs.receive(run_id=run_id, programme=programme, name=path.name, digest=digest, facts=trying.facts_of(sheet), by=None)
        run = runs.settle(run=run, programme=programme, side=mapping.side, stand="applied", sheet=options["sheet"], by=None)
        run.mapping = mapping.as_json()
        run.save(update_fields=["mapping"])
        importing.try_out(run.pk)
        run.refresh_from_db()
        begun = importing.begin(run=run, key=run.columns["trial"]["key"], by=None)
        while taking.take_batch(run.pk):
            pass
        run.refresh_from_db()
        if not run.finished_at:
            raise CommandError(run.failed_with or "Somebody came or went meanwhile. Try again.")
        shutil.copy(files.folder(run_id) / "trial.jsonl", place / "trial.jsonl")
        counts = run.columns["trial"]["counts"]
        return counts["ready"], counts["refused"] + counts["ask"]
    finally:
        if not begun:
            files.drop(run_id)


def _refused(lines):
    """One entry for each problem of each row that is not taken in."""
    for line in lines:
        if line["k"] == trying.REFUSED or (line["k"] == trying.ASK and line.get("x")):
            for column, sentence, _word in line["x"]:
                yield {"row": line["n"], "column": column, "reason": str(sentence)}
        elif line["k"] == trying.ASK:
            why = because_in_words(line["b"])
            yield {"row": line["n"], "column": "", "reason": f"Perhaps here already: {why}. Decide in the browser, or take the row out."}


def _say_json(options, sheet, taken, lines, mapping, out) -> None:
    """Written piece by piece, so that 50,000 refused rows need no memory."""
    write = sys.stdout.write
    write(f'{{"file": "ok", "rows": {sheet.row_count}, "taken": {taken}, "refused": [')
    for number, entry in enumerate(_refused(lines)):
        write(("," if number else "") + "\n" + json.dumps(entry, ensure_ascii=False))
    left = [{"column": column, "reason": str(reason)} for column, reason in out.items()]
    write(f'], "mapping": {json.dumps(mapping, ensure_ascii=False)}, "left_out": {json.dumps(left, ensure_ascii=False)}}}\n')


def _say_words(options, sheet, taken, lines, mapping, out) -> None:
    print(f"{sheet.row_count} rows. {'Ready to come in' if options['dry_run'] else 'Taken in'}: {taken}.")
    for sentence in sheet.notes:
        print(sentence)
    for column, key in mapping["columns"].items():
        if column not in out:
            print(f"  {column} -> {key}")
    for column, reason in out.items():
        print(f"Left out: {column}. {reason}")
    for entry in _refused(lines):
        place = f"Row {entry['row']}, {entry['column']}" if entry["column"] else f"Row {entry['row']}"
        print(f"{place}: {entry['reason']}")
    if options["dry_run"]:
        print("Nothing was saved.")
