"""What changed, for a terminal or a mail."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish.changelog.report import Report
from clearway.publish.sentences import Group, Told, detail_plain, plain
from clearway.publish.words import capitalize_first


def as_text(report: Report) -> str:
    """A title, then each group under its own, a sentence a line and its details set in below."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    yield f"{capitalize_first(report.summed_up)}."
    for group in report.groups:
        yield ""
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield group.title
    yield "-" * len(group.title)
    yield from map(plain, group.lead)
    for each in group.told:
        yield from _told(each)


def _told(each: Told) -> Iterator[str]:
    for number, said in enumerate(each.sentences):
        yield f"{'  ' if number else '* '}{plain(said)}"
    for detail in each.details:
        yield f"    {' '.join(detail_plain(detail).split())}"
