"""How the rows of an export are to be read: what its columns and all its dates together say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from clearway.intake.endorsements.columns import Column
from clearway.intake.endorsements.days import lacks_zone, order_of
from clearway.intake.endorsements.phrases import Field
from clearway.intake.endorsements.places import groups_by_name
from clearway.intake.endorsements.plan import Cannot, Wishes
from clearway.intake.endorsements.signatory import Form, Period
from clearway.intake.endorsements.table import Raw, Row, Table
from clearway.records.closing import closing_of
from clearway.records.model import Process, Statement


def form_of(
    table: Table,
    columns: tuple[Column, ...],
    process: Process,
    statement: Statement,
    wishes: Wishes,
    today: date,
) -> tuple[Form, tuple[str, ...]]:
    """How the rows are to be read, and what was taken for granted in that, in words."""
    notes: list[str] = []
    held = {column.field for column in columns}
    tells = {Field.KIND, Field.ORGANISATION, Field.GIVEN, Field.FAMILY} & held
    if wishes.kind is None and not tells:
        raise Cannot(
            "nothing in the file says whether a name is an organisation's or a person's; "
            "say --kind organisation or --kind individual if all are one, or name the column "
            'that says so, for example --map "Who signs?=kind"'
        )
    period = _period(process, statement, today)
    dated = [column.index for column in columns if column.field is Field.DATE]
    order, proof = order_of((raw.line, cell) for raw in table.rows for cell in _cells(raw, dated))
    if order is not None and wishes.order is None:
        notes.append(f"dates have the {order.value.replace('-', ' ')}, as {proof} shows")
    if any(lacks_zone(cell) for raw in table.rows for cell in _cells(raw, dated)):
        zone = wishes.zone or period.zone.key
        notes.append(f"times of day without a zone are taken to be those of {zone}")
    form = Form(
        columns,
        groups_by_name(process.profile.groups),
        period,
        wishes.order or order,
        wishes.kind,
        ZoneInfo(wishes.zone) if wishes.zone else None,
    )
    return form, tuple(notes)


def _cells(raw: Raw, places: Sequence[int]) -> Iterator[str]:
    """What a row that can be read holds at these places."""
    if isinstance(raw, Row):
        yield from (raw.cells[index] for index in places if index < len(raw.cells))


def _period(process: Process, statement: Statement, today: date) -> Period:
    closing = closing_of(statement, process.profile.zone)
    zone = ZoneInfo(closing.zone if closing else process.profile.zone)
    endorsement = statement.endorsement
    opens = endorsement.opens.first_day if endorsement and endorsement.opens else None
    return Period(zone, today, opens, closing)
