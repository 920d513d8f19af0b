"""Rules on the versions of the site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clearway.problems import Problem
from clearway.records.model import LATEST
from clearway.records.rules.subject import Subject


def check_version_order(subject: Subject) -> Iterator[Problem]:
    """Versions must be listed in the order of the days that they speak of, oldest first."""
    listed = sorted(subject.process.versions, key=lambda version: version.origin.prefix)
    for before, after in pairwise(listed):
        if after.as_of < before.as_of:
            must = "versions must stand in the order of as_of, oldest first"
            found = f"this one is of {after.as_of}, and {before.id} above it of {before.as_of}"
            yield Problem(after.at("as_of"), "version-order", must, found, "Move it up")


def check_version_days(subject: Subject) -> Iterator[Problem]:
    """A version must speak of a day that has come, and be released on that day or later."""
    for version in subject.process.versions:
        if version.as_of > subject.today:
            must = "as_of must be a day that has come"
            found = f"it is {version.as_of}, and today is {subject.today}"
            remedy = "Correct it; nobody knows yet what will be known then"
            yield Problem(version.at("as_of"), "version-days", must, found, remedy)
        elif version.released < version.as_of:
            must = "released must not be earlier than as_of"
            found = f"it is {version.released}, and as_of is {version.as_of}"
            yield Problem(
                version.at("released"), "version-days", must, found, "Correct one of them"
            )


def check_version_id(subject: Subject) -> Iterator[Problem]:
    """A version must not have the name of the site as it is today."""
    for version in subject.process.versions:
        if version.id == LATEST:
            must = f"id must be another name than {LATEST}, which is the site as it is today"
            remedy = "Choose another name, such as that of the stage"
            yield Problem(version.at("id"), "version-id", must, f"it is {LATEST}", remedy)
