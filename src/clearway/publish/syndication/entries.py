"""Each piece of news as an entry of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import quote

from clearway.insight.changes import Chronicled, News, NewsKind
from clearway.publish import formatting
from clearway.publish.page import Site, address
from clearway.publish.render import View, macro
from clearway.publish.sentences import Names, news_sentence, plain
from clearway.publish.sentences.sentence import Sentence, sentence
from clearway.publish.syndication.documents import FeedEntry
from clearway.records.fields import Source, Text
from clearway.records.model import Process


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news, its entry, and what puts it in its place among the others for good."""

    news: News
    entry: FeedEntry
    order: tuple[datetime, date]

    @property
    def is_known(self) -> bool:
        """Whether it is known when it was announced; a change is told in any case."""
        return self.news.at is not None or self.news.kind is not NewsKind.ANNOUNCED


def entries(
    process: Process,
    site: Site,
    as_of: date,
    news: Iterable[News],
    chronicle: Mapping[str, Chronicled],
) -> tuple[Told, ...]:
    """Every piece of news with its entry, the latest first.

    To the news that the records tell come, from their history, what was corrected and what is not
    told any more. Without a history `updated` is the day of the announcement, or the day on which
    the process was opened. Never the clock: the same records give the same bytes.
    """
    found = _entries(_Writer(process, site), as_of, news, chronicle)
    made = sorted(found, key=lambda told: told.news.key)
    return tuple(sorted(made, key=lambda told: told.order, reverse=True))


def _entries(
    writer: _Writer, as_of: date, news: Iterable[News], chronicle: Mapping[str, Chronicled]
) -> Iterator[Told]:
    left = dict(chronicle)
    for piece in news:
        known = left.pop(piece.key, None)
        if known is None or known.gone is not None:
            announced = datetime.combine(piece.at or writer.opened, time.min, UTC)
            known = Chronicled(piece, announced, announced, piece.at)
        yield writer.told(piece, known)
    for known in left.values():
        # What is in the record and has no day of announcement was announced by when it came.
        if known.news.day is None or known.news.day <= as_of:
            yield writer.told(known.news, known)


class _Writer:
    """Writes entries; what is the same for all of them."""

    def __init__(self, process: Process, site: Site) -> None:
        self._process = process
        self._site = site
        self.opened = process.profile.opened
        self._names = Names(process)
        view = _Whole(process, site, "", process.profile.opened)
        self._content = macro(view, "entry.html", "content")

    def told(self, piece: News, known: Chronicled) -> Told:
        said = news_sentence(self._names, piece)
        title = plain(said).removesuffix(".")
        if known.gone is not None:
            said = _taken_out(said, known.gone)
            title = f"{title} (taken out of the record)"
        is_there = piece.record.ref in self._process.records
        entry = FeedEntry(
            id=tag(self._process, piece.key),
            title=title,
            updated=known.gone or known.since,
            published=None if piece.correction else piece.day,
            link=self._site.absolute(address(piece.record) if is_there else "changes/"),
            html=self._content(said, _reason(piece), self._sources(piece)).strip(),
            category=str(piece.kind),
        )
        return Told(piece, entry, (known.came, known.told_on or date.min))

    def _sources(self, piece: News) -> tuple[Source, ...]:
        """Those that are an address, or a record that is still there."""
        found = piece.step.after.source if piece.step else piece.record.source
        return tuple(s for s in found if not s.ref or s.ref in self._process.records)


def _taken_out(said: Sentence, gone: datetime) -> Sentence:
    return sentence(*said, f" This was taken out of the record on {formatting.day(gone.date())}.")


def _reason(piece: News) -> Text | None:
    return piece.step.after.reason if piece.step else None


def tag(process: Process, name: str) -> str:
    """A name for good (RFC 4151): by the identity of the process, wherever the site moves."""
    domain, day = process.profile.authority
    return f"tag:{quote(domain.strip().lower(), safe='')},{day}:{quote(name, safe='/:~?')}"


class _Whole(View):
    """A view whose links are whole addresses, for what is read elsewhere."""

    def link(self, target: object) -> str:
        found = target if isinstance(target, str) else address(target)  # type: ignore[arg-type]
        return self.site.absolute(found)
