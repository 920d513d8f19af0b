"""How values are shown in messages: on one line, in quotes, with what is unseen made seen."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

# --- A problem is a value: where it is, which rule found it, what must be, what is, what to do
#
# Problems are collected, never raised: one run of the check reports all of them, in file order.


class Place(NamedTuple):
    """A position in a file: path below the project's root with '/', line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


class Severity(StrEnum):
    """An error stops the build; a warning is shown and lets it pass."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to fix. `must`, `found` and `remedy` are clauses without a closing stop."""

    place: Place
    rule: str
    must: str
    found: str
    remedy: str
    severity: Severity = Severity.ERROR

    @property
    def message(self) -> str:
        """'<must>; <found>. <remedy>.', where a question keeps its own mark."""
        stop = "" if self.remedy.endswith("?") else "."
        return f"{self.must}; {self.found}. {self.remedy}{stop}"

    def __str__(self) -> str:
        path, line, column = self.place
        return f"{path}:{line}:{column}: {self.severity}[{self.rule}] {self.message}"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by path, line and column; the same problem found twice is told once."""
    # By attributes, as the order of dataclasses is: many times as fast with many problems.
    by_all = attrgetter("place", "rule", "must", "found", "remedy", "severity")
    return tuple(sorted(dict.fromkeys(problems), key=by_all))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, each ended by a line feed."""
    return "".join(f"{problem}\n" for problem in problems)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub's workflow commands: an annotation beside the line that it speaks of.

    Values are percent-encoded as the runner asks, so that no text from a record can end the
    command or begin another one.
    """
    return "".join(
        f"::{p.severity} file={_property(p.place.path)},line={p.place.line},"
        f"col={p.place.column},title={_property(p.rule)}::{_data(p.message)}\n"
        for p in problems
    )


def as_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """A list of objects with path, line, column, severity, rule, must, found, remedy, message."""
    return [
        {
            **problem.place._asdict(),
            "severity": str(problem.severity),
            **{k: v for k, v in asdict(problem).items() if k not in ("place", "severity")},
            "message": problem.message,
        }
        for problem in problems
    ]


_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_gitlab(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """GitLab's code-quality report, from which it marks lines of a merge request.

    A fingerprint tells one finding from another and stays the same while the line moves. Format:
    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    found: list[dict[str, object]] = []
    seen: Counter[str] = Counter()
    for problem in problems:
        text = f"{problem.place.path}\n{problem.rule}\n{problem.message}"
        seen[text] += 1
        number = f"{text}\n{seen[text]}"
        found.append(
            {
                "description": problem.message,
                "check_name": problem.rule,
                "fingerprint": hashlib.sha256(number.encode("utf-8", "replace")).hexdigest(),
                "severity": _GITLAB[problem.severity],
                "location": {"path": problem.place.path, "lines": {"begin": problem.place.line}},
            }
        )
    return found


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- How values are shown in messages: on one line, in quotes, with what is unseen made seen


HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that a text may not hold: C0 and C1 controls except tab and line feed; line and
paragraph separators; the bidirectional embeddings, overrides and isolates of Unicode TR9; the
byte-order mark inside a text; what is no character at all."""


def printable(text: str) -> str:
    """A text for a terminal: what would steer it is shown as a name.

    >>> printable("Name\\x1b[2J")
    'Name<U+001B>[2J'
    """
    return HIDDEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


_LONGEST = 60


def quoted(text: str, most: int = _LONGEST) -> str:
    """A text in single quotes on one line, cut where it grows too long for a message."""
    line = " ".join(text[: most * 4].split())
    return f"'{shortened(printable(line), most)}'"


def shortened(text: str, most: int) -> str:
    """A text of at most `most` characters.

    >>> shortened("a long name", 7)
    'a long…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shown(value: object) -> str:
    """What a value is, as a clause: "it is 'x'", "it is empty", "it is a list"."""
    if isinstance(value, list):
        return "it is a list" if value else "it is an empty list"
    if isinstance(value, dict):
        return "it has fields of its own"
    text = str(value)
    return f"it is {quoted(text)}" if text.strip() else "it is empty"


_NEAR = 0.75
"""How alike a name must be to be a slip of the other: one letter in four may differ."""

_NEGATION = re.compile(r"(?:un|in|non|not|no|dis)[-_ ]?", re.IGNORECASE)


def nearest(text: str, known: Iterable[str], otherwise: str, least: float = _NEAR) -> str:
    """'Did you mean …?' with the known name that `text` is a slip of, else `otherwise`.

    A name that says the opposite is no slip. `least` is how alike they must be, from 0 to 1.

    >>> nearest("consultaton", ["consultation", "draft"], "Look it up")
    'Did you mean consultation?'
    >>> nearest("unchecked", ["checked"], "Write one of these")
    'Write one of these'
    """
    if len(text) > _LONGEST:
        return otherwise
    plain = text.casefold()
    opposite = _NEGATION.sub("", plain, count=1) if _NEGATION.match(plain) else ""
    names = sorted(name for name in known if name.casefold() != opposite)
    best = extractOne(
        plain,
        names,
        processor=str.casefold,
        scorer=Indel.normalized_similarity,
        score_cutoff=least,
    )
    return f"Did you mean {best[0]}?" if best else otherwise
