"""Programs that mark changed words, which may be installed or not, as engines of the bench.

None is needed to build or test, and no lock names them: `git` and `wdiff` are programs, wikidiff2
is an extension of `php`, `diff` and `node-htmldiff` are packages that `node` finds (NODE_PATH),
`redlines` is a Python package. All but wikidiff2 know only words, so two paragraphs count as linked
when at least half of the shorter one was kept in the other.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.drafts import Link
from tests.bench.rivals import Engine, Paragraphs

Marks = Iterable[tuple[str, str]]
"""Stretches of text: kept '=', deleted '-' or inserted '+'."""

_LEAST = 0.5  # of the characters of the shorter paragraph
_LIMIT = 120  # seconds for one comparison
_INS, _DEL, _END = "\1", "\2", "\3"


def run_program(*command: str, given: str = "", ends: Sequence[int] = (0,)) -> str:
    """What a program printed. Some say with their exit status that there is a difference."""
    done = subprocess.run(
        command, input=given, capture_output=True, check=False, text=True, timeout=_LIMIT
    )
    if done.returncode not in ends:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def linked(old: Paragraphs, new: Paragraphs, marks: Marks) -> list[Link]:
    """Links of paragraphs that kept enough of each other."""
    first, second = _owners(old), _owners(new)
    kept: Counter[tuple[int, int]] = Counter()
    i = j = 0
    for op, text in marks:
        size = len("".join(text.split()))
        if op == "=":
            kept.update(zip(first[i : i + size], second[j : j + size], strict=True))
        i += size if op != "+" else 0
        j += size if op != "-" else 0
    if (i, j) != (len(first), len(second)):
        raise ValueError("the marked text is not that of the drafts")
    sizes, new_sizes = Counter(first), Counter(second)
    pairs = [(a, b) for (a, b), n in kept.items() if n >= _LEAST * min(sizes[a], new_sizes[b])]
    return _joined(sorted(pairs))


def _owners(draft: Paragraphs) -> list[int]:
    """For each character that is no white space, its paragraph."""
    return [k for k, p in enumerate(draft) for _ in "".join(p.text.split())]


def _joined(pairs: Sequence[tuple[int, int]]) -> list[Link]:
    """Pairs that share a paragraph as one link."""
    links: list[Link] = []
    for i, j in pairs:
        same = [link for link in links if i in link.old or j in link.new]
        links = [link for link in links if link not in same]
        olds = {i}.union(*(link.old for link in same))
        news = {j}.union(*(link.new for link in same))
        links.append(Link(tuple(sorted(olds)), tuple(sorted(news)), False))
    return links


def _lines(draft: Paragraphs) -> str:
    """Each paragraph on a line, without its number."""
    return "".join(" ".join(p.text.split()) + "\n" for p in draft)


def _files(old: Paragraphs, new: Paragraphs, *command: str) -> str:
    """What a program says of the two drafts as files, whose names it gets last."""
    with TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("old", "new")]
        for name, draft in zip(names, (old, new), strict=True):
            name.write_text(_lines(draft), encoding="utf-8")
        return run_program(*command, *map(str, names), ends=(0, 1))


def by_git(old: Paragraphs, new: Paragraphs) -> list[Link]:
    said = _files(
        old, new, "git", "diff", "--no-index", "--minimal", "--word-diff=porcelain", "-U1000000"
    )
    if not said:
        return linked(old, new, [("=", _lines(old))])
    ops = {" ": "=", "-": "-", "+": "+"}
    body = re.split(r"^@@.*@@.*$", said, maxsplit=1, flags=re.MULTILINE)[1]
    lines = (line for line in body.split("\n") if line[:1] in ops)
    return linked(old, new, ((ops[line[0]], line[1:]) for line in lines))


def by_wdiff(old: Paragraphs, new: Paragraphs) -> list[Link]:
    marks = ("-w", _DEL, "-x", _END, "-y", _INS, "-z", _END)
    return linked(old, new, _marked(_files(old, new, "wdiff", *marks)))


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Text in which control characters begin and end what was inserted and deleted."""
    op = "="
    for piece in re.split(f"([{_INS}{_DEL}{_END}])", text):
        if piece in (_INS, _DEL, _END) and piece:
            op = {_INS: "+", _DEL: "-", _END: "="}[piece]
        else:
            yield op, piece


_PHP = """
$drafts = json_decode(file_get_contents('php://stdin'));
echo wikidiff2_inline_json_diff($drafts[0], $drafts[1], 1000000);
"""


def by_wikidiff2(old: Paragraphs, new: Paragraphs) -> list[Link]:
    """Its lines are 0 kept, 1 added, 2 deleted, 3 changed, 4 moved from here, 5 moved to here."""
    given = json.dumps([_lines(old), _lines(new)])
    links: list[Link] = []
    ends: dict[str, int] = {}
    i = j = 0
    for line in json.loads(run_program("php", "-r", _PHP, given=given))["diff"]:
        kind = line["type"]
        if kind in (0, 3):
            links.append(Link((i,), (j,), False))
        elif kind in (4, 5):
            here = line["moveInfo"]
            other = ends.pop(here["linkId"], None)
            if other is None:
                ends[here["id"]] = i if kind == 4 else j
            else:
                links.append(Link((i if kind == 4 else other,), (other if kind == 4 else j,), True))
        i += kind in (0, 2, 3, 4)
        j += kind in (0, 1, 3, 5)
    return [link for link in links if link.old[0] < len(old) and link.new[0] < len(new)]


_JSDIFF = """
const [a, b] = JSON.parse(require('fs').readFileSync(0));
const op = part => part.added ? '+' : part.removed ? '-' : '=';
const parts = require('diff').diffWordsWithSpace(a, b);
console.log(JSON.stringify(parts.map(part => [op(part), part.value])));
"""
_HTMLDIFF = """
const [a, b] = JSON.parse(require('fs').readFileSync(0));
console.log(require('node-htmldiff')(a, b));
"""


def by_jsdiff(old: Paragraphs, new: Paragraphs) -> list[Link]:
    given = json.dumps([_lines(old), _lines(new)])
    return linked(old, new, json.loads(run_program("node", "-e", _JSDIFF, given=given)))


def by_htmldiff(old: Paragraphs, new: Paragraphs) -> list[Link]:
    """Of plain text: the drafts hold no markup."""
    given = json.dumps([_lines(old), _lines(new)])
    said = run_program("node", "-e", _HTMLDIFF, given=given)
    said = re.sub(r"<ins[^>]*>", _INS, re.sub(r"<del[^>]*>", _DEL, said))
    return linked(old, new, _marked(re.sub(r"</(?:ins|del)>", _END, said)))


def by_redlines(old: Paragraphs, new: Paragraphs) -> list[Link]:
    said = import_module("redlines").Redlines(_lines(old), _lines(new)).output_json()
    return linked(old, new, _of_redlines(json.loads(said)["changes"]))


def _of_redlines(changes: Iterable[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for change in changes:
        yield "=", change.get("text", "") if change["type"] == "equal" else ""
        yield "-", change.get("source_text", change["text"] if change["type"] == "delete" else "")
        yield "+", change.get("test_text", change["text"] if change["type"] == "insert" else "")


def _node_finds(package: str) -> bool:
    if shutil.which("node") is None:
        return False
    asked = subprocess.run(
        ("node", "-e", f"require.resolve('{package}')"), capture_output=True, check=False
    )
    return asked.returncode == 0


def _php_has(extension: str) -> bool:
    return shutil.which("php") is not None and extension in run_program("php", "-m").split()


def programs() -> dict[str, Engine | None]:
    """Each by its name; None where it is not installed."""
    return {
        "git words": by_git if shutil.which("git") else None,
        "wdiff": by_wdiff if shutil.which("wdiff") else None,
        "wikidiff2": by_wikidiff2 if _php_has("wikidiff2") else None,
        "jsdiff": by_jsdiff if _node_finds("diff") else None,
        "htmldiff": by_htmldiff if _node_finds("node-htmldiff") else None,
        "redlines": by_redlines if find_spec("redlines") else None,
    }
