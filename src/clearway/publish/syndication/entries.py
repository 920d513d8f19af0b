"""A piece of news as an entry of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from clearway.insight.changes import News
from clearway.publish.addresses import address
from clearway.publish.page import Site
from clearway.publish.render import View, macro
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.records.fields import Source, Text
from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry (RFC 4287, 4.1.2). `html` is its content; its links are whole addresses."""

    id: str
    title: str
    updated: date
    link: str
    html: str
    category: str


def entries(process: Process, site: Site, told: Iterable[News]) -> Iterator[tuple[News, Entry]]:
    """Each piece of news with its entry.

    `updated` is the day on which it was told; where none is known, the day the process was opened,
    as in the calendars. Never the clock: the same records give the same bytes.
    """
    names = Names(process)
    content = macro(_Whole(process, site, "", process.profile.opened), "entry.html", "content")
    for piece in told:
        said = news_sentence(names, piece)
        yield (
            piece,
            Entry(
                id=tag(process, piece.key),
                title=plain(said).removesuffix("."),
                updated=piece.day or process.profile.opened,
                link=site.absolute(address(piece.record)),
                html=content(said, _reason(piece), _sources(piece)).strip(),
                category=str(piece.kind),
            ),
        )


def tag(process: Process, name: str) -> str:
    """A name for good (RFC 4151): of the process's own domain, wherever the site moves."""
    authority = quote(process.profile.domain.strip().lower(), safe="")
    return f"tag:{authority},{process.profile.opened}:{quote(name, safe='/:~?')}"


class _Whole(View):
    """A view whose links are whole addresses, for what is read elsewhere."""

    def link(self, target: object) -> str:
        found = target if isinstance(target, str) else address(target)  # type: ignore[arg-type]
        return self.site.absolute(found)


def _reason(piece: News) -> Text | None:
    if piece.move:
        return piece.move.after.reason
    cancelled = piece.ledger.cancelled if piece.ledger else None
    return cancelled.reason if cancelled and piece.kind == "cancelled" else None


def _sources(piece: News) -> tuple[Source, ...]:
    if piece.move:
        return piece.move.after.source
    if piece.ledger and piece.ledger.cancelled and piece.kind == "cancelled":
        return piece.ledger.cancelled.source
    return piece.record.source
