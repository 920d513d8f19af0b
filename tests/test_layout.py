"""The layout of the program, as ARCHITECTURE.md draws it, keeps within these limits."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "clearway"
STARTER = PACKAGE / "site" / "starter" / "files"

SHARED_NAMES = {
    "asks": "what participants asked for",
    "changes": "what differs between two days of the record",
    "comparing": "finding what differs",
    "dates": "dates of the record",
    "drafts": "the versions of the negotiated text",
    "endorsements": "endorsements of a statement",
    "feeds": "what people subscribe to: calendars, news",
    "fields": "the fields of a record",
    "guide": "the pages for contributors",
    "names": "the names of organisations and people",
    "news": "what was announced or recorded",
    "published": "the state of the site that was published last",
    "references": "one record that names another",
    "release": "a recorded version of the site",
    "result": "the types that a package returns",
    "scorecard": "the rules by which commitments are judged",
    "sources": "where a fact comes from",
    "statements": "texts that can be endorsed",
    "threads": "a paragraph through all drafts",
}
"""Names that modules of several packages share; each means one thing, wherever it is."""

UNUSUAL = re.compile(r"\b(?:anew|begun|mend|nobody|askew)\b", re.IGNORECASE)
"""Words of our own that the documents of other projects do not use."""


def modules() -> Iterator[Path]:
    return (path for path in sorted(PACKAGE.rglob("*.py")) if STARTER not in path.parents)


def name_of(path: Path) -> str:
    return path.parent.name if path.stem == "__init__" else path.stem


def shared(named: Iterator[tuple[str, Path]]) -> dict[str, list[str]]:
    """The names that more than one file has, with the files."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, path in named:
        found[name].append(path.relative_to(PACKAGE).as_posix())
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_a_name_of_modules_means_the_same_everywhere() -> None:
    several = shared((name_of(path), path) for path in modules())
    assert several.keys() == SHARED_NAMES.keys(), several


def test_no_two_public_classes_have_one_name() -> None:
    classes = (
        (part.name, path)
        for path in modules()
        for part in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(part, ast.ClassDef) and not part.name.startswith("_")
    )
    assert shared(classes) == {}


def test_no_module_imports_itself_through_others() -> None:
    """Raises CycleError, which names the modules, if one does."""
    graph = grimp.build_graph("clearway", exclude_type_checking_imports=True)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert set(TopologicalSorter(imports).static_order()) == imports.keys()


@pytest.mark.parametrize("folder", ["dev", "src"])
def test_usual_words_are_used(folder: str) -> None:
    # A script of Unicode, Mende Kikakui, has one of the words as its code.
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.name != "root.txt"
        for number, line in enumerate(path.read_bytes().decode("utf-8", "ignore").splitlines(), 1)
        if UNUSUAL.search(line)
    ]
    assert found == []


LONGEST_LINE = 120


def test_lines_of_templates_can_be_read() -> None:
    long = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for folder in (PACKAGE / "publish" / "templates", PACKAGE / "site" / "theme")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


MOST_MODULES = 259
MOST_WITH_ONE_IMPORTER = 57
"""The aims are 240 and 40. Lower these when modules have been merged. A new concept, such as the
languages of the interface, may raise both by one; a part of a known one may not."""

STARTS = {"clearway.site.macros", "clearway.site.mkdocs_plugin", "clearway.texts.pdfium"}
"""What other programs start: MkDocs, and the process that reads a PDF."""


def test_there_are_few_modules_and_few_with_one_importer() -> None:
    """Commands are loaded by name, and a package's own file may only say what it is for."""
    graph = grimp.build_graph("clearway", exclude_type_checking_imports=False)
    named = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
        for path in modules()
        if path.stem != "__init__" or len(ast.parse(path.read_text(encoding="utf-8")).body) > 1
    }
    single = [
        name
        for name in (each.removesuffix(".__init__") for each in named)
        if not name.startswith("clearway.cli")
        and name not in STARTS
        and len(graph.find_modules_that_directly_import(name)) <= 1
    ]
    assert len(list(modules())) <= MOST_MODULES
    assert len(single) <= MOST_WITH_ONE_IMPORTER, single
