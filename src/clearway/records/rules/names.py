"""Rules on the names of those who sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from clearway.problems import Problem
from clearway.records.legible import illegible
from clearway.records.model import Endorsement, Organisation
from clearway.records.rules.subject import Subject


def check_legible_name(subject: Subject) -> Iterator[Problem]:
    """The name of a signatory or an organisation must be one that people can read."""
    process = subject.process
    named: Iterable[Endorsement | Organisation] = chain(process.endorsements, process.organisations)
    for record in named:
        found = illegible(record.name)
        if found:
            must = "name must be one that people can read"
            yield Problem(
                record.at("name"), "legible-name", must, found, "Write it as it is to be read"
            )
