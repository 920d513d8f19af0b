"""A record as a new file."""

from __future__ import annotations

from collections.abc import Mapping

from clearway.intake.issues.records.sent import Change, DoesNotFit, Sent
from clearway.records.homes import DATA, HOME_OF_KIND
from clearway.records.writing import Written, record_text


def new_record(
    kind: str,
    id: str,
    values: Mapping[str, Written],
    sent: Sent,
    there: tuple[str, ...],
    body: str = "",
    folder: str = "",
) -> Change:
    """A new file. `there` is the sentence for the case that it is there already, and what stands
    in it before the path: what somebody wrote is never the sentence itself, whose braces count."""
    path = path_of(kind, id, folder)
    if path in sent.paths:
        sentence, *before = there
        raise DoesNotFit(sentence.format(*before, path))
    return Change(path, record_text(HOME_OF_KIND[kind], values, body), is_new=True)


def path_of(kind: str, id: str, folder: str = "") -> str:
    home = HOME_OF_KIND[kind]
    return "/".join(name for name in (DATA, home.place, folder, id + home.suffix) if name)
