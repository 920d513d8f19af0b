"""A changed text, word by word: near its changes only, and in a terminal."""

from __future__ import annotations

from clearway.insight.redline import Run, word_diff
from clearway.records.rules.contact import without_contact_data


def redline(old: str, new: str) -> tuple[Run, ...]:
    return _trimmed(word_diff(*(without_contact_data(str(text)) for text in (old, new))))


_AROUND = 70


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs of which what was kept is shown near a change only."""
    found = []
    for number, (op, text) in enumerate(runs):
        if op == "=" and len(text) > 2 * _AROUND + 20:
            first = text[:_AROUND].rsplit(" ", 1)[0] if number else ""
            last = text[-_AROUND:].split(" ", 1)[-1] if number < len(runs) - 1 else ""
            text = f"{first} … {last}"
        found.append(Run(op, text))
    return tuple(found)


def runs_plain(runs: tuple[Run, ...]) -> str:
    """A redline for a terminal: [-deleted-] {+added+}."""
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return " ".join("".join(signs[op].format(text) for op, text in runs).split())
