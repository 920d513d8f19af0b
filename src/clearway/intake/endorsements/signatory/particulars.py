"""What else a row says of a signatory: group, country, and the day of the endorsement."""

from __future__ import annotations

from datetime import date

from clearway.intake.endorsements.days import Moment, NotADay, read_moment
from clearway.intake.endorsements.phrases import NOTHING, NOWHERE, Field, plain
from clearway.intake.endorsements.places import country_of, group_of
from clearway.intake.endorsements.signatory.cell import Refused, Why
from clearway.intake.endorsements.signatory.row import Period, Reading
from clearway.records.when import read_when
from clearway.records.wording import quoted


def group_in(reading: Reading) -> str | None:
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


def country_in(reading: Reading) -> str | None:
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


def day_in(reading: Reading) -> date | None:
    answer = reading.said(Field.DATE)
    form, period = reading.form, reading.form.period
    if not answer:
        if _is_not_sent(reading):
            reading.doubts.append(Why("the form was begun and not sent off", "Ask the signatory"))
        return None
    if answer == _ANONYMOUS:
        return None
    try:
        moment = read_moment(answer, form.order, form.export_zone or period.zone)
    except NotADay as error:
        reading.doubts.append(Why(error.reason, error.remedy))
        return None
    day = moment.at.astimezone(period.zone).date() if moment.at else moment.day
    _check_late(moment, day, period)
    if day > period.today:
        reading.doubts.append(Why(f"its date {day} lies ahead", "Correct the date"))
    elif period.opens is not None and day < period.opens:
        told = f"its date {day} is before {period.opens}, when endorsing began"
        reading.doubts.append(Why(told, "Correct the date"))
    return day


def _is_not_sent(reading: Reading) -> bool:
    """LimeSurvey lists answers that were begun, too: without a date of sending."""
    return any(
        plain(reading.form.columns[index].header) in ("date submitted", "submitdate")
        for index in reading.form.places.get(Field.DATE, ())
    )


def _check_late(moment: Moment, day: date, period: Period) -> None:
    closing = period.closing
    if closing is not None and closing.is_late(moment.at or read_when(day.isoformat())):
        at = f" at {moment.at.astimezone(period.zone):%H:%M}" if moment.at else ""
        raise Refused(
            f"it came on {day}{at}, after endorsing closed on {closing}",
            "A late one cannot be added; if the date is wrong, correct it",
        )
