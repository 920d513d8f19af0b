"""Suggestions into the files of asks, each marked as what nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from clearway.insight.suggestions import ParagraphSuggestion, PointSuggestion
from clearway.intake.lists import with_entries
from clearway.records.fields import Source
from clearway.records.wording import quoted

Suggestion = PointSuggestion | ParagraphSuggestion


def with_suggestions(text: str, suggestions: Sequence[Suggestion], today: date) -> str:
    """The text of an ask's file with the suggestions for it; everything else stays as it is.

    Points go into `suggested`, which is no source of the ask. Passages go into `fates` as `partial`
    and `suggested`, with `inferred` as their ground. Raises CannotAdd.
    """
    points = [s.ref for s in suggestions if isinstance(s, PointSuggestion)]
    passages = [_fate(s, today) for s in suggestions if isinstance(s, ParagraphSuggestion)]
    if points:
        text = with_entries(text, "suggested", points)
    return with_entries(text, "fates", passages) if passages else text


def _fate(suggestion: ParagraphSuggestion, today: date) -> dict[str, Any]:
    evidence: dict[str, Any] = {"paragraph": suggestion.paragraph} if suggestion.paragraph else {}
    evidence["source"] = [_source(source) for source in suggestion.source]
    evidence["note"] = why(suggestion)
    return {
        "draft": suggestion.draft.id,
        "fate": "partial",
        "evidence": evidence,
        "judged": "suggested",
        "basis": "inferred",
        "date": str(today),
    }


def why(suggestion: Suggestion) -> str:
    """'Suggested, as both have e-waste, toxic (62 of 100).'"""
    words = ", ".join(suggestion.shared)
    return f"Suggested, as both have {words} ({suggestion.score * 100:.0f} of 100)."


def told(suggestion: Suggestion) -> str:
    """One line: the ask's file, what is suggested, and why."""
    if isinstance(suggestion, PointSuggestion):
        what = f"{suggestion.ref} may belong to it: {quoted(suggestion.text)}"
    else:
        at = f", {suggestion.paragraph}" if suggestion.paragraph else ", in its outline"
        what = f"draft:{suggestion.draft.id}{at}, may reflect it: {quoted(suggestion.text)}"
    return f"{suggestion.ask.origin.path}: {what}. {why(suggestion)}"


def _source(source: Source) -> str | dict[str, str]:
    if source.ref or source.url:
        return str(source.ref or source.url)
    return {"title": str(source.title)}
