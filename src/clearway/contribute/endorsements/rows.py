"""A row of an export as a signatory: what it says, what is doubtful about it, or why it is refused.

Text from a form is data: it is cleaned of what is unseen, never read as markup, and refused where
no name could look like that. `cell` reads the text of a cell, `who` and `particulars` what several
say together, `reading` all of a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from unicodedata import normalize
from zoneinfo import ZoneInfo

from clearway.contribute.endorsements.answer_days import Order, ParsedDay, read_moment
from clearway.contribute.endorsements.columns import Column, TableRow
from clearway.contribute.endorsements.encoding import ungarbled
from clearway.contribute.endorsements.geography import country_of, group_of
from clearway.contribute.endorsements.phrases import (
    ANONYMOUS,
    NO_NAME,
    NOTHING,
    NOWHERE,
    Field,
    agrees,
    kind_of,
    plain,
)
from clearway.errors import AnswerError
from clearway.problems import HIDDEN, quoted
from clearway.records.dates.when import read_when
from clearway.records.endorsing import Closing
from clearway.records.fields.text import SILENT, illegible
from clearway.records.kinds.statement import SignatoryKind
from clearway.records.rules.contact import contact_data

# --- A row while it is read, what it is read by, and what comes of it


@dataclass(frozen=True, slots=True)
class ImportedSignatory:
    """What one row says. What it does not say is None; `doubts` are what somebody must look at.

    `name` is '' for a person who signs as 'Anonymous'.
    """

    line: int
    name: str
    kind: SignatoryKind
    affiliation: str | None = None
    role: str | None = None
    group: str | None = None
    country: str | None = None
    date: date | None = None
    doubts: tuple[Why, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """When a statement takes endorsements, in its own zone."""

    zone: ZoneInfo
    today: date
    opens: date | None = None
    closing: Closing | None = None


@dataclass(frozen=True)
class ImportForm:
    """How the rows of one export are to be read."""

    columns: Sequence[Column]
    groups: Mapping[str, str]
    period: Period
    order: Order | None = None
    kind: SignatoryKind | None = None
    export_zone: ZoneInfo | None = None

    @cached_property
    def places(self) -> Mapping[Field, tuple[int, ...]]:
        found: dict[Field, tuple[int, ...]] = {}
        for column in self.columns:
            if column.field is not None:
                found[column.field] = (*found.get(column.field, ()), column.index)
        return found


OF_PEOPLE = (Field.NAME, Field.GIVEN, Field.FAMILY)
"""No and Na are family names."""


@dataclass
class RowReading:
    """A row while it is read."""

    row: TableRow
    form: ImportForm
    doubts: list[Why] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def said(self, column: Field) -> str:
        """The answer in the first column for a field that has one. Raises AnswerError."""
        for index in self.form.places.get(column, ()):
            if index < len(self.row.cells):
                text = clean(self.row.cells[index])
                if text:
                    return seen(text, column)
        return ""

    def words(self, column: Field) -> str:
        """As `said`, without contact data, and empty for 'n/a' and its like."""
        text, found = without_contact(self.said(column))
        if found:
            self.notes.append(f"an e-mail address or telephone number was left out of the {column}")
        return "" if plain(text) in (NO_NAME if column in OF_PEOPLE else NOTHING) else text


# --- The text of a cell: cleaned of what is unseen and of contact data, or refused


MOST = 300
"""Characters that a name, affiliation or role may have."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason and a remedy, as clauses."""

    reason: str
    remedy: str


_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")


def clean(cell: str) -> str:
    """A cell as one line, composed (NFC), without what says nothing.

    An apostrophe that a spreadsheet puts before a sign, and our own report too, goes.
    """
    bare = _ESCAPED.sub("", cell)
    return normalize("NFC", " ".join(bare.translate(SILENT).split()))


def seen(text: str, column: Field) -> str:
    hidden = HIDDEN.search(text)
    if hidden:
        raise AnswerError(
            f"the {column} holds a character that cannot be seen (U+{ord(hidden[0]):04X})",
            "Delete it, or type the text again",
        )
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise AnswerError(
            f"the {column} has letters that cannot be read: {quoted(text)}",
            "Type them again, or export the file again as UTF-8",
        )
    if len(text) > MOST:
        raise AnswerError(
            f"the {column} has {len(text):,} characters; at most {MOST} are taken", "Shorten it"
        )
    return text


_EMPTY_BRACKETS = re.compile(r"[<(\[]\s*+(?:mailto:\s*+)?[>)\]]")


def without_contact(text: str) -> tuple[str, bool]:
    """A text without e-mail addresses and telephone numbers, and whether it had any."""
    found = False
    while match := contact_data(text):
        found = True
        text = text[: match.start()] + text[match.end() :]
    if found:
        text = _EMPTY_BRACKETS.sub(" ", text)
        text = " ".join(text.split()).strip(" ,;:-–|/")
    return text, found


# --- Who signs: a person or an organisation, by a name that may be one


def who_signs(reading: RowReading) -> tuple[SignatoryKind, str, str]:
    """Kind, name and affiliation.

    For an organisation its contact person is not kept; for a person an organisation beside the
    name is an affiliation, and no more.
    """
    form = reading.form
    person = reading.words(Field.NAME) or " ".join(
        part for part in (reading.words(Field.GIVEN), reading.words(Field.FAMILY)) if part
    )
    body = reading.words(Field.ORGANISATION)
    beside = reading.words(Field.AFFILIATION)
    kind = _kind(reading, person, body)
    if kind is SignatoryKind.INDIVIDUAL:
        if not person and not _is_anonymous(reading):
            raise AnswerError("it has no name of a person", "Add the name")
        return kind, person, beside or body
    if not (person or body):
        raise AnswerError("it has no name", "Add the name")
    if not body and Field.ORGANISATION in form.places:
        raise AnswerError(
            f"it signs as an organisation and names none; its person is {quoted(person, 40)}",
            "Add the organisation's name, or write that it signs as an individual",
        )
    return kind, body or person, ""


def _is_anonymous(reading: RowReading) -> bool:
    return any(plain(reading.said(column)) in ANONYMOUS for column in OF_PEOPLE)


def _kind(reading: RowReading, person: str, body: str) -> SignatoryKind:
    form = reading.form
    answer = reading.said(Field.KIND)
    if answer:
        kind = kind_of(answer)
        if kind is None:
            raise AnswerError(
                f"{quoted(answer, 40)} says neither organisation nor individual",
                "Write organisation or individual",
            )
        return kind
    if form.kind is not None:
        return form.kind
    if person and body:
        raise AnswerError(
            f"it does not say whether {quoted(person, 40)} signs as a person or for "
            f"{quoted(body, 40)}",
            "Add a column kind with organisation or individual, or say --kind for the whole file",
        )
    if not (person or body):
        raise AnswerError("it has no name", "Add the name")
    if body:
        return SignatoryKind.ORGANISATION
    if Field.ORGANISATION in form.places or {Field.GIVEN, Field.FAMILY} & form.places.keys():
        return SignatoryKind.INDIVIDUAL
    raise AnswerError(
        "it does not say whether it signs as an organisation or as an individual",
        "Write organisation or individual",
    )


_CODE = re.compile(r"[<>{}\\|`\[\]]|\.\./|https?:|www\.|javascript:|&#|&\w+;|\$\(", re.IGNORECASE)


def check_name(name: str, reading: RowReading) -> None:
    if not any(c.isalpha() for c in name):
        raise AnswerError(f"its name {quoted(name, 40)} has no letter", "Write the name")
    if name[0] == "=":
        raise AnswerError(
            f"its name begins with '=', as a formula does: {quoted(name, 40)}",
            "Write the name itself",
        )
    unread = illegible(name)
    if unread:
        raise AnswerError(f"the name cannot be read: {unread}", "Write it as it is to be read")
    if name[0] in "+-@":
        reading.doubts.append(
            Why(f"its name begins with {name[0]!r}, as a formula does", "See whether it is a name")
        )
    meant = ungarbled(name)
    if meant is not None:
        reading.doubts.append(
            Why(
                f"its name looks garbled: it may be {quoted(meant, 60)}",
                "Export the file again as UTF-8, or correct the name",
            )
        )
    code = _CODE.search(name)
    if code:
        reading.doubts.append(
            Why(f"its name holds {quoted(code[0])}, as code or an advert does", "See whose it is")
        )


# --- What else a row says of a signatory: group, country, and the day of the endorsement


def group_in(reading: RowReading) -> str | None:
    answer = reading.said(Field.GROUP)
    if plain(answer) in NOTHING:
        return None
    found = group_of(answer, reading.form.groups)
    if found is None:
        ids = ", ".join(dict.fromkeys(reading.form.groups.values())) or "none"
        reading.doubts.append(
            Why(f"{quoted(answer, 40)} is no group of data/process.yaml", f"Use one of: {ids}")
        )
    return found


def country_in(reading: RowReading) -> str | None:
    answer = reading.said(Field.COUNTRY)
    if answer.casefold() == "na":
        told = "the country NA may be Namibia, or mean that none was given"
        reading.doubts.append(Why(told, "Write Namibia, or leave the cell empty"))
        return None
    if answer.casefold() != "no" and plain(answer) in NOWHERE:
        return None
    found = country_of(answer)
    if found is None:
        reading.doubts.append(
            Why(
                f"the country {quoted(answer, 40)} is not known, or is more than one",
                "Write its name or its code of two letters, such as NO",
            )
        )
    return found


_ANONYMOUS = "1980-01-01 00:00:00"
"""What LimeSurvey writes for a date that it was told not to keep."""


def day_in(reading: RowReading) -> date | None:
    answer = reading.said(Field.DATE)
    form, period = reading.form, reading.form.period
    if not answer:
        if _is_not_sent(reading):
            reading.doubts.append(Why("the form was started but not sent", "Ask the signatory"))
        return None
    if answer == _ANONYMOUS:
        return None
    try:
        moment = read_moment(answer, form.order, form.export_zone or period.zone)
    except AnswerError as error:
        reading.doubts.append(Why(error.message, error.remedy))
        return None
    day = moment.at.astimezone(period.zone).date() if moment.at else moment.day
    _check_late(moment, day, period)
    if day > period.today:
        reading.doubts.append(Why(f"its date {day} lies ahead", "Correct the date"))
    elif period.opens is not None and day < period.opens:
        told = f"its date {day} is before {period.opens}, when endorsing began"
        reading.doubts.append(Why(told, "Correct the date"))
    return day


def _is_not_sent(reading: RowReading) -> bool:
    """LimeSurvey lists unfinished answers, too: without a date of sending."""
    return any(
        plain(reading.form.columns[index].header) in ("date submitted", "submitdate")
        for index in reading.form.places.get(Field.DATE, ())
    )


def _check_late(moment: ParsedDay, day: date, period: Period) -> None:
    closing = period.closing
    if closing is not None and closing.is_late(moment.at or read_when(day.isoformat())):
        at = f" at {moment.at.astimezone(period.zone):%H:%M}" if moment.at else ""
        raise AnswerError(
            f"it came on {day}{at}, after endorsing closed on {closing}",
            "A late one cannot be added; if the date is wrong, correct it",
        )


# --- All of a row as a signatory, where it consents to be one


def read_signatory(row: TableRow, form: ImportForm) -> ImportedSignatory:
    """The signatory of a row. Raises AnswerError."""
    width = len(form.columns)
    if any(cell.strip() for cell in row.cells[width:]):
        raise AnswerError(
            f"it has {len(row.cells)} cells, and there are {width} columns",
            "Put a text that holds the separator into quotation marks",
        )
    reading = RowReading(row, form)
    if Field.CONSENT in form.places:
        _check_consent(reading)
    kind, name, affiliation = who_signs(reading)
    if name:
        check_name(name, reading)
    return ImportedSignatory(
        row.line,
        name,
        kind,
        affiliation or None,
        reading.words(Field.ROLE) or None if kind is SignatoryKind.INDIVIDUAL else None,
        group_in(reading),
        country_in(reading),
        day_in(reading),
        tuple(reading.doubts),
        tuple(reading.notes),
    )


def _check_consent(reading: RowReading) -> None:
    """Each question of consent must be answered, and with a yes."""
    for index in reading.form.places[Field.CONSENT]:
        cell = reading.row.cells[index] if index < len(reading.row.cells) else ""
        answer = clean(cell)
        verdict = agrees(answer)
        column = reading.form.columns[index].header
        if verdict is False:
            said = quoted(answer) if answer else "nothing"
            raise AnswerError(
                f"it does not consent: {quoted(column, 40)} is answered with {said}",
                "Ask the signatory; a person is named only with consent",
            )
        if verdict is None:
            reading.doubts.append(
                Why(f"{quoted(answer, 40)} may or may not be a consent", "Ask the signatory")
            )
