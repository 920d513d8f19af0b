"""Templates and Markdown, with every text from a record treated as data.

Templates escape by themselves; Markdown from records is rendered with raw HTML off, and its links
may lead to http, https and mailto addresses and to other records (`draft:zero-draft`) only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import ceil
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from clearway.insight.agenda.occasions import Status, status_on
from clearway.language import current, translate_templates
from clearway.publish import formatting
from clearway.publish.content_policy import source_hash
from clearway.publish.labels import label, term
from clearway.publish.page import Site, address, relative
from clearway.publish.source_names import SourceName, untitled
from clearway.records.dates.ledger import Ledger, Reading
from clearway.records.editing.layout import HOME_OF_KIND, FileShape
from clearway.records.fields import ID, Source, Text
from clearway.records.fields.references import RECORD
from clearway.records.kinds.draft import Draft
from clearway.records.kinds.sighting import bare
from clearway.records.model import Process
from clearway.records.record import DatedRecord, Record


class Kept(NamedTuple):
    """What is known of a source besides its address."""

    seen: date | None
    archived: str | None


@dataclass(frozen=True)
class View:
    """What every template may ask: the records, the site, and the page it stands on."""

    process: Process
    site: Site
    here: str
    as_of: date
    address: Callable[[Record], str] = address
    last_changed: Mapping[str, date] = field(default_factory=dict)
    is_past_day: bool = False
    source_names: Mapping[str, SourceName] = field(default_factory=dict)

    def changed(self, record: Record) -> date | None:
        """The day on which a record's file changed last; None where it holds others as well."""
        is_alone = HOME_OF_KIND[record.KIND].shape not in (FileShape.LIST, FileShape.LISTS)
        return self.last_changed.get(record.place.path) if is_alone else None

    def status(self, ledger: Ledger) -> Status:
        """Where the current date stands on the day that the site speaks of."""
        return status_on(ledger.standing.when, self.as_of)

    def date_of(self, record: DatedRecord) -> Reading:
        """The date by which a record is named; of a draft the first on which it was known."""
        if isinstance(record, Draft):
            return self.process.first_date(record)
        return record.ledger.standing

    def link(self, target: str | Record) -> str:
        """The link from this page to an address of the site, or to a record."""
        return relative(self.here, target if isinstance(target, str) else self.address(target))

    def record(self, ref: str) -> Record:
        return self.process.records[ref]

    def titles(self, kind: str, ids: Iterable[str]) -> str:
        """The titles of groups, topics or stages, one after another."""
        known = self.process.vocabularies[kind]
        return formatting.comma_list(known[id].title for id in ids)

    def markdown(self, text: str) -> Markup:
        """A record's Markdown as HTML."""
        return Markup(_parser().render(text, {"view": self}))  # noqa: S704 - raw HTML is off in the renderer

    def source_title(self, source: Source) -> str:
        """What a source is called: its title, the record's, or what is known of its address."""
        if source.title:
            return source.title
        record = self.process.records.get(source.ref or "")
        if source.ref and record is None:
            return source.ref  # not known yet on the day that the site speaks of
        if record is not None:
            return str(getattr(record, "title", None) or getattr(record, "name", record.id))
        url = source.url or ""
        named = self.source_names.get(bare(url))
        return named.text if named else untitled(url)

    def kept(self, source: Source) -> Kept:
        """When a source was last seen by the day that the site speaks of, and its copy."""
        sighting = self.process.sighted.get(bare(source.url)) if source.url else None
        days = (source.seen, sighting.seen if sighting else None)
        seen = max((day for day in days if day and day <= self.as_of), default=None)
        return Kept(seen, source.archived or (sighting.archived if sighting else None))

    def source_url(self, source: Source) -> str:
        if source.url:
            return source.url
        record = self.process.records.get(source.ref or "")
        return self.link(record) if record is not None else ""


def render(view: View, template: str, **values: Any) -> str:
    """The HTML of a template below templates/, with `view` and `values` at hand."""
    html = _environment().get_template(template).render(view=view, link=view.link, **values)
    return labelled(html)


def labelled(html: str) -> str:
    """A page whose tables name in each cell its column: on a phone a row is a card.

    The first cell of a row is the card's title and has no label, nor has a row of one wide cell.

    >>> labelled('<table class="cw-table"><thead><tr><th>Who</th><th>Seat</th></tr></thead><tbody>'
    ...          '<tr><td>APC</td><td>unknown</td></tr></tbody></table>').partition("<tbody>")[2]
    '<tr><td>APC</td><td data-label="Seat">unknown</td></tr></tbody></table>'
    """
    before, *tables = html.split(_TABLE)
    return before + "".join(_TABLE + _labelled_table(rest) for rest in tables)


_TABLE = '<table class="cw-'
_CARDS = ("table", "matrix")


def _labelled_table(html: str) -> str:
    if not html.startswith(_CARDS):
        return html
    table, end, after = html.partition("</table>")
    head, closed, body = table.partition("</thead>")
    names = [escape(Markup(f"<th{part}").striptags()) for part in head.split("<th")[2:]]  # noqa: S704
    rows = [row if "colspan" in row else _labelled_row(row, names) for row in body.split("<tr")]
    return head + closed + "<tr".join(rows) + end + after


def _labelled_row(row: str, names: list[Markup]) -> str:
    before, *cells = row.split("<td")
    first = before.count("<th")
    for number, cell in enumerate(cells):
        if 0 < number + first < len(names):
            cells[number] = f' data-label="{names[number + first]}"{cell}'
    return "<td".join((before, *cells))


def render_alone(template: str, **values: Any) -> str:
    """The HTML of a template that is a document of its own and belongs to no site."""
    return _environment().get_template(template).render(**values)


def render_part(view: View, template: str, macro: str | None, *args: Any, **values: Any) -> str:
    """The HTML of one macro of a template, or of a whole template that is a part of a page."""
    loaded = _environment().get_template(template)
    names = {"view": view, "link": view.link}
    if macro is None:
        return loaded.render(names, **values)
    return str(getattr(loaded.make_module(names), macro)(*args))


def macro(view: View, template: str, name: str) -> Callable[..., str]:
    """A macro of a template, made ready once for thousands of calls."""
    loaded = _environment().get_template(template)
    found = getattr(loaded.make_module({"view": view, "link": view.link}), name)
    return lambda *args: str(found(*args))


def json_ld(value: Mapping[str, Any]) -> Markup:
    """JSON for a script element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that HTML knows is written as \\u003c above


class TemplateCache(FileSystemBytecodeCache):
    """Compiled templates, kept from one build to the next in a folder of this user alone.

    Jinja makes it below the folder for temporary files and checks whose it is. An entry counts only
    for the same text of the template, and the same versions of Jinja and Python.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            # A full disk: the template was compiled all the same, and will be the next time.
            return


@cache
def template_cache() -> TemplateCache | None:
    """The cache; None where there can be no folder that others cannot write into."""
    try:
        return TemplateCache()
    except (OSError, RuntimeError):
        return None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clearway.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=template_cache(),
    )
    translate_templates(environment)
    environment.globals["words"] = formatting
    environment.globals["label"] = label
    environment.globals["term"] = term
    environment.filters.update(
        {
            "day": formatting.day,
            "when": formatting.when,
            "json_ld": json_ld,
            "lang": languages,
            "capitalize_first": formatting.capitalize_first,
            "source_hash": lambda text: Markup(source_hash(text)),  # noqa: S704 - base64, in quotes
            "width": _width,
        }
    )
    return environment


def _width(percent: float) -> str:
    """The class of a bar that is `percent` wide, of which clearway.css has one for each whole one.

    A policy lets no style stand in a page. What there is at all can be seen.

    >>> _width(0.2), _width(53.8), _width(100.0)
    ('cw-w-1', 'cw-w-54', 'cw-w-100')
    """
    return f"cw-w-{min(ceil(percent), 100)}"


def plain_text(text: str) -> str:
    """The words of a record's Markdown in one line, for heads of pages, JSON-LD and the search.

    >>> plain_text("One week after [Rev.1](draft:rev1), *forty* people:\\n\\n- from `A`\\n- <b>")
    'One week after Rev.1, forty people: from A <b>'
    """
    return " ".join(" ".join(_words(_parser().parse(text, {}))).split())


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            parts = token.children or ()
            yield "".join(" " if part.type.endswith("break") else part.content for part in parts)
        elif token.type in ("code_block", "fence"):
            yield token.content


def heading_text(text: str) -> str:
    """A text for a line of Markdown in which it is only text, whatever signs are in it.

    >>> heading_text("Rev.1 & *more*")
    'Rev&#46;1 &#38; &#42;more&#42;'
    """
    return re.sub(r"[^\w\s]", lambda sign: f"&#{ord(sign[0])};", " ".join(text.split())).replace(
        "_", "&#95;"
    )


def languages(text: str) -> Markup:
    """A text in the language of the page or else its first, marked, where it is one of several."""
    translations = getattr(text, "translations", {})
    tag = next(iter(translations), "")
    own = current().tag
    if own != tag and own in translations:
        tag, text = own, Text(translations[own], translations)
    if isinstance(text, Text) and tag:
        return Markup('<span lang="{}" dir="auto">{}</span>').format(tag, text)
    return Markup.escape(text)


class _Renderer(RendererHTML):
    """Record links lead to the record's page, headings lie below the page's own.

    A record that is not there, such as one that was not known on the day that the site speaks of,
    is no link: its words stay.
    """

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        view: View = env["view"]
        ref, hash_, fragment = str(tokens[idx].attrGet("href") or "").partition("#")
        if ref in view.process.records:
            target = view.address(view.record(ref))
            target = f"{target.partition('#')[0]}#{fragment}" if hash_ else target
            tokens[idx].attrSet("href", view.link(target))
        elif re.fullmatch(RECORD, ref):
            # Links do not nest (CommonMark 6.3), so the next end is this one's.
            env["unlinked"] = True
            return ""
        return self.renderToken(tokens, idx, options, env)

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if env.pop("unlinked", False):
            return ""
        return self.renderToken(tokens, idx, options, env)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<h{_level(tokens[idx])}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"</h{_level(tokens[idx])}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A picture would be fetched from elsewhere by the visitor's browser: show its words.
        return str(Markup.escape(tokens[idx].content))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    parser.validateLink = _may_lead_to  # type: ignore[method-assign]
    return parser


def _level(token: Token) -> int:
    return min(int(token.tag[1]) + 1, 6)


def _may_lead_to(url: str) -> bool:
    """Whether a link of a record may be one; the check has refused records that are not there."""
    scheme = url.partition(":")[0].lower()
    return (
        url.startswith("#")
        or scheme in ("http", "https", "mailto")
        or (
            re.fullmatch(rf"[a-z]+:{ID}(/{ID})?(#[\w-]+)?", url) is not None
            and scheme not in ("javascript", "vbscript", "file", "data")
        )
    )
