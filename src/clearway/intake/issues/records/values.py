"""Answers as what a record holds: ids, words of the process, countries, organisations."""

from __future__ import annotations

import hashlib
import re

from clearway.intake.endorsements.places import country_of
from clearway.intake.ids import id_from
from clearway.intake.issues.records.sent import DoesNotFit, Sent
from clearway.records.doubles.letters import spelling
from clearway.records.fields import tidy_id
from clearway.records.model import Organisation
from clearway.records.when import NotAWhen, When, read_when
from clearway.records.wording import nearest, quoted
from clearway.records.writing import Written


def id_of(text: str) -> str:
    """An id from a text in any script; from its hash where no letter of it can stand in one."""
    return id_from(text, f"id-{digest(text)}")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def given(**values: Written) -> dict[str, Written]:
    """The fields of which something is known."""
    return {name: value for name, value in values.items() if value not in ("", {}, None)}


def bracketed(option: str) -> str:
    """The id at the end of a choice: 'Zero Draft [zero-draft]'. A choice that is none is ''."""
    found = re.search(r"\[([a-z0-9-]+)\]$", option)
    return found[1] if found else tidy_id(option)


def word_of(vocabulary: str, title: str, sent: Sent) -> str:
    """The id of a word of the process by its title; a text that is none stays, for the check."""
    for word in sent.process.vocabularies[vocabulary].values():
        if " ".join(word.title.split()) == title:
            return word.id
    return title


def country_code(text: str) -> str:
    """A country's code from its name in any language, or a code; else the text, for the check."""
    return country_of(text) or text


def organisation_of(text: str, sent: Sent) -> Organisation | None:
    """The entry of the register that is meant, by its id or one of its names."""
    if not text:
        return None
    register, found = sent.process.organisations, in_register(text, sent)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(organisation.id for organisation in found)
        raise DoesNotFit(f"{quoted(text)} may be one of several: {ids}. Write one of these")
    hint = nearest(text, {name for o in register for name in names_of(o) - {o.id}}, "")
    raise DoesNotFit(
        f"{quoted(text)} is not in the list of organisations. {hint}{' ' if hint else ''}If it is "
        "not there, add it first, by the form for organisations; then edit this issue"
    )


def in_register(name: str, sent: Sent) -> list[Organisation]:
    """The entries that have a name of these letters."""
    key = spelling(name)
    return [o for o in sent.process.organisations if key in map(spelling, names_of(o))]


def names_of(organisation: Organisation) -> set[str]:
    return {
        organisation.id,
        organisation.name,
        *map(str, organisation.other_names),
        *organisation.acronyms,
        *organisation.former_names,
    }


def when_of(text: str) -> When:
    try:
        return read_when(text)
    except NotAWhen as error:
        raise DoesNotFit(f"{quoted(text)} is no date. {error.remedy}") from None


NO_ZONE = (
    "A time of day needs the place whose time it is: name its time zone, such as Europe/Zurich"
)
