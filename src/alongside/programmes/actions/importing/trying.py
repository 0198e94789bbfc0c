"""The trial: every row judged without saving anybody, the result kept beside the upload, its sum on the run.

A line of the result: n row number; k "ready", "refused", "same" or "ask"; p the person as the row describes them;
x problems as [column, sentence, word to settle]; w people here who may be the same; b why; o the earlier row that may be the same.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import clock, jobs
from alongside.people.models import Term
from alongside.programmes.actions.importing import files
from alongside.programmes.actions.importing.describing import Vocabulary, own_problems, terms
from alongside.programmes.actions.importing.known import ASK, READY, SAME, Known, fingerprint, index
from alongside.programmes.models import ImportRun, Programme, RememberedMapping
from alongside.programmes.queries import principal_for
from alongside.programmes.sheets import (
    LEAVE_OUT,
    Mapping,
    Refused,
    Sheet,
    guess,
    leaks,
    left_out,
    sensitive_columns,
    signature,
    trial,
    words_of,
)
from alongside.programmes.sheets.blanking import blanker_of
from alongside.programmes.sheets.folding import fold

REFUSED = "refused"
#: So many kinds of problem, and so many questions, stand on the page; the file of refused rows has all.
SHOWN = 200
WORDS_SHOWN = 40
#: After so many rows the run notes how far it is.
STEP = 1000


def judged(
    sheet: Sheet, mapping: Mapping, *, out: dict[str, str], programme: Programme | None = None, known: Known | None = None
) -> Iterator[dict]:
    """Every row as a line of the result. Without `known` nobody is looked for; without `programme` no age is asked."""
    column_of = {}
    for column in sheet.columns:
        column_of.setdefault(mapping.field_of(column), column)
    taken: set = set()
    for row in trial(sheet, mapping, out=out):
        line: dict = {"n": row.number, "k": READY, "p": row.person}
        problems = [[p.column, p.sentence, p.word] for p in row.problems]
        if row.person is not None:
            problems = [[column_of.get(key, ""), sentence, ""] for key, sentence in own_problems(row.person, programme)]
        if problems:
            yield {"n": row.number, "k": REFUSED, "x": problems, "h": row.row.hidden}
            continue
        if known is not None:
            line["k"], people, line["b"] = known.judge(row.person)
            line["w"] = [str(pk) for pk in people]
            if line["k"] == SAME and people[0] in taken:
                line["k"] = ASK
            taken.update(people if line["k"] == SAME else ())
        if row.questions and line["k"] == READY:
            line |= {"k": ASK, "o": row.questions[0].other_row, "x": [[q.column, q.sentence, ""] for q in row.questions]}
        if row.row.hidden:
            line["h"] = True
        yield line


class Sum:
    """What the page says about all rows. Bounded whatever the sheet holds."""

    def __init__(self, vocabulary: Vocabulary | None = None):
        self.counts = Counter({READY: 0, REFUSED: 0, SAME: 0, ASK: 0})
        self.problems: dict[tuple[str, str, str], list[int]] = {}
        self.times: Counter = Counter()
        self.asks: list[dict] = []
        self.unknown: Counter = Counter()
        self.strange: Counter = Counter()
        self.hidden = 0
        self.vocabulary = vocabulary

    def add(self, line: dict) -> dict:
        self.counts[line["k"]] += 1
        self.hidden += bool(line.get("h"))
        if line["k"] == REFUSED:
            for key in map(tuple, line["x"]):
                if key in self.problems or len(self.problems) < SHOWN:
                    self.times[key] += 1
                    rows = self.problems.setdefault(key, [])
                    if len(rows) < 8:
                        rows.append(line["n"])
                else:
                    self.times["more"] += 1
            return line
        if line["k"] == ASK and len(self.asks) < SHOWN:
            self.asks.append({key: line[key] for key in ("n", "w", "b", "o", "x") if key in line} | {"name": line["p"]["name"]})
        person = line["p"]
        self.unknown["languages"] += not person.get("languages")
        self.unknown["availability"] += not person.get("availability")
        self.unknown["adult"] += not (person.get("adult") or person.get("birth_year"))
        self.unknown["reach"] += not (person.get("email") or person.get("phone") or person.get("whatsapp"))
        if self.vocabulary is not None:
            for words in terms(person, self.vocabulary)[1].values():
                for word in words:
                    if word in self.strange or len(self.strange) < SHOWN:
                        self.strange[word] += 1
        return line

    def as_json(self) -> dict:
        return {
            "counts": dict(self.counts),
            "problems": [
                {"column": key[0], "sentence": key[1], "word": key[2], "rows": rows, "times": self.times[key]} for key, rows in self.problems.items()
            ],
            "more": self.times["more"],
            "asks": self.asks,
            "unknown": {name: n for name, n in self.unknown.items() if n},
            "strange": [word for word, _n in self.strange.most_common(12)],
            "strange_count": len(self.strange),
            "hidden": self.hidden,
        }


def key_of(run: ImportRun) -> str:
    """A digest of what the trial depends on: another key means another trial."""
    mapping = Mapping.from_json(run.mapping).as_json() if run.mapping else {}
    parts = [str(run.programme_id), run.side, run.columns.get("sheet", ""), mapping]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def facts_of(sheet: Sheet) -> dict:
    """What the page says about a sheet before anything is decided. No value of a column that is left out, nor text with it."""
    sensitive = sensitive_columns(sheet)
    without_leaks = blanker_of(sheet, [at for at, column in enumerate(sheet.columns) if column not in sensitive], sensitive)
    examples: dict[str, list[str]] = {column: [] for column in sheet.columns}
    filled: Counter = Counter()
    for row in sheet.sample():
        for column, cell, shown in zip(sheet.columns, row.cells, without_leaks(row), strict=True):
            filled[column] += bool(cell)
            short = shown[:60] + ("…" if len(shown) > 60 else "")
            if short and column not in sensitive and len(examples[column]) < 3 and short not in examples[column]:
                examples[column].append(short)
    return {
        "headings": list(sheet.columns),
        "examples": examples,
        "filled": dict(filled),
        "notes": list(sheet.notes),
        "sheet": sheet.sheet_name,
        "sheets": [sheet.sheet_name, *sheet.other_sheets] if sheet.other_sheets else [],
        "rows": sheet.row_count,
    }


def note(run_id, **parts) -> ImportRun:
    """Set parts of what the run remembers beside its columns; other parts stay as they are now."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        run.columns = run.columns | parts
        run.save(update_fields=["columns"])
    return run


def try_soon(run: ImportRun) -> None:
    """Let the worker try the sheet. A small one is tried by the page itself, so the worker comes only if that broke off."""
    later = None if not files.is_small(run.pk) else clock.now() + timedelta(seconds=30)
    jobs.enqueue("alongside.programmes.actions.importing.try_out", after=later, run_id=run.pk)


def try_out(run_id) -> None:
    """Read the sheet, propose a mapping if there is none, judge every row, write down the sum. Harmless to repeat."""
    run = ImportRun.objects.select_related("by", "programme__organisation").filter(pk=run_id, started_at=None).first()
    if run is None or run.columns.get("work") not in ("reading", "trying"):
        return
    with translation.override(run.by.page_language if run.by else "en"):
        try:
            with files.open_sheet(run.pk, run.file_name, run.columns.get("sheet", "")) as sheet:
                if not run.side:
                    ImportRun.objects.filter(pk=run.pk).update(rows_total=sheet.row_count)
                    note(run.pk, **facts_of(sheet), work="")
                    return
                _try(run, sheet)
        except Refused as refusal:
            note(run.pk, work="refused", refusal=refusal.sentence)


def _try(run: ImportRun, sheet: Sheet) -> None:
    begun_with = key_of(run)
    sensitive = sensitive_columns(sheet)
    mapping = Mapping.from_json(run.mapping) if run.mapping else remembered(run, sheet) or guess(sheet, run.side)
    telling = leaks(sheet, _with_texts(mapping, sheet), sensitive)
    for leak in telling:
        # Out, until somebody has read the sentence and chooses a field for the column all the same.
        if leak.column not in mapping.taken_although and mapping.field_of(leak.column) != LEAVE_OUT:
            mapping.columns[leak.column] = LEAVE_OUT
            mapping.confidence[leak.column] = "look"
            mapping.why[leak.column] = leak.sentence
    run.mapping = mapping.as_json()
    out = left_out(sheet, mapping)
    found = {
        "key": key_of(run),
        "faults": mapping.faults(sheet),
        "sensitive": {column: out[column] for column in sensitive},
        "leaks": {leak.column: {"sentence": leak.sentence, "cells": leak.cells} for leak in telling},
        "words": _words(sheet, mapping),
        "fingerprint": fingerprint(home_of(run), run.programme),
    }
    result = Sum(vocabulary_of(run.programme))
    if not found["faults"]:
        principal = principal_for(run.by) if run.by else None
        known = index(principal, home_of(run), run.programme, run.side)
        lines = judged(sheet, mapping, out=out, programme=run.programme, known=known)
        files.write_results(files.folder(run.pk), _counted(run, sheet.row_count, lines, result))
    with transaction.atomic():
        standing = ImportRun.objects.select_for_update().get(pk=run.pk)
        if key_of(standing) != begun_with or standing.started_at:
            return  # somebody changed a column while this ran: their trial follows
        standing.mapping = run.mapping
        standing.rows_total = sheet.row_count
        standing.columns = standing.columns | facts_of(sheet) | {"trial": found | result.as_json(), "left_out": out, "work": ""}
        standing.save(update_fields=["mapping", "rows_total", "columns"])


def _counted(run: ImportRun, total: int, lines: Iterator[dict], result: Sum) -> Iterator[dict]:
    for number, line in enumerate(lines, 1):
        if number % STEP == 0:
            ImportRun.objects.filter(pk=run.pk, started_at=None).update(rows_done=number, rows_total=total)
        yield result.add(line)
    ImportRun.objects.filter(pk=run.pk, started_at=None).update(rows_done=0)


def _with_texts(mapping: Mapping, sheet: Sheet) -> Mapping:
    """The mapping as it would be if the columns that stay out for now came in as text: which of them would tell?"""
    columns = dict(mapping.columns)
    for column, why in mapping.why.items():
        if mapping.field_of(column) == LEAVE_OUT and mapping.confidence.get(column) == "look" and why:
            columns[column] = "about"
    return Mapping(side=mapping.side, columns={c: k for c, k in columns.items() if c in sheet.columns})


def _words(sheet: Sheet, mapping: Mapping) -> dict[str, list[dict]]:
    """Words to settle first, then those settled already, as many as a page can hold."""
    chosen = {column: set(mapping.word_meanings(column)) for column in mapping.words}
    result = {}
    for column, words in words_of(sheet, mapping).items():
        open_ones = [word for word in words if not word.settled or fold(word.text) in chosen.get(column, ()) or word.options]
        shown = open_ones[:WORDS_SHOWN] + [word for word in words if word not in open_ones][:6]
        result[column] = [asdict(word) for word in shown]
    return result


def remembered(run: ImportRun, sheet: Sheet) -> Mapping | None:
    """The mapping of the last sheet with these headings, in this sheet's own spelling of them; None if there was none."""
    last = RememberedMapping.objects.filter(
        organisation_id=home_of(run), side=run.side, signature=signature(sheet.columns)
    ).first()
    if last is None:
        return None
    here = {fold(column): column for column in sheet.columns}
    data = dict(last.mapping)
    for part in ("columns", "words", "date_order", "hours_language"):
        data[part] = {here[fold(column)]: value for column, value in data.get(part, {}).items() if fold(column) in here}
    mapping = Mapping.from_json(data)
    mapping.why = {column: _("As with your last sheet.") for column in mapping.columns if mapping.columns[column] != LEAVE_OUT}
    mapping.confidence = {column: "clear" for column in mapping.columns}
    return mapping


def remember(run: ImportRun) -> None:
    """Keep the mapping for the next sheet with the same headings. Decisions about free text are asked anew each time."""
    data = {key: part for key, part in run.mapping.items() if key not in ("why", "confidence", "taken_although", "leave_hidden_rows")}
    RememberedMapping.objects.update_or_create(
        organisation_id=home_of(run), side=run.side, signature=signature(run.columns["headings"]),
        defaults={"mapping": data, "at": clock.now()},
    )  # fmt: skip


def vocabulary_of(programme: Programme) -> Vocabulary:
    """The words of the programme's organisation. One query."""
    return Vocabulary(Term.objects.filter(Q(organisation=None) | Q(organisation_id=programme.organisation_id), active=True))


def home_of(run: ImportRun):
    """Whose people they become: a partner's coordinator brings people of the partner, not of the programme's owner."""
    if run.by is not None:
        for grant in principal_for(run.by).grants:
            if grant.programme_id == run.programme_id and grant.role == "coordinator":
                return grant.organisation_id
    return run.programme.organisation_id
