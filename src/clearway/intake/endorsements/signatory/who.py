"""Who signs: a person or an organisation, by a name that may be one."""

from __future__ import annotations

import re

from clearway.intake.endorsements.phrases import Field, kind_of
from clearway.intake.endorsements.signatory.cell import Refused, Why
from clearway.intake.endorsements.signatory.row import Reading
from clearway.records.legible import illegible
from clearway.records.model import SignatoryKind
from clearway.records.wording import quoted


def who_signs(reading: Reading) -> tuple[SignatoryKind, str, str]:
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
        if not person:
            raise Refused("it has no name of a person", "Add the name")
        return kind, person, beside or body
    if not (person or body):
        raise Refused("it has no name", "Add the name")
    if not body and Field.ORGANISATION in form.places:
        raise Refused(
            f"it signs as an organisation and names none; its person is {quoted(person, 40)}",
            "Add the organisation's name, or write that it signs as an individual",
        )
    return kind, body or person, ""


def _kind(reading: Reading, person: str, body: str) -> SignatoryKind:
    form = reading.form
    answer = reading.said(Field.KIND)
    if answer:
        kind = kind_of(answer)
        if kind is None:
            raise Refused(
                f"{quoted(answer, 40)} says neither organisation nor individual",
                "Write organisation or individual",
            )
        return kind
    if form.kind is not None:
        return form.kind
    if person and body:
        raise Refused(
            f"it does not say whether {quoted(person, 40)} signs as a person or for "
            f"{quoted(body, 40)}",
            "Add a column kind with organisation or individual, or say --kind for the whole file",
        )
    if not (person or body):
        raise Refused("it has no name", "Add the name")
    if body:
        return SignatoryKind.ORGANISATION
    if Field.ORGANISATION in form.places or {Field.GIVEN, Field.FAMILY} & form.places.keys():
        return SignatoryKind.INDIVIDUAL
    raise Refused(
        "it does not say whether it signs as an organisation or as an individual",
        "Write organisation or individual",
    )


_CODE = re.compile(r"[<>{}\\|`\[\]]|\.\./|https?:|www\.|javascript:|&#|&\w+;|\$\(", re.IGNORECASE)


def check_name(name: str, reading: Reading) -> None:
    if not any(c.isalpha() for c in name):
        raise Refused(f"its name {quoted(name, 40)} has no letter", "Write the name")
    if name[0] == "=":
        raise Refused(
            f"its name begins with '=', as a formula does: {quoted(name, 40)}",
            "Write the name itself",
        )
    unread = illegible(name)
    if unread:
        raise Refused(f"nobody can read its name: {unread}", "Write it as it is to be read")
    if name[0] in "+-@":
        reading.doubts.append(
            Why(f"its name begins with {name[0]!r}, as a formula does", "See whether it is a name")
        )
    code = _CODE.search(name)
    if code:
        reading.doubts.append(
            Why(f"its name holds {quoted(code[0])}, as code or an advert does", "See whose it is")
        )
