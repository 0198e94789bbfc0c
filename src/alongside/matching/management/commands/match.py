"""Match two sheets: `./alongside match`. No server, no database; what is said goes to the error output."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from alongside.foundation import clock
from alongside.foundation.management.sentences import SentenceCommand
from alongside.matching.engine import ProblemError
from alongside.matching.two_sheets.columns import SIDES, Columns, as_toml, guessed, mapped
from alongside.matching.two_sheets.people import People, read_people
from alongside.matching.two_sheets.plans import Outcome, plan_of
from alongside.matching.two_sheets.policy import Settings, settings_from
from alongside.matching.two_sheets.rounds import Round, round_of
from alongside.matching.two_sheets.saying import policy_in_words
from alongside.matching.two_sheets.writing import write_json, write_xlsx
from alongside.programmes.sheets import Refused, Sheet, read

DONE, NOBODY, REFUSED = 0, 1, SentenceCommand.REFUSED
WRITERS: dict[str, Callable[[Outcome, Path], None]] = {".json": write_json, ".xlsx": write_xlsx}


class Command(SentenceCommand):
    help = (
        "Match two spreadsheets (CSV or XLSX, with your own headings) by the certified engine, without a server and without a "
        "database. Exit code 0: done; 1: nobody could be matched; 2: a file, the mapping or the policy was refused, with a sentence. "
        "docs/matching.md tells all of it."
    )
    called = "./alongside match"
    refusals = (CommandError, Refused, ProblemError)
    nothing_happened = "Nothing was written."

    def add_arguments(self, parser):
        parser.add_argument("--mentees", metavar="FILE", help="the sheet of those who look for somebody")
        parser.add_argument("--mentors", metavar="FILE", help="the sheet of those who offer to accompany")
        parser.add_argument("--mapping", metavar="FILE.toml", help="what each column is: tables [mentees.columns] and [mentors.columns]")
        parser.add_argument("--guess", action="store_true", help="let headings and cells say what each column is; you are asked whether it is right")
        parser.add_argument("--policy", metavar="FILE.toml", help="what the plan should aim at: goals, waiting_days, weights, rules and others")
        parser.add_argument("--out", metavar="FILE", help="where the plan goes: a name that ends in .xlsx or .json")

    def handle(self, *args, **options):
        begun = time.perf_counter()
        paths, out = _checked(options)
        settings = settings_from(_text(options["policy"], "policy") if options["policy"] else "")
        place = Path(tempfile.mkdtemp(prefix="alongside-match-"))
        sheets: dict[str, Sheet] = {}
        try:
            for side, path in paths.items():
                _say(f"Reading {path.name} …")
                try:
                    sheets[side] = read(path, path.name, keep_in=place / side)
                except Refused as refusal:
                    raise CommandError(f"{path.name}: {refusal}") from None
            columns = _columns(options, sheets)
            people = {side: read_people(columns[side]) for side in SIDES}
        finally:
            for sheet in sheets.values():
                sheet.close()
            shutil.rmtree(place, ignore_errors=True)
        _tell_people(people)
        made = round_of(people["mentee"], people["mentor"], settings, clock.today())
        _tell_rules(made, settings)
        read_in = time.perf_counter() - begun
        outcome = plan_of(made, _progress)
        outcome.seconds = {"read": round(read_in, 3)} | outcome.seconds | {"total": round(time.perf_counter() - begun, 3)}
        WRITERS[out.suffix.lower()](outcome, out)
        pairs = "1 pair" if len(outcome.pairs) == 1 else f"{len(outcome.pairs)} pairs"
        _say(f"{pairs}, {len(outcome.unmatched)} left over, certified. Written to {out}. It holds names: keep it safe.")
        return DONE if outcome.pairs else NOBODY


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _checked(options) -> tuple[dict[str, Path], Path]:
    """The files to read and the one to write. Raises CommandError with what to do."""
    paths = {}
    for side, name in SIDES.items():
        if not options[name]:
            raise CommandError(f"Say which file holds the {name}: --{name} FILE. See ./alongside match --help.")
        paths[side] = Path(options[name])
        if not paths[side].is_file():
            raise CommandError(f"There is no file {options[name]}. Check its name and where it lies.")
    if bool(options["mapping"]) == bool(options["guess"]):
        raise CommandError("Say what the columns are: either --mapping FILE.toml or --guess.")
    if not options["out"]:
        raise CommandError("Say where the plan goes: --out FILE.xlsx or --out FILE.json.")
    out = Path(options["out"])
    if out.suffix.lower() not in WRITERS:
        raise CommandError(f"The plan becomes a workbook or JSON: give {out.name or 'the file'} a name that ends in .xlsx or .json.")
    if not out.parent.is_dir():
        raise CommandError(f"There is no folder {out.parent}. Make it first, or choose another place for --out.")
    if out.is_dir():
        raise CommandError(f"{out} is a folder. Choose another name for --out.")
    read_from = [*paths.values(), *(Path(options[name]) for name in ("mapping", "policy") if options[name])]
    if out.exists() and any(path.exists() and out.samefile(path) for path in read_from):
        raise CommandError(f"{out} is one of the files to read and would be lost. Choose another name for --out.")
    return paths, out


def _text(name: str, what: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):
        raise CommandError(f"The {what} {name} cannot be read. It is a text file in UTF-8.") from None


def _columns(options, sheets: dict[str, Sheet]) -> dict[str, Columns]:
    if options["mapping"]:
        columns = mapped(sheets, _text(options["mapping"], "mapping"))
    else:
        columns = {side: guessed(sheet, side) for side, sheet in sheets.items()}
    for side, name in SIDES.items():
        _say(f"{sheets[side].name}, the {name}:")
        for line in columns[side].lines():
            _say(line)
    if options["guess"] and sys.stdin is not None and sys.stdin.isatty() and not _confirmed():
        print(as_toml(columns), end="")
        raise CommandError(
            "Nothing was matched. The guess stands above as a mapping: save it, correct it, and give it with --mapping instead of --guess."
        )
    return columns


def _confirmed() -> bool:
    """Ask whether the guess is right until the answer is yes or no; no answer is no."""
    while True:
        print("Is this right? [y/n] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if answer.strip().lower() in ("y", "yes"):
            return True
        if not answer or answer.strip().lower() in ("n", "no"):
            return False


def _tell_people(people: dict[str, People]) -> None:
    for side, name in SIDES.items():
        one = people[side]
        for row, column, sentence in one.refused:
            _say(f"{one.file}, row {row}{f', {column}' if column else ''}: {sentence} The row is left out.")
        for note in one.notes:
            _say(f"{one.file}: {note}")
        rows = len({row for row, _column, _sentence in one.refused})
        left_out = f", {rows} {'row' if rows == 1 else 'rows'} left out" if rows else ""
        _say(f"{len(one.everybody)} {side if len(one.everybody) == 1 else name}{left_out}.")


def _tell_rules(made: Round, settings: Settings) -> None:
    for heading, sentences in (
        ("What the plan aims at, the weightiest first:", policy_in_words(settings)),
        ("Rules that hold:", made.applied),
        ("What does not count:", made.idle),
        ("Facts to ask for:", made.asked),
    ):
        if sentences:
            _say(heading)
        for sentence in sentences:
            _say(f"- {sentence}")


def _progress(what: str, done: int, of: int) -> None:
    _say(f"Matching {of} mentees …" if what == "match" else f"Explaining: {done} of {of} …")
