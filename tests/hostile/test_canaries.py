"""Hostile texts in every text field of every kind of record: each comes out as the text it is.

The tracker is computed from the types (see tests/hostile/canaries.py). What comes out is read with
a parser of its format, and compared with what a tracker of plain words gives: hostile words add no
element, attribute, component, property or column.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import icalendar
import pytest
import yaml
from lxml import etree, html

from clearway.problems import Severity, has_errors
from clearway.publish.issue_forms import issue_forms
from clearway.publish.outputs import Outputs
from clearway.publish.pages.common import Book
from clearway.records.rules import check
from clearway.site.macros import MACROS
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from tests.hostile.canaries import (
    BODIES,
    HIDDEN_SIGNS,
    NEEDS,
    SHAPES,
    TONGUES,
    fields_of_words,
    plant,
    planted_tracker,
    strings_of,
)

HOSTILE = [*(shape for shape in SHAPES if shape not in ("plain", "everything")), TONGUES]
RULED = sorted(fields_of_words() & set(NEEDS))
"""Fields of words that a rule wants something else in, such as the number of a paragraph."""

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Planted:
    texts: dict[str, str]
    book: Book
    outputs: Outputs

    def files(self, ending: str | tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
        for path, content in sorted(self.outputs.files.items()):
            if path.endswith(ending):
                yield path, content.encode() if isinstance(content, str) else content


@cache
def planted(shape: str) -> Planted:
    """What comes of a tracker with texts of that shape, made once for all tests."""
    with TemporaryDirectory() as folder:
        texts = planted_tracker(Path(folder), shape).planted
        product = read_product(Path(folder), read_settings({}, NOW))
    assert product.book is not None, product.problems
    assert product.outputs is not None
    return Planted(texts, product.book, product.outputs)


def test_every_field_of_words_is_planted_but_where_a_rule_wants_others(tmp_path: Path) -> None:
    planter = planted_tracker(tmp_path, "plain")
    assert planter.unknown == [], "add a value for this type of field to tests/hostile/canaries.py"
    filled = planter.fields
    assert filled | set(RULED) == fields_of_words()
    assert filled & set(RULED) == set()


@pytest.mark.parametrize("field", RULED)
def test_where_a_rule_wants_others_a_hostile_text_is_refused(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(NEEDS, field)
    plant(tmp_path, "markup")
    problems = check(tmp_path, NOW.date()).problems
    assert has_errors(problems)
    part, _, name = field.partition(".")
    for problem in problems:
        if problem.severity is Severity.ERROR:
            assert set(problem.message.split()[:3]) & {name.rstrip("_"), part.lower()}, problem


@pytest.mark.parametrize("sign", HIDDEN_SIGNS, ids=ascii)
def test_no_field_takes_a_hidden_sign(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SHAPES, "plain", lambda n: f"canary{n}x{sign}")
    planted = plant(tmp_path, "plain").planted
    problems = check(tmp_path, NOW.date()).problems
    refused = {(problem.place.path, problem.place.line) for problem in problems}
    assert len(refused) >= len(planted)
    assert {problem.rule for problem in problems} <= {"hidden-character", "legible-name"}


def test_no_body_takes_a_link_to_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BODIES, "plain", "[x](javascript:pwned({n}))")
    plant(tmp_path, "plain")
    problems = check(tmp_path, NOW.date()).problems
    bodies = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert {(problem.rule, problem.place.path) for problem in problems} == {
        ("link", path) for path in bodies
    }
    assert len(bodies) > 8


def test_macros_give_whole_blocks_of_html() -> None:
    """In a line of Markdown, a text within them would be read as Markdown."""
    book = planted("markup").book
    for macro in MACROS:
        given = macro(book)
        if isinstance(given, str) and not given.strip().startswith("<"):
            assert not re.search(r"[<>\[\]()*_`\\]", given), macro.__name__  # written as entities


MARKED = ("link", "template", "lines")
"""Shapes that have marks of Markdown."""

by_shape = pytest.mark.parametrize("shape", HOSTILE)

# --- Pages


Signature = tuple[str, frozenset[str]]
"""An element's name and the names of its attributes."""


def signatures(trees: Iterable[Any]) -> set[Signature]:
    return {
        (element.tag, frozenset(element.attrib))
        for tree in trees
        for element in tree.iter(etree.Element)
    }


@cache
def pages(shape: str) -> dict[str, Any]:
    return {
        page.address: html.fragment_fromstring(page.html, create_parent="div")
        for page in planted(shape).outputs.pages.values()
    }


SPAN = ("span", frozenset({"lang", "dir"}))
"""What marks a text in one of several languages."""


def gained(shape: str, trees: Iterable[Any], ours: Iterable[Any]) -> set[Signature]:
    """The elements that are there with hostile texts, and not with plain ones."""
    known = signatures(ours) | ({SPAN} if shape == TONGUES else set())
    return signatures(trees) - known


@by_shape
def test_pages_gain_no_element_and_no_attribute(shape: str) -> None:
    assert gained(shape, pages(shape).values(), pages("plain").values()) == set()


@by_shape
def test_links_lead_to_the_web_or_to_mail(shape: str) -> None:
    for address, tree in pages(shape).items():
        for link in tree.xpath("//@href | //@src | //@action | //@data"):
            assert urlsplit(str(link)).scheme in ("http", "https", "mailto", "webcal", ""), address


def words(tree: Any) -> Iterator[str]:
    """What a page says, whole and piece by piece, and its attributes.

    What is to be copied for another program, in <pre>, has escapes of that program's own.
    """
    pieces = [
        str(piece) for piece in tree.xpath("//text()[not(ancestor::script or ancestor::pre)]")
    ]
    yield from (*pieces, "".join(pieces))
    for value in tree.xpath("//@*"):
        yield unquote(value) if value.attrname in ("href", "data-url") else str(value)


@by_shape
def test_pages_say_what_was_written(shape: str) -> None:
    found = (string for tree in pages(shape).values() for string in words(tree))
    assert altered(found, planted(shape).texts) == []


@by_shape
def test_data_for_search_engines_is_what_was_written(shape: str) -> None:
    for address, tree in pages(shape).items():
        for script in tree.iter("script"):
            assert "<" not in (script.text or "")
            # Descriptions are the words of Markdown, without its marks.
            strings = list(strings_of(json.loads(script.text)))
            assert shape in MARKED or altered(strings, planted(shape).texts) == [], address


# --- Files


@by_shape
def test_json_holds_every_text_as_it_was_written(shape: str) -> None:
    found = set()
    for path, content in planted(shape).files(".json"):
        strings = list(strings_of(json.loads(content)))
        if path.startswith("data/"):
            found |= {string.strip() for string in strings}
        if not path.startswith("feeds/"):  # those have HTML, see below
            assert altered(strings, planted(shape).texts) == [], path
    bodies = "\n".join(sorted(found))
    for way, text in planted(shape).texts.items():
        assert text.strip() in found or (".body@" in way and text in bodies), way


@by_shape
def test_tables_hold_no_formula_and_every_cell_in_its_column(shape: str) -> None:
    for path, content in planted(shape).files(".csv"):
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert rows or shape, path
        for row in rows:
            assert len(row) == len(head), path
            for cell in row:
                number = cell.lstrip("+-").replace(".", "", 1).isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (path, cell)
        cells = [cell.removeprefix("'") for row in rows for cell in row if cell[:1] not in "[{"]
        assert altered(cells, planted(shape).texts) == [], path


@by_shape
def test_feeds_gain_no_element(shape: str) -> None:
    # A browser takes no more than sixteen letters of a name from opensearch.xml.
    found = planted(shape).files((".atom", ".xml"))
    files = {path: content for path, content in found if path != "opensearch.xml"}
    assert len(files) > 5
    ours = [etree.fromstring(content) for _, content in planted("plain").files((".atom", ".xml"))]
    for path, content in files.items():
        tree = etree.fromstring(content)
        assert gained(shape, [tree], ours) == set(), path
        plain = [str(text) for text in tree.itertext() if "<" not in text]
        assert altered(plain, planted(shape).texts) == [], path


def in_html(found: Planted) -> Iterator[tuple[str, Any]]:
    """All HTML within feeds, and that of downloads."""
    for path, content in found.files((".atom", ".json", ".html")):
        if path.endswith(".html"):
            yield path, html.document_fromstring(content)
        elif path.startswith("feeds/") and path.endswith(".json"):
            for item in json.loads(content)["items"]:
                yield path, html.fragment_fromstring(item["content_html"], create_parent="div")
        elif path.endswith(".atom"):
            for inner in etree.fromstring(content).xpath("//*[@type='html']/text()"):
                yield path, html.fragment_fromstring(inner, create_parent="div")


@by_shape
def test_html_of_feeds_and_downloads_gains_no_element(shape: str) -> None:
    ours = [tree for _, tree in in_html(planted("plain"))]
    found = list(in_html(planted(shape)))
    assert len(found) > 10
    for path, tree in found:
        assert gained(shape, [tree], ours) == set(), path
        assert altered(words(tree), planted(shape).texts) == [], path


def entries(found: Planted) -> Iterator[tuple[str, Any]]:
    for path, content in found.files(".ics"):
        yield path, icalendar.Calendar.from_ical(content)


@by_shape
def test_calendars_gain_no_component_and_no_property(shape: str) -> None:
    plain = [part for _, calendar in entries(planted("plain")) for part in calendar.walk()]
    known = {(part.name, name) for part in plain for name in part}
    found: list[Any] = []
    for path, calendar in entries(planted(shape)):
        parts = list(calendar.walk())
        found += parts
        values = [
            # The parser leaves the escapes of names that RFC 5545 does not know.
            re.sub(r"\\([\\;,])", r"\1", text)
            if name == "NAME" or name.startswith("X-")
            else str(text)
            for part in parts
            for name, value in part.property_items(recursive=False)
            for text in getattr(value, "cats", [value])
            if isinstance(text, str)
        ]
        # What some programs take for an escape is written as a letter that looks like it.
        seen = (value.replace("\uff3c", "\\") for value in values)
        assert altered(seen, planted(shape).texts) == [], path
    assert {(part.name, name) for part in found for name in part} <= known
    assert Counter(part.name for part in found) == Counter(part.name for part in plain)


@by_shape
def test_word_files_gain_no_element(shape: str) -> None:
    def trees(found: Planted) -> list[Any]:
        parts = []
        for _, content in found.files(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as opened:
                names = [name for name in opened.namelist() if name.endswith((".xml", ".rels"))]
                parts += [etree.fromstring(opened.read(name)) for name in sorted(names)]
        return parts

    found = trees(planted(shape))
    assert found
    assert gained(shape, found, trees(planted("plain"))) == set()


@by_shape
def test_issue_forms_keep_their_shape(shape: str) -> None:
    def outline(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: outline(inner) for key, inner in value.items()}
        return [outline(inner) for inner in value] if isinstance(value, list) else type(value)

    plain = issue_forms(planted("plain").book.process)
    for name, text in issue_forms(planted(shape).book.process).items():
        form = yaml.safe_load(text)
        assert outline(form) == outline(yaml.safe_load(plain[name])), name
        assert altered(strings_of(form), planted(shape).texts) == [], name


# --- What was written


def whole(text: str) -> str:
    """A text with single spaces; sentences may put its first letter or all in lower case."""
    return " ".join(text.split()).casefold()


_CANARY = re.compile(r"canary(\d+)x")


def altered(strings: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """Where one of the planted texts is there, but not as written: whole, or cut with '…'."""
    planted = {}
    for way, text in texts.items():
        if not way.partition("@")[0].endswith(".body"):  # Markdown, of which marks go
            planted[_CANARY.findall(text)[0]] = whole(text)
    wrong = []
    for string in map(whole, strings):
        for match in _CANARY.finditer(string):
            text = planted.get(match[1], "")
            if not text:
                continue
            begin = max(match.start() - text.index(match[0]), 0)
            found = string[begin : begin + len(text)]
            cut = found.partition("…")[0].rstrip()
            if found != text and not ("…" in found and text.startswith(cut)):
                wrong.append(f"{text!r} is {string[max(begin - 20, 0) : begin + len(text) + 20]!r}")
    return wrong
