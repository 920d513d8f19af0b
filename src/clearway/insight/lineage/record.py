"""data/concordance.yaml: the names of all threads, written so that their addresses stay."""

from __future__ import annotations

from collections.abc import Iterable

from clearway.insight.lineage.names import place_of
from clearway.insight.lineage.story import Lineage
from clearway.insight.lineage.threads import Thread
from clearway.records import model

HEAD = """\
# yaml-language-server: $schema=../schemas/concordance.json
# The permanent addresses of paragraphs, as `clearway concordance --record` writes them when a
# draft is published. What became of a paragraph is worked out from the texts; to correct a link,
# write `concordance:` into the later draft. Never delete an entry: others may have linked to it.
"""


def record(told: Lineage, recorded: Iterable[model.Thread]) -> str:
    """The file for all threads of a lineage. A name that nobody bears now stays as it was."""
    kept = {each.id: each for each in recorded}
    for thread in told.threads:
        for id in (thread.id, *thread.was):
            kept.pop(id, None)
    entries = [_entry(told, thread) for thread in told.threads]
    entries += [_written(each.id, each.was, each.places) for each in kept.values()]
    return "\n".join([HEAD, *entries])


def _entry(told: Lineage, thread: Thread) -> str:
    places = [place_of(told.texts, (m.version, m.index)) for m in thread.moments]
    return _written(thread.id, thread.was, places)


def _written(id: str, was: Iterable[str], places: Iterable[str]) -> str:
    lines = [f"- id: {id}"]
    former = ", ".join(was)
    lines += [f"  was: [{former}]"] if former else []
    lines += ["  places:", *(f"    - {place}" for place in places)]
    return "\n".join(lines) + "\n"
