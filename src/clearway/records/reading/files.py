"""Files as they lie in data/: bytes into text, and front matter off its body."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from clearway.problems import HIDDEN, Place, Problem, quoted
from clearway.records.reading.positions import Key, Loc, Marks, Value
from clearway.records.reading.syntax import empty
from clearway.records.reading.yaml_values import MOST_DEPTH, NOT_HIDDEN, Document, parse_yaml
from clearway.safe_files import odd_entries, read_file
from clearway.texts.paragraphs import MAX_PARAGRAPHS

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "Document",
    "Key",
    "Loc",
    "Marks",
    "Value",
    "odd_files",
    "parse_document",
    "parse_front_matter",
    "parse_yaml",
    "quoted",
    "read_document",
    "shown_path",
]

MOST_BYTES = 1024 * 1024

# What begins a block of a text: an empty line, a heading or a footnote.
_PARAGRAPH = re.compile(r"\n[ \t]*+(?=\n|#|\[\^)")

# python-frontmatter's rule of where front matter begins and ends.
_FENCE = YAMLHandler.FM_BOUNDARY


def read_document(root: Path, path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values of a `.yaml` file, or of the front matter of a `.md` file, under `root`.

    Gives no document when the file cannot be read as one; then there is a problem that says why.
    There may be problems beside a document: what was refused is left out of it.
    """
    name = shown_path(root, path)
    raw, problems = _read_bytes(root, path, name)
    return (None, problems) if raw is None else parse_document(raw, name)


def parse_document(raw: bytes, name: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """As `read_document`, of the bytes of a file that is shown as `name`."""
    text, problems = _decode(raw, name)
    if text is None:
        return None, problems
    parse = parse_front_matter if name.endswith(".md") else parse_yaml
    document, further = parse(text, name)
    return document, (*problems, *further)


def shown_path(root: Path, path: Path) -> str:
    """The path below `root` with '/', safe to print: what is unseen or undecodable is escaped."""
    name = path.relative_to(root).as_posix()
    return HIDDEN.sub(lambda m: m.group().encode("unicode_escape").decode(), name).replace(
        "\n", "\\n"
    )


def parse_front_matter(text: str, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The values between the two lines `---`, and the Markdown after them."""
    must = "a record in Markdown must begin with its fields between two lines ---"
    remedy = "Put a line with only --- before the first field and another after the last"
    first = _FENCE.match(text)
    if first is None:
        found = "it has none at its beginning"
        return None, (Problem(Place(path), "front-matter", must, found, remedy),)
    second = _FENCE.search(text, first.end())
    if second is None:
        found = "the second one is missing"
        return None, (Problem(Place(path), "front-matter", must, found, remedy),)
    front = text[first.end() : second.start()]
    # The fence ends before its line feed: what follows begins on the fence's own line.
    first_line = text.count("\n", 0, first.end()) + 1
    document, problems = parse_yaml(front, path, first_line=first_line)
    if document is None:
        return None, problems
    body = text[second.end() :]
    number = sum(1 for _ in _PARAGRAPH.finditer(body))
    if number > MAX_PARAGRAPHS:
        must = f"a text must have at most {MAX_PARAGRAPHS:,} paragraphs, headings and empty lines"
        found, remedy = f"this one has {number:,}", "Publish it elsewhere and link to it"
        return None, (*problems, Problem(Place(path), "too-large", must, found, remedy))
    lead = len(body) - len(body.lstrip("\n"))
    body_line = text.count("\n", 0, second.end() + lead) + 1
    fence_line = text.count("\n", 0, second.start()) + 1
    whole = Document(document.marks, document.value, body.strip("\n"), body_line, fence_line)
    return whole, problems


def _read_bytes(root: Path, path: Path, name: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """What the file holds, or what is wrong with it as a file."""
    here = Place(name)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None, (_not_a_record(status.st_mode, status.st_size, here),)
        return read_file(root, path.relative_to(root), MOST_BYTES), ()
    except OSError as error:
        must, found = "a file must be readable", f"it is not ({error.strerror})"
        remedy = "Check who may read it"
        return None, (Problem(here, "unreadable", must, found, remedy),)


def _not_a_record(mode: int, size: int, here: Place) -> Problem:
    if stat.S_ISLNK(mode):
        must = "a record must be a file of its own"
        remedy = "Put the text itself here in place of the link"
        return Problem(here, "symbolic-link", must, "this is a symbolic link", remedy)
    if not stat.S_ISREG(mode):
        must = "whatever lies in data/ must be a file or a folder"
        return Problem(here, "not-a-file", must, "this is neither", "Remove it")
    must = f"a file must hold at most {MOST_BYTES:,} bytes (1 MiB)"
    remedy = "Split it, or publish the text elsewhere and link to it"
    return Problem(here, "too-large", must, f"this one holds {size:,}", remedy)


READ_BESIDE = ("docs", "theme", "schemas", ".github", "mkdocs.yml", "macros.py", "requirements.txt")
"""What commands read or write in a tracker's folder, beside data/ and site/."""


def odd_files(root: Path, names: tuple[str, ...] = READ_BESIDE) -> Iterator[Problem]:
    """A problem for each symbolic link, pipe or device at these paths below `root`, or below them.

    A link there could have a file of this machine published, or another folder written to.
    """
    for path, mode in odd_entries(root, names):
        here = Place(shown_path(root, root / path))
        if stat.S_ISLNK(mode):
            must = "a tracker must hold its files and folders itself"
            remedy = "Put what it leads to here in its place, or delete it"
            yield Problem(here, "symbolic-link", must, "this is a symbolic link", remedy)
        else:
            must = "what lies in a tracker must be a file or a folder"
            yield Problem(here, "not-a-file", must, "this is neither", "Remove it")


_OTHER_FORMATS = (
    (b"\xff\xfe", "text in the encoding UTF-16", "Save the file again with the encoding UTF-8"),
    (b"\xfe\xff", "text in the encoding UTF-16", "Save the file again with the encoding UTF-8"),
    (b"PK\x03\x04", "a ZIP archive, as files of Word and Excel are", "Write the record as text"),
    (b"%PDF-", "a PDF file", "Write the record as text, and name the PDF's address as its source"),
)
"""By their first bytes."""


def _other_format(raw: bytes) -> tuple[str, str, str] | None:
    """What a file is that is no text in UTF-8, and what to do."""
    must = "a file must be text in the encoding UTF-8"
    for start, what, remedy in _OTHER_FORMATS:
        if raw.startswith(start):
            return must, f"this is {what}", remedy
    # Of Latin letters every second byte is 0 in UTF-16.
    if raw[:200].count(0) > len(raw[:200]) // 4:
        return must, "this is text in the encoding UTF-16", _OTHER_FORMATS[0][2]
    return None


def _decode(raw: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    if raw.startswith(b"\xef\xbb\xbf"):
        must = "a file must begin with its first letter"
        found = "it begins with a byte-order mark (three hidden bytes)"
        remedy = "Save it as 'UTF-8', not as 'UTF-8 with BOM'"
        problems.append(Problem(Place(name), "byte-order-mark", must, found, remedy))
        raw = raw[3:]
    other = _other_format(raw)
    if other is not None:
        return None, (*problems, Problem(Place(name), "encoding", *other))
    if b"\r" in raw and b"\n" not in raw:
        must = "lines must end with a line feed (LF)"
        found = "they end with a carriage return (CR) alone"
        remedy = "Save the file with the line ends of Unix, LF"
        problems.append(Problem(Place(name), "line-ends", must, found, remedy))
        raw = raw.replace(b"\r", b"\n")
    try:
        # Windows ends lines with two characters; nothing else in a file tells the two apart.
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
        place = Place(name, good.count("\n") + 1, len(good.rpartition("\n")[2]) + 1)
        found = f"the byte 0x{raw[error.start]:02X} here belongs to another encoding"
        remedy = "Save the file again with the encoding UTF-8"
        must = "a file must be text in the encoding UTF-8"
        return None, (*problems, Problem(place, "encoding", must, found, remedy))
    if not text.strip():
        return None, (*problems, empty(name))
    problems += _hidden_characters(text, name)
    return HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), tuple(problems)


def _hidden_characters(text: str, name: str) -> Iterator[Problem]:
    """The first of each line, so that a file of nothing else is still told in a moment."""
    if not HIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        hidden = HIDDEN.search(line)
        if hidden:
            yield Problem(
                Place(name, number, hidden.start() + 1),
                "hidden-character",
                NOT_HIDDEN,
                f"U+{ord(hidden.group()):04X} stands here, unseen",
                "Delete it: put the cursor after it and press backspace once",
            )
