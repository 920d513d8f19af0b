"""Every module has a test: one of its name at its place, or one that says that it covers it.

tests/insight/test_asks.py is that of clearway.insight.asks. The docstring of a test may end with a
list of others: 'Covers: clearway.cli.tracker, clearway.cli.tracker.'
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC, TESTS = ROOT / "src", ROOT / "tests"
STARTER = SRC / "clearway" / "site" / "starter" / "files"
COVERS = re.compile(r"^Covers: ((?:clearway[\w.]+,\s+)*clearway[\w.]+)\.\Z", re.MULTILINE)


def module_of(path: Path) -> str:
    """The dotted name of a file below src/."""
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def only_names(source: str) -> bool:
    """Whether a file only imports, and holds nothing of its own that a test could try."""
    return all(
        isinstance(part, ast.Import | ast.ImportFrom)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        or (isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "__all__")
        for part in ast.parse(source).body
    )


def covered_by(path: str, docstring: str) -> Iterator[str]:
    """The modules that a test below tests/ covers: by its name, and by what it says."""
    *folders, name = Path(path).with_suffix("").parts
    yield ".".join(["clearway", *folders, name.removeprefix("test_")])
    said = COVERS.search(docstring)
    says_so = any(line.startswith("Covers:") for line in docstring.splitlines())
    assert said or not says_so, f"{path}: the list after 'Covers:' cannot be read"
    yield from re.split(r",\s+", said[1]) if said else ()


MODULES = {
    module_of(path): path for path in sorted(SRC.rglob("*.py")) if STARTER not in path.parents
}

TESTED = [
    (path.relative_to(TESTS).as_posix(), module)
    for path in sorted(TESTS.rglob("test_*.py"))
    for module in covered_by(
        path.relative_to(TESTS).as_posix(),
        ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "",
    )
]


def test_every_module_has_a_test() -> None:
    tested = {module for _, module in TESTED}
    missing = [
        name
        for name, path in MODULES.items()
        if name not in tested and not only_names(path.read_text(encoding="utf-8"))
    ]
    assert missing == [], "Write a test of its name, or name it after 'Covers:' in another's"


def test_tests_cover_modules_that_are_there() -> None:
    own = {next(covered_by(path, "")) for path, _ in TESTED}
    assert [(path, name) for path, name in TESTED if name not in own | MODULES.keys()] == []


@pytest.mark.parametrize(
    ("path", "docstring", "modules"),
    [
        ("test_atomic.py", "Files.", ["clearway.atomic"]),
        ("insight/test_asks.py", "", ["clearway.insight.asks"]),
        (
            "test_cli.py",
            "What.\n\nCovers: clearway.cli.tracker,\nclearway.cli.tracker.",
            ["clearway.cli", "clearway.cli.tracker", "clearway.cli.tracker"],
        ),
    ],
)
def test_what_a_test_covers(path: str, docstring: str, modules: list[str]) -> None:
    assert list(covered_by(path, docstring)) == modules


@pytest.mark.parametrize("said", ["Covers: clearway.a clearway.b.", "Covers: everything."])
def test_a_list_that_cannot_be_read(said: str) -> None:
    with pytest.raises(AssertionError, match="cannot be read"):
        list(covered_by("test_a.py", said))


@pytest.mark.parametrize(
    ("source", "only"),
    [
        ('"""A."""', True),
        ('"""A."""\nfrom a import b\n\n__all__ = ["b"]', True),
        ("A = 1", False),
        ("def a() -> None: ...", False),
    ],
)
def test_only_names(source: str, only: bool) -> None:
    assert only_names(source) is only
