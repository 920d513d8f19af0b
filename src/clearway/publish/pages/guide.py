"""Pages for contributors: one for each kind of record, and those on what all kinds share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from clearway.publish.contribute_links import PAGE
from clearway.publish.guide import Chapter, FieldTable, chapters, date_table, table_of, tables
from clearway.publish.page import Heading, Page
from clearway.publish.pages.common import Book
from clearway.publish.render import View, render, render_part
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.fields import tidy_id
from clearway.records.record import Record

HERE = "contribute/"

_PLACEHOLDER = re.compile(r"^(\{fields(?: in [a-z_.]+)?\}|\{words\})$", re.M)


def guide_pages(book: Book) -> Iterator[Page]:
    """A page for each chapter of the guide, at contribute/<its id>/."""
    for chapter in chapters():
        here = f"{HERE}{chapter.id}/"
        body = _Body(book, book.view(here), chapter)
        html = render(
            body.view,
            "guide.html",
            chapter=chapter,
            body=Markup("\n").join(body.pieces()),
            home=HOME_OF_KIND.get(chapter.kind),
            way=book.contribute_links.kinds.get(chapter.kind),
            adding=PAGE,
            real=_fullest(book, chapter.kind),
            others=[(other.short, f"{HERE}{other.id}/") for other in chapters()],
        )
        yield Page(here, chapter.title, chapter.description, html, headings=tuple(body.headings))


def _fullest(book: Book, kind: str) -> Record | None:
    """The record of a kind that has most fields, to look at as a real one."""
    found = [record for record in book.process if kind == record.KIND]
    return max(found, key=lambda record: (len(record.model_fields_set), record.ref), default=None)


class _Body:
    """The text of a chapter as HTML with its tables. `headings` are known once it was made."""

    def __init__(self, book: Book, view: View, chapter: Chapter) -> None:
        self.book, self.view, self.chapter = book, view, chapter
        self.headings: list[Heading] = []

    def pieces(self) -> Iterator[Markup]:
        for piece in _PLACEHOLDER.split(self.chapter.text):
            if piece == "{words}":
                yield self._part("words", self.book.process.vocabularies)
            elif piece.startswith("{fields"):
                for table in self._tables(piece.strip("{}").partition(" in ")[2]):
                    yield self._part("fields", table, is_own=bool(self.chapter.kind))
            else:
                yield self._markdown(piece)

    def _tables(self, within: str) -> Sequence[FieldTable]:
        home, words = HOME_OF_KIND[self.chapter.fields_of], self.book.contribute_links.words
        if within:
            return [table_of(home, words, tuple(within.split(".")))]
        # A page that all kinds share shows what they share, which is their date.
        return tables(home, words) if self.chapter.kind else [date_table(home, words)]

    def _part(self, macro: str, shown: object, *, is_own: bool = False) -> Markup:
        html = render_part(self.view, "guide_parts.html", macro, shown, is_own)
        return Markup(html)  # noqa: S704 - the template has escaped what it shows

    def _markdown(self, text: str) -> Markup:
        tokens = _parser().parse(text)
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1].content)
            elif token.type == "table_open":
                token.attrSet("class", "cw-table")
            elif token.type == "fence":
                before = tokens[index - 2].content if index > 1 else ""
                token.meta["of"] = before.strip("`") if before.startswith("`data/") else ""
            for child in token.children or ():
                if child.type == "link_open":
                    child.attrSet("href", self._link(str(child.attrGet("href"))))
        html = _parser().renderer.render(tokens, _parser().options, {})
        return Markup(html)  # noqa: S704 - raw HTML is off, and the words are the program's own

    def _heading(self, token: Token, title: str) -> None:
        token.attrSet("id", tidy_id(title))
        self.headings.append(Heading(tidy_id(title), title))

    def _link(self, target: str) -> str:
        """A link to another chapter, which is a file beside this one, leads to its page."""
        name, _, place = target.partition("#")
        if not name.endswith(".md"):
            return target
        page = self.view.link(f"{HERE}{name.removesuffix('.md')}/")
        return f"{page}#{place}" if place else page


class _Renderer(RendererHTML):
    """A block of text may be wider than a phone: then it can be moved, with the keyboard too."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        if token.info == "text":  # what the check prints, in lines as long as sentences
            return f'<pre class="cw-printed"><code>{escape(token.content)}</code></pre>\n'
        number = sum(t.type == "fence" for t in tokens[: idx + 1])
        label = escape(token.meta["of"] or f"Example {number}")
        region = f'tabindex="0" role="region" aria-label="{label}"'
        return f'<pre class="cw-example" {region}><code>{escape(token.content)}</code></pre>\n'


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
