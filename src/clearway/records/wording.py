"""How values are shown in messages: on one line, in quotes, with what is unseen made seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that a text may not hold: C0 and C1 controls except tab and line feed; line and
paragraph separators; the bidirectional embeddings, overrides and isolates of Unicode TR9; the
byte-order mark inside a text; what is no character at all."""

_LONGEST = 60


def quoted(text: str, most: int = _LONGEST) -> str:
    """A text in single quotes on one line, cut where it grows too long for a message."""
    line = " ".join(text[: most * 4].split())
    seen = HIDDEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", line)
    return f"'{seen}'" if len(seen) <= most else f"'{seen[: most - 1]}…'"


def shown(value: object) -> str:
    """What a value is, as a clause: "it is 'x'", "it is empty", "it is a list"."""
    if isinstance(value, list):
        return "it is a list" if value else "it is an empty list"
    if isinstance(value, dict):
        return "it has fields of its own"
    text = str(value)
    return f"it is {quoted(text)}" if text.strip() else "it is empty"


def nearest(text: str, known: Iterable[str], otherwise: str) -> str:
    """'Did you mean …?' with the known name that is nearest to `text`, else `otherwise`."""
    if len(text) > _LONGEST:
        return otherwise
    names = sorted(known)
    best = extractOne(
        text.casefold(),
        names,
        processor=str.casefold,
        scorer=Indel.normalized_similarity,
        score_cutoff=0.6,
    )
    return f"Did you mean {best[0]}?" if best else otherwise
