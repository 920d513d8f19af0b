"""All of a row as a signatory, where it consents to be one."""

from __future__ import annotations

from clearway.intake.endorsements.phrases import Field, agrees
from clearway.intake.endorsements.signatory.cell import Refused, Why, clean
from clearway.intake.endorsements.signatory.particulars import country_in, day_in, group_in
from clearway.intake.endorsements.signatory.row import Form, Reading, Signatory
from clearway.intake.endorsements.signatory.who import check_name, who_signs
from clearway.intake.endorsements.table import Row
from clearway.records.model import SignatoryKind
from clearway.records.wording import quoted


def read_signatory(row: Row, form: Form) -> Signatory:
    """The signatory of a row. Raises Refused."""
    width = len(form.columns)
    if any(cell.strip() for cell in row.cells[width:]):
        raise Refused(
            f"it has {len(row.cells)} cells, and there are {width} columns",
            "Put a text that holds the separator into quotation marks",
        )
    reading = Reading(row, form)
    if Field.CONSENT in form.places:
        _check_consent(reading)
    kind, name, affiliation = who_signs(reading)
    check_name(name, reading)
    return Signatory(
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


def _check_consent(reading: Reading) -> None:
    """Each question of consent must be answered, and with a yes."""
    for index in reading.form.places[Field.CONSENT]:
        cell = reading.row.cells[index] if index < len(reading.row.cells) else ""
        answer = clean(cell)
        verdict = agrees(answer)
        column = reading.form.columns[index].header
        if verdict is False:
            said = quoted(answer) if answer else "nothing"
            raise Refused(
                f"it does not consent: {quoted(column, 40)} is answered with {said}",
                "Ask the signatory; without consent nobody is named",
            )
        if verdict is None:
            reading.doubts.append(
                Why(f"{quoted(answer, 40)} may or may not be a consent", "Ask the signatory")
            )
