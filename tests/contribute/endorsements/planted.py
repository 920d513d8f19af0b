"""A made-up export of any size in which it is known what each row is: the same for a size.

Names are built so that no two are near each other, but for those that are planted to be.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

STATEMENT = "open-on-saturdays"
CLOSES = date(2026, 6, 30)
HEADERS = ("Timestamp", "Your name", "I sign as", "Organisation", "Country", "E-mail", "Consent")

PROCESS = """\
id: many
title: Opening hours of very many libraries
short_title: Opening hours
description: A made-up record, for measuring.
domain: many.example
opened: 2026-01-01
languages: [en]
zone: Europe/Zurich
stages: []
groups: []
topics: []
source: https://a.example
"""
STATEMENT_TEXT = f"""\
---
title: Open on Saturdays
when: 2026-03-01
endorsement:
  closes:
    when: {CLOSES}
    source: https://a.example
source: https://a.example
---

Open the branches on Saturdays.
"""

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
_GIVEN = "Amina Bertil Chidera Dagny Efrain Fatou Gudrun Haruki Ingrid Jomo".split()
_COUNTRIES = (("Norway", "NO"), ("Schweiz", "CH"), ("Côte d’Ivoire", "CI"), ("日本", "JP"))


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is to be left out."""

    line: int
    outcome: str
    reason: str
    remedy: str
    cells: tuple[str, ...]
    """Without the column of e-mail addresses."""


@dataclass
class Planted:
    """An export, the records that are there before, and what is to become of each row."""

    content: bytes = b""
    records: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    left: list[Left] = field(default_factory=list)
    paths: dict[int, str] = field(default_factory=dict)
    """The record of each row that makes one, by line."""


def write_records(planted: Planted, root: Path) -> None:
    for path, text in planted.records.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def planted(rows: int) -> Planted:
    """An export with as many rows."""
    maker = _Maker()
    for number in range(rows):
        maker.row(number)
    made = maker.made
    made.content = "".join(maker.lines).encode()
    return made


def word(number: int) -> str:
    """A word of four syllables, of which any two numbers' differ in at least two."""
    size = len(_SYLLABLES)
    digits = [number % size, number // size % size, number // size // size % size]
    digits.append(sum(digits) % size)
    return "".join(_SYLLABLES[digit] for digit in digits).title()


class _Maker:
    """Writes row after row, and what is to become of it."""

    def __init__(self) -> None:
        self.made = Planted()
        self.lines: list[str] = []
        self.line = 1
        self.lot = random.Random(7)  # noqa: S311
        self.people: list[tuple[int, tuple[str, ...]]] = []
        self.bodies: list[tuple[int, tuple[str, ...]]] = []
        self.made.records = {
            "data/process.yaml": PROCESS,
            f"data/statements/{STATEMENT}.md": STATEMENT_TEXT,
        }
        self._write(HEADERS)

    def row(self, number: int) -> None:
        kind = number % 100
        plants = {
            7: self.again, 17: self.again_in_capitals, 27: self.legal_form, 37: self.late,
            47: self.recorded, 57: self.changed, 61: self.unclosed, 67: self.too_many,
            71: self.hidden, 77: self.formula, 81: self.markup, 87: self.no_consent,
            91: self.nowhere, 97: self.two_lines,
        }  # fmt: skip
        plant = plants.get(kind)
        if plant is not None:
            plant(number)
        elif kind % 5 == 3:
            self.body(number)
        else:
            self.person(number)

    # --- rows that make records

    def person(self, number: int) -> None:
        cells = self._cells(number, f"{_GIVEN[number % len(_GIVEN)]} {word(number)}", "", "person")
        self.people.append((self.line, cells))
        self._new(cells, cells[1])

    def body(self, number: int) -> None:
        cells = self._cells(number, "", f"Union {word(number)}", "organisation")
        self.bodies.append((self.line, cells))
        self._new(cells, cells[3])

    def two_lines(self, number: int) -> None:
        """A quoted line feed, which moves the numbers of all rows after it."""
        name = f"Union {word(number)}"
        cells = self._cells(number, "", name.replace(" ", "\n"), "organisation")
        self._new(cells, name)

    def markup(self, number: int) -> None:
        name = f'O"Neil & Sons: #{word(number)}, no: yes'
        cells = self._cells(number, name, "", "person")
        self.made.paths[self.line] = self._path(f"o-neil-sons-{word(number).lower()}-no-yes")
        self._count("new")
        self._write(cells)

    # --- rows that are of somebody who is there

    def again(self, number: int) -> None:
        _, cells = self.lot.choice(self.people)
        later = ("2026-06-29 10:00:00", *cells[1:])
        self._count("same")
        self._write(later)

    def again_in_capitals(self, number: int) -> None:
        _, cells = self.lot.choice(self.bodies)
        self._count("same")
        self._write((*cells[:3], f"  {cells[3].upper()} ", *cells[4:]))

    def recorded(self, number: int) -> None:
        name = f"Recorded {word(number)}"
        self._record(name, 'country: "NO"\ndate: 2026-03-02\n')
        self._count("same")
        self._write((self._day(number), name, "person", "", "NOR", "", "yes"))

    def changed(self, number: int) -> None:
        name = f"Recorded {word(number)}"
        path = self._record(name, "date: 2026-03-02\n")
        cells = (self._day(number), name, "person", "", "Norge", "", "yes")
        reason = f"{path}: country (none) → NO"
        self._leave(cells, "changed", reason, "Say --update to write it, or correct the record")

    # --- rows that are left out

    def legal_form(self, number: int) -> None:
        line, cells = self.lot.choice(self.bodies)
        remedy = "If it is, leave this row out; if they are two, say --accept-doubtful"
        told = (*cells[:3], f"{cells[3]} GmbH", *cells[4:])
        self._leave(told, "doubtful", f"it may be '{cells[3]}' (line {line})", remedy)

    def late(self, number: int) -> None:
        cells = self._cells(number, f"Amina {word(number)}", "", "person")
        # Ten at night in UTC is midnight in Zurich.
        cells = ("2026-06-30T22:00:01Z", *cells[1:])
        reason = (
            "it came on 2026-07-01 at 00:00, after endorsing closed on 2026-06-30 (Europe/Zurich)"
        )
        remedy = "A late one cannot be added; if the date is wrong, correct it"
        self._leave(cells, "refused", reason, remedy)

    def unclosed(self, number: int) -> None:
        line = f'{self._day(number)},"Amina {word(number)},person,,Norway,,yes'
        reason = "a quotation mark in it is not closed, or stands inside a text"
        self._leave(
            tuple(line.split(",")),
            "refused",
            reason,
            'Close it, or write it twice: ""',
            f"{line}\n",
        )

    def too_many(self, number: int) -> None:
        cells = (*self._cells(number, f"Amina {word(number)}", "", "person"), "and more")
        reason = "it has 8 cells, and there are 7 columns"
        remedy = "Put a text that holds the separator into quotation marks"
        self._leave(cells, "refused", reason, remedy)

    def hidden(self, number: int) -> None:
        cells = self._cells(number, f"Amina \u202e{word(number)}", "", "person")
        reason = "the name holds a character that cannot be seen (U+202E)"
        shown = (cells[0], cells[1].replace("\u202e", "\ufffd"), *cells[2:])
        self._leave(cells, "refused", reason, "Delete it, or type the text again", shown=shown)

    def formula(self, number: int) -> None:
        name = f"=HYPERLINK({word(number)})"
        cells = self._cells(number, name, "", "person")
        reason = f"its name begins with '=', as a formula does: '{name}'"
        shown = (cells[0], f"'{name}", *cells[2:])
        self._leave(cells, "refused", reason, "Write the name itself", shown=shown)

    def no_consent(self, number: int) -> None:
        cells = (*self._cells(number, f"Amina {word(number)}", "", "person")[:-1], "No")
        reason = "it does not consent: 'Consent' is answered with 'No'"
        remedy = "Ask the signatory; a person is named only with consent"
        self._leave(cells, "refused", reason, remedy)

    def nowhere(self, number: int) -> None:
        cells = self._cells(number, f"Amina {word(number)}", "", "person")
        cells = (*cells[:4], "Atlantis", *cells[5:])
        reason = "the country 'Atlantis' is not known, or is more than one"
        remedy = "Write its name or its code of two letters, such as NO"
        self._leave(cells, "doubtful", reason, remedy)

    # --- what all need

    def _cells(self, number: int, name: str, body: str, kind: str) -> tuple[str, ...]:
        country = _COUNTRIES[number % len(_COUNTRIES)][0]
        mail = f"somebody{number}@reader.example"
        return (self._day(number), name, kind, body, country, mail, "yes")

    @staticmethod
    def _day(number: int) -> str:
        return f"{date(2026, 3, 2) + timedelta(days=number % 100)} 14:02:{number % 60:02}"

    def _new(self, cells: tuple[str, ...], name: str) -> None:
        self.made.paths[self.line] = self._path(name.lower().replace(" ", "-"))
        self._count("new")
        self._write(cells)

    @staticmethod
    def _path(id: str) -> str:
        return f"data/endorsements/{STATEMENT}/{id}.yaml"

    def _record(self, name: str, fields: str) -> str:
        path = self._path(name.lower().replace(" ", "-"))
        text = f"name: {name}\nkind: individual\n{fields}source: https://a.example\n"
        self.made.records[path] = text
        return path

    def _leave(
        self,
        cells: tuple[str, ...],
        outcome: str,
        reason: str,
        remedy: str,
        raw: str | None = None,
        shown: tuple[str, ...] | None = None,
    ) -> None:
        told = shown or cells
        kept = (*told[:5], *told[6:])
        self.made.left.append(Left(self.line, outcome, reason, remedy, kept))
        self._count(outcome)
        self._write(cells, raw)

    def _count(self, outcome: str) -> None:
        self.made.counts[outcome] += 1

    def _write(self, cells: tuple[str, ...], raw: str | None = None) -> None:
        text = raw
        if text is None:
            line = io.StringIO()
            csv.writer(line, lineterminator="\n").writerow(cells)
            text = line.getvalue()
        self.lines.append(text)
        self.line += text.count("\n")


def report(made: Planted, *, again: bool = False) -> str:
    """The whole report that is to be; `again`: of an import that runs a second time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    kept = (*HEADERS[:5], *HEADERS[6:])
    writer.writerow(("line", "outcome", "reason", "remedy", *kept))
    for left in made.left:
        reason = _by_path(left.reason, made.paths) if again else left.reason
        writer.writerow((left.line, left.outcome, reason, left.remedy, *left.cells))
    return "\ufeff" + text.getvalue()


def _by_path(reason: str, paths: dict[int, str]) -> str:
    head, found, line = reason.partition(" (line ")
    return f"{head} ({paths[int(line[:-1])]})" if found else reason


def files_of(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()
