"""Runs as a process of its own: turns one XLSX into lines of JSON, under limits of memory, time and size.

    python -I workbook_child.py WORKBOOK FOLDER MEGABYTES SECONDS [SHEET NAME]

It writes FOLDER/rows.jsonl, one line `[row number, {column index: text}, hidden, {column index: fault}]` for
each row that holds anything, and FOLDER/meta.json. It imports nothing of ours and speaks no language: faults
are codes, which `workbooks` puts into words.

The reader is our own, on expat, and not openpyxl's: that one keeps every string and style in memory (296 KB of
file became 621 MB), does not tell merged or hidden cells when it streams, and gives up on faulty styles, of which
a list of people needs nothing. As defusedxml does, it refuses any document type, hence any entity.
"""

import datetime
import json
import os
import posixpath
import re
import sys
import zipfile
from xml.parsers import expat

BIGGEST_PART = 400 * 1024 * 1024
BIGGEST_RATIO = 250  # deflate reaches 1,032; real sheets, even of one repeated word, stay below 100
RATIO_FROM = 8 * 1024 * 1024
MOST_STRINGS = 4_000_000
LONGEST_TEXT = 32_767
MOST_MERGES = 20_000
MOST_COLUMNS = 300
MOST_ROWS = 100_000
CHUNK = 1 << 17


class Bad(Exception):
    """The workbook is refused; the argument is a code."""


def limit(megabytes, seconds):
    try:
        import resource
    except ImportError:  # Windows has no such limits; size caps and the parent's clock remain
        return
    size = megabytes * 1024 * 1024
    for what, value in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CPU, seconds),
                        (resource.RLIMIT_FSIZE, 300 * 1024 * 1024), (resource.RLIMIT_CORE, 0)):
        try:
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (value if hard < 0 else min(value, hard), hard))
        except (OSError, ValueError):  # macOS knows no RLIMIT_AS
            continue


def parse(archive, part, start, end=None, text=None):
    """Stream one part through expat, counting what really comes out of it."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        raise Bad("broken") from None
    local = {}

    def name(raw):
        if raw not in local:
            local[raw] = raw.rpartition(":")[2]
        return local[raw]

    def refuse(*_args):
        raise Bad("entity")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = lambda raw, attributes: start(name(raw), attributes)
    if end:
        parser.EndElementHandler = lambda raw: end(name(raw))
    if text:
        parser.CharacterDataHandler = text
    seen = 0
    with archive.open(info) as stream:
        while block := stream.read(CHUNK):
            seen += len(block)
            if seen > BIGGEST_PART or (seen > RATIO_FROM and seen > BIGGEST_RATIO * max(info.compress_size, 1)):
                raise Bad("bomb")
            parser.Parse(block, False)
        parser.Parse(b"", True)


def attribute(attributes, wanted):
    for key, value in attributes.items():
        if key == wanted or key.endswith(":" + wanted):
            return value
    return None


def book(archive):
    """([(name, part, visible)], whether dates count from 1904, shared strings part, styles part)."""
    names = set(archive.namelist())
    root = next((n for n in ("xl/workbook.xml", "xl/workbook2.xml") if n in names), None)
    if root is None:
        found = []

        def office(tag, attributes):
            if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                found.append(attributes.get("Target", "").lstrip("/"))

        if "_rels/.rels" in names:
            parse(archive, "_rels/.rels", office)
        root = next((n for n in found if n in names), None)
        if root is None:
            raise Bad("no_workbook")
    targets, kinds = {}, {}
    folder, base = posixpath.split(root)

    def relation(tag, attributes):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets[attributes.get("Id")] = path
            kinds.setdefault(attributes.get("Type", "").rpartition("/")[2], path)

    parse(archive, f"{folder}/_rels/{base}.rels", relation)
    sheets, epoch = [], [False]

    def workbook(tag, attributes):
        if tag == "sheet" and len(sheets) < 200:
            part = targets.get(attribute(attributes, "id"))
            if part in names:
                sheets.append((attributes.get("name", "?")[:80], part, attributes.get("state", "visible") == "visible"))
        elif tag == "workbookPr":
            epoch[0] = attributes.get("date1904") in ("1", "true")

    parse(archive, root, workbook)
    return sheets, epoch[0], kinds.get("sharedStrings"), kinds.get("styles")


def shared_strings(archive, part):
    strings, current = [], []
    inside = phonetic = False
    if not part or part not in archive.namelist():
        return strings

    def start(tag, _attributes):
        nonlocal inside, phonetic
        if tag == "t":
            inside = not phonetic
        elif tag == "rPh":
            phonetic = True

    def end(tag):
        nonlocal inside, phonetic
        if tag == "t":
            inside = False
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(unescaped("".join(current)[:LONGEST_TEXT]))
            current.clear()
            if len(strings) > MOST_STRINGS:
                raise Bad("bomb")

    parse(archive, part, start, end, lambda data: current.append(data) if inside else None)
    return strings


def unescaped(text):
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def number_kinds(archive, part):
    """For each cell style: "date", "time", "datetime", "percent" or ""."""
    formats, kinds, inside = {}, [], [False]
    if not part or part not in archive.namelist():
        return kinds

    def kind(number):
        code = formats.get(number)
        if code is None:
            if number in (9, 10):
                return "percent"
            if number in (18, 19, 20, 21, 45, 46, 47):
                return "time"
            if number == 22:
                return "datetime"
            return "date" if 14 <= number <= 17 or 27 <= number <= 36 or 50 <= number <= 58 else ""
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code).split(";")[0].lower()
        if "%" in code:
            return "percent"
        has_date, has_time = bool(re.search(r"[yd]|mmm", code)), bool(re.search(r"[hs]", code))
        if has_date:
            return "datetime" if has_time else "date"
        return "time" if has_time else ""

    def start(tag, attributes):
        if tag == "numFmt" and len(formats) < 5000:
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")[:200]
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0] and len(kinds) < 70_000:
            kinds.append(int(attributes.get("numFmtId", 0)))

    def end(tag):
        if tag == "cellXfs":
            inside[0] = False

    try:
        parse(archive, part, start, end)
    except (expat.ExpatError, ValueError):
        return []
    return [kind(number) for number in kinds]


def as_text(raw, kind, epoch1904):
    """(text, fault) of a number as a person sees it."""
    try:
        number = float(raw)
    except ValueError:
        return raw, ""
    if number != number or number in (float("inf"), float("-inf")):
        return raw, "error"
    if kind in ("date", "datetime", "time") and 0 <= number < 2_958_466:
        minutes = round((number % 1) * 1440)
        clock = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        if kind == "time" and number < 1:
            return clock, ""
        days = int(number) + (1462 if epoch1904 else 0) + minutes // 1440
        # Excel believes in 29 February 1900; days before it are one further on.
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=days + (1 if days < 60 else 0))
        return (day.isoformat() + (f" {clock}" if minutes % 1440 else "")), ""
    if kind == "percent":
        return f"{number * 100:.10g}%", ""
    if number == int(number) and abs(number) < 1e17:
        # Beyond 15 digits Excel has replaced the rest with zeros.
        return str(int(number)), ("digits" if abs(number) >= 1e15 else "")
    return f"{number:.15g}", ""


def column_index(reference):
    index = 0
    for letter in reference:
        if "A" <= letter <= "Z":
            index = index * 26 + ord(letter) - 64
        else:
            break
    return index - 1


class SheetReader:
    """Writes the rows of one sheet as they stream by."""

    def __init__(self, out, strings, kinds, epoch1904):
        self.out, self.strings, self.kinds, self.epoch1904 = out, strings, kinds, epoch1904
        self.row_count = self.widest = self.row = self.column = 0
        self.hidden_rows = 0
        self.merges, self.hidden_columns = [], []
        self.cells, self.faults = {}, {}
        self.hidden = self.taking = self.has_formula = self.has_value = False
        self.type = self.style = ""
        self.pieces = []

    def start(self, tag, attributes):
        if tag == "c":
            reference = attributes.get("r")
            self.column = column_index(reference) if reference else self.column + 1
            self.type, self.style = attributes.get("t", "n"), attributes.get("s")
            self.has_formula = self.has_value = False
            self.pieces.clear()
        elif tag == "v" or (tag == "t" and self.type == "inlineStr"):
            self.taking = self.has_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            number = attributes.get("r")
            self.row = int(number) if number else self.row + 1
            self.column = -1
            self.hidden = attributes.get("hidden") in ("1", "true")
        elif tag == "col":
            if attributes.get("hidden") in ("1", "true"):
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.hidden_columns.extend(range(first - 1, min(last, MOST_COLUMNS)))
        elif tag == "mergeCell" and len(self.merges) < MOST_MERGES:
            match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", attributes.get("ref", ""))
            if match:
                self.merges.append((int(match[2]), column_index(match[1]), int(match[4]), column_index(match[3])))

    def text(self, data):
        if self.taking:
            self.pieces.append(data)

    def end(self, tag):
        if tag in ("v", "t"):
            self.taking = False
        elif tag == "c":
            self.close_cell()
        elif tag == "row":
            self.close_row()

    def close_cell(self):
        raw = "".join(self.pieces)[:LONGEST_TEXT]
        fault = ""
        if self.type == "s":
            at = int(raw) if raw.strip().isdigit() else -1
            raw, fault = (self.strings[at], "") if 0 <= at < len(self.strings) else ("", "error" if raw else "")
        elif self.type == "e":
            fault = "error"
        elif self.type == "b":
            raw = "TRUE" if raw.strip() == "1" else "FALSE"
        elif self.type in ("inlineStr", "str"):
            raw = unescaped(raw)
        elif self.type == "d":
            raw = raw.replace("T", " ")[:16].removesuffix(" 00:00")
        elif raw:
            kind = self.kinds[int(self.style)] if self.style and int(self.style) < len(self.kinds) else ""
            raw, fault = as_text(raw, kind, self.epoch1904)
        if self.has_formula and not raw and self.type != "str":
            fault = "formula"
        if raw or fault:
            if not 0 <= self.column < 16_384:
                raise Bad("broken")
            self.cells[self.column] = raw
            if fault:
                self.faults[self.column] = fault

    def close_row(self):
        if any(text.strip() for text in self.cells.values()) or self.faults:
            self.row_count += 1
            if self.row_count > MOST_ROWS + 200:
                raise Bad("rows")
            self.hidden_rows += self.hidden
            self.widest = max(self.widest, len(self.cells))
            if max(self.cells) >= MOST_COLUMNS + 100:
                raise Bad("columns")
            json.dump([self.row, self.cells, int(self.hidden), self.faults], self.out, separators=(",", ":"))
            self.out.write("\n")
        self.cells.clear()
        self.faults.clear()


def convert(source, folder, wanted):
    with zipfile.ZipFile(source) as archive:
        infos = archive.infolist()
        if len(infos) > 5000:
            raise Bad("bomb")
        if any(info.flag_bits & 1 for info in infos):
            raise Bad("password")
        sheets, epoch1904, strings_part, styles_part = book(archive)
        strings = shared_strings(archive, strings_part)
        kinds = number_kinds(archive, styles_part)
        candidates = [s for s in sheets if s[0] == wanted] if wanted else sorted(sheets, key=lambda s: not s[2])
        if wanted and not candidates:
            raise Bad("no_sheet")
        chosen = reader = None
        for name, part, visible in candidates:
            # A sheet of one column is taken only if no other has a table: it is mostly a “read me”.
            with open(os.path.join(folder, "rows.next"), "w", encoding="utf-8") as out:
                trying = SheetReader(out, strings, kinds, epoch1904)
                parse(archive, part, trying.start, trying.end, trying.text)
            if trying.row_count >= 2 and (chosen is None or (trying.widest >= 2 > reader.widest)):
                chosen, reader = (name, visible), trying
                os.replace(os.path.join(folder, "rows.next"), os.path.join(folder, "rows.jsonl"))
                if trying.widest >= 2:
                    break
        if os.path.exists(os.path.join(folder, "rows.next")):
            os.remove(os.path.join(folder, "rows.next"))
        if chosen is None:
            raise Bad("empty")
        return {"sheet": chosen[0], "sheet_hidden": not chosen[1], "others": [s[0] for s in sheets if s[0] != chosen[0]],
                "rows": reader.row_count, "hidden_rows": reader.hidden_rows, "merges": reader.merges,
                "hidden_columns": sorted(set(reader.hidden_columns))}


def main(arguments):
    source, folder, megabytes, seconds = arguments[:4]
    limit(int(megabytes), int(seconds))
    try:
        meta = convert(source, folder, arguments[4] if len(arguments) > 4 else "")
    except Bad as bad:
        meta = {"refused": bad.args[0]}
    except MemoryError:
        meta = {"refused": "memory"}
    except Exception:  # whatever a hostile file found: the parent answers with a sentence
        meta = {"refused": "broken"}
    with open(os.path.join(folder, "meta.json"), "w", encoding="utf-8") as out:
        json.dump(meta, out)


if __name__ == "__main__":
    main(sys.argv[1:])
