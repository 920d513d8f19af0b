"""Rules on data/sources.yaml, which says when each source was last seen."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.problems import Problem
from clearway.records.kinds.sighting import Sighting, bare
from clearway.records.rules.subject import Subject


def check_sighting(subject: Subject) -> Iterator[Problem]:
    """An address must have one entry in data/sources.yaml, and must not be seen after today."""
    first: dict[str, Sighting] = {}
    for sighting in subject.process.sightings:
        url, place = bare(sighting.url), sighting.at("url")
        other = first.setdefault(url, sighting)
        if other is not sighting:
            must = "an address must have one entry in this file"
            is_ = f"the one on line {other.place.line} is of it, too"
            remedy = "Keep the one with the later day, and the copy that either has"
            yield Problem(place, "sighting", must, is_, remedy)
        if sighting.seen is not None and sighting.seen > subject.today:
            must = "seen must be a day on which the address was seen"
            is_ = f"{sighting.seen} has not come yet"
            remedy = "Correct it, or run clearway archive, which writes this file"
            yield Problem(sighting.at("seen"), "sighting", must, is_, remedy)
