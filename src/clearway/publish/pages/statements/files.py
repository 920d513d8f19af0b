"""Files beside the page of a statement: its endorsements whole, and what searching them needs."""

from __future__ import annotations

from collections.abc import Iterator

from clearway.publish import name_index
from clearway.publish.addresses import address
from clearway.publish.exports.endorsements import as_csv, as_json
from clearway.publish.pages.common import Book
from clearway.publish.roll import Roll
from clearway.records.model import Endorsement


def files(book: Book) -> Iterator[tuple[str, str]]:
    """By their paths, below the site's root."""
    for roll in book.rolls.values():
        if roll.everybody:
            yield from _whole(book, roll)
        if roll.is_long:
            yield from name_index.files(roll, book.process.vocabularies["group"])


def _whole(book: Book, roll: Roll) -> Iterator[tuple[str, str]]:
    signed = sorted((*roll.tally.standing, *roll.tally.withdrawn), key=lambda s: s[0].id)
    versions = {version.sha256: version.id for version in roll.statement.versions}
    here = address(roll.statement)

    def page_url(endorsement: Endorsement) -> str:
        return book.site.absolute(book.address(endorsement))

    yield f"{here}endorsements.csv", as_csv(signed, versions, page_url)
    yield (
        f"{here}endorsements.json",
        as_json(roll.statement.id, signed, versions, page_url),
    )
