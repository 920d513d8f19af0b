"""The documents of the repository name what is there, keep to their length, and use usual words."""

import ast
import doctest
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath

import pytest
from pydantic import ValidationError

from clearway.publish.guide import chapters
from clearway.records.editing.layout import DATA, HOMES, home_of
from clearway.records.reading.yaml_values import parse_yaml
from tests.commands import unknown_in
from tests.running import ROOT

SRC = ROOT / "src" / "clearway"

FOR_DEVELOPERS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "dev").rglob("*.md"))
WRITTEN = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", *FOR_DEVELOPERS)
"""Whose names and words are checked."""

DOCUMENTS = (*WRITTEN, "CHANGELOG.md", "SECURITY.md")
"""Whose links are checked."""

documents = pytest.mark.parametrize("name", WRITTEN)

FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [block for _, of, block in FENCED.findall(text_of(name)) if of == language]


def spans(name: str) -> Iterator[str]:
    """What is in code style within sentences."""
    yield from SPAN.findall(FENCED.sub("", text_of(name)))


# --- links -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_a_document_lead_somewhere(name: str) -> None:
    text = FENCED.sub("", text_of(name))
    broken = []
    for target in re.findall(r"(?<!`)\[[^\]\n]+\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if ":" in target:
            continue
        there = (ROOT / name).parent / path if path else ROOT / name
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> set[str]:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


# --- names -----------------------------------------------------------------------------------

ELSEWHERE = {
    "answers-left-out.csv", "manifest.json", "requirements.lock", "robots.txt", "sitemap.xml.gz",
    "site/", "zips/", ".venv", "repo_url",
}  # fmt: skip
"""Files that a command or a server makes, and a setting that is left out on purpose."""

PACKAGES = {path.stem for path in SRC.iterdir() if path.suffix in ("", ".py")} - {"__init__"}


@documents
def test_what_a_document_names_is_there(name: str) -> None:
    assert [span for span in spans(name) if not is_there(span)] == []


def is_there(span: str) -> bool:
    """Whether a path, dotted name, command or word of the code exists; of anything else, yes."""
    if " " in span:
        return unknown_command(span) == []
    if span in ELSEWHERE or span.startswith(("/", "http", "--", "-")) or "<" in span:
        return True
    if re.fullmatch(r"(?:clearway\.)?[a-z_]+(?:\.[A-Za-z_]\w*)+", span) and in_package(span):
        return resolves(span)
    if "/" in span or re.search(r"\.(?:py|md|ya?ml|toml|html|js|css|in|txt|json)$", span):
        return path_exists(span)
    if re.fullmatch(r"\w{3,}", span) and span.isascii() and not span.isdecimal():
        return span in words_of_the_code()
    return True


def in_package(name: str) -> bool:
    return name.removeprefix("clearway.").split(".")[0] in PACKAGES and not name.endswith(".py")


def resolves(name: str) -> bool:
    """Whether 'records.rules.check' is a module of clearway, or something in one."""
    parts = ["clearway", *name.removeprefix("clearway.").split(".")]
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def path_exists(span: str) -> bool:
    if span.startswith(f"{DATA}/"):
        below = PurePosixPath(span).relative_to(DATA)
        return home_of(below) is not None or (ROOT / span).exists()
    case = ROOT / "tests" / "cases" / "bad" / "when"
    folders = (ROOT, SRC, SRC / "site" / "theme" / "partials", case)
    return any((folder / span).exists() for folder in folders)


@cache
def words_of_the_code() -> frozenset[str]:
    files = [
        *(path for folder in ("src", "tests", "tools") for path in (ROOT / folder).rglob("*.py")),
        *(path for path in (SRC / "publish").rglob("*.html")),
        *(ROOT / part for part in ("Makefile", "mkdocs.yml", "pyproject.toml")),
    ]
    own = Path(__file__)
    return frozenset(
        word
        for path in files
        if path != own
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )


def unknown_command(line: str) -> list[str]:
    """What of a command line is not there: make's target, clearway's options, a file of tests."""
    line = line.partition(" #")[0].removeprefix(".venv/bin/").strip()
    if line.startswith("make "):
        targets = re.findall(r"^([a-z-]+(?: [a-z-]+)*):", text_of("Makefile"), re.M)
        known = {target for several in targets for target in several.split()}
        return [word for word in line.split()[1:] if "=" not in word and word not in known]
    if line.startswith("clearway "):
        return unknown_in(line)
    if line.startswith("python -m pytest"):
        return [w for w in line.split() if w.startswith("tests/") and not (ROOT / w).exists()]
    module = re.match(r"python -m (tools|tests)\.([\w.]+)", line)
    if module:
        path = ROOT / module[1] / module[2].replace(".", "/")
        return [] if path.is_dir() or path.with_suffix(".py").exists() else [line]
    return []


@documents
def test_commands_of_a_document_are_there(name: str) -> None:
    lines = [line for block in blocks(name, "") for line in block.splitlines()]
    assert [line for line in lines if unknown_command(line)] == []


GONE = """\
records/dates/when2.py
records.rules.check_all
clearway mend
clearway build --fast
make tea
python -m pytest tests/none
data/nothing.txt
Whenever2
"""


@pytest.mark.parametrize("gone", GONE.splitlines())
def test_what_is_not_there_is_found(gone: str) -> None:
    assert not is_there(gone)


def test_the_map_names_what_is_there() -> None:
    """Each line begins with a path, set in below its folder; sentences may name more beside it."""
    (drawn,) = [block for block in blocks("ARCHITECTURE.md", "") if "src/clearway/" in block]
    folders: dict[int, Path] = {-1: ROOT}
    missing = []
    for line in drawn.splitlines():
        indent, named, about = re.fullmatch(r"( *)(\S*) *(.*)", line).groups()  # type: ignore[union-attr]
        depth = len(indent) // 2
        if depth > 3:  # a line that goes on
            about, here = f"{named} {about}", folders[max(folders)]
        elif named:
            here = folders[depth - 1] / named
            folders = {d: folder for d, folder in folders.items() if d < depth} | {depth: here}
            missing += [] if here.exists() else [named]
        for other in re.findall(r"[a-z_]+(?:\.py|/(?=[ :]))", about):
            places = (here.parent / other, here / other, ROOT / other)
            missing += [] if any(place.exists() for place in places) else [other]
    assert missing == []
    assert len(folders) > 1


# --- examples --------------------------------------------------------------------------------


@documents
def test_examples_in_python_run(name: str) -> None:
    for block in blocks(name, "python"):
        if ">>> " not in block:
            ast.parse(re.sub(r"^ +", "", block, flags=re.M))
            continue
        example = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
        assert doctest.DocTestRunner().run(example).failed == 0


@documents
def test_examples_of_records_are_fields_of_a_kind(name: str) -> None:
    for block in blocks(name, "yaml"):
        document, problems = parse_yaml(block, name)
        assert document is not None
        assert problems == ()
        assert any(takes(home.model, document.value) for home in HOMES.values()), block


def takes(model: type, value: object) -> bool:
    """Whether a kind of record has these fields, with such values."""
    try:
        model.model_validate(value)  # type: ignore[attr-defined]
    except ValidationError as error:
        kinds = {detail["type"] for detail in error.errors(include_url=False)}
        missing = {d.get("ctx", {}).get("rule") for d in error.errors()} <= {None, "missing"}
        return kinds <= {"missing", "clearway"} and missing
    return True


@documents
def test_messages_are_those_of_the_guide(name: str) -> None:
    (guide,) = [chapter.text for chapter in chapters() if chapter.id == "check"]
    assert [block for block in blocks(name, "text") if block.strip() not in guide] == []


# --- words and lengths -----------------------------------------------------------------------

LONGEST = {"CONTRIBUTING.md": 150, "ARCHITECTURE.md": 120, "README.md": 100}

UNUSUAL = re.compile(
    r"\b(?:anew|begun|told|said|stands|mend|dear|askew|nobody|whatever|thereby|of that day)\b", re.I
)


@pytest.mark.parametrize("name", LONGEST)
def test_a_document_is_short(name: str) -> None:
    assert len(text_of(name).splitlines()) <= LONGEST[name]


@documents
def test_a_document_uses_usual_words(name: str) -> None:
    assert UNUSUAL.findall(SPAN.sub("", FENCED.sub("", text_of(name)))) == []


def test_the_readme_shows_every_picture_and_leads_to_every_document() -> None:
    targets = set(re.findall(r"\]\(([^)]+)\)", text_of("README.md")))
    pictures = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/pictures").iterdir()}
    others = {name for name in DOCUMENTS if "/" not in name and name != "README.md"}
    assert targets >= pictures | others | {"dev/README.md", "LICENSE", "LICENSE-DATA"}


def test_developers_find_every_document() -> None:
    for folder in (ROOT / "dev", ROOT / "dev" / "decisions"):
        targets = set(re.findall(r"\]\(([^)]+)\)", (folder / "README.md").read_text("utf-8")))
        assert targets >= {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_architecture_opens_with_the_drawing() -> None:
    assert text_of("ARCHITECTURE.md").splitlines()[2] == "```"


def test_the_glossary_is_short() -> None:
    words = re.findall(r"^\| (?!word|---)", text_of("dev/glossary.md"), re.M)
    assert 25 <= len(words) <= 40


PARTS = ["Decision", "Because", "Instead of", "Cost"]


@pytest.mark.parametrize("name", [n for n in FOR_DEVELOPERS if "decisions/" in n])
def test_a_decision_has_its_four_parts(name: str) -> None:
    for decision in re.split(r"^## ", text_of(name), flags=re.M)[1:]:
        assert re.match(r".+ \(\d{4}-\d\d-\d\d\)\n", decision), decision[:60]
        assert re.findall(r"^- \*\*([A-Z][a-z ]+)\.\*\* ", decision, re.M) == PARTS, decision[:60]


def test_every_wall_of_the_threat_model_has_its_test() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text_of("SECURITY.md"))
    assert len(named) > 10
    missing = [
        f"{path}::{name}"
        for path, name in named
        if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []
