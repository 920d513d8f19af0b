"""What a commit did to the records, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from clearway.insight.changes import What, commit_changes, commit_counts
from clearway.publish import words
from clearway.publish.sentences.changes import Told, told
from clearway.publish.sentences.groups import rank
from clearway.publish.sentences.names import Names, noun
from clearway.publish.sentences.sentence import Sentence, sentence
from clearway.records.history import Commit


def commit_told(
    names: Names, commit: Commit, contents: Mapping[str, bytes]
) -> tuple[Told, ...] | Sentence:
    """Each record that the commit changed; one sentence where it is too large, or too long ago."""
    changes = commit_changes(commit, contents)
    if changes is None:
        return _counted(commit)
    found = [each for each in (told(names, change) for change in changes) if not each.is_silent]
    if not found:
        return sentence("Nothing that a reader would notice.")
    return tuple(sorted(found, key=rank))


def _counted(commit: Commit) -> Sentence:
    """'65 endorsements and 51 organisations were added; two asks changed.'"""
    said = []
    counts = commit_counts(commit)
    for what, verb in _VERBS.items():
        found = [
            words.count(number, noun(kind), noun(kind, 2))
            for (done, kind), number in counts.most_common()
            if done is what
        ]
        if found:
            every = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
            said.append(f"{verb}: {every}")
    if not said:
        return sentence("Files beside the records.")
    return sentence(f"{words.capitalize_first('; '.join(said))}.")


_VERBS = {What.ADDED: "added", What.CHANGED: "changed", What.REMOVED: "removed"}
