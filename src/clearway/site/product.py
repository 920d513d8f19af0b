"""From a folder of records to the outputs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from clearway.history import NOT_READ, History
from clearway.history.revisions import NO_REVISIONS, Revisions
from clearway.insight.knowledge import as_known
from clearway.language import write_in
from clearway.problems import Problem, has_errors
from clearway.publish.outputs import Outputs, outputs
from clearway.publish.pages.common import Book
from clearway.records.rules import check
from clearway.site.settings import Settings

log = logging.getLogger(__name__)

STOPPED = "nothing was built; fix the problems listed above"
"""How a build in a process of its own ends where the records have errors, printed before."""


@dataclass(frozen=True)
class Product:
    """A checked folder; `book` and `outputs` are there when it has no errors."""

    problems: tuple[Problem, ...]
    book: Book | None = None
    outputs: Outputs | None = None


def read_product(
    root: Path,
    settings: Settings,
    history: History = NOT_READ,
    revisions: Callable[[], Revisions] = lambda: NO_REVISIONS,
) -> Product:
    """Checks the records below `root` and, when they have no errors, makes all outputs.

    `revisions` is asked once the records have been checked.
    """
    log.info("Reading the records")
    checked = check(root, settings.today, publishes=settings.publishes)
    if checked.process is None or has_errors(checked.problems):
        return Product(checked.problems)
    process = checked.process
    language = process.profile.languages[0]
    write_in(language)
    if settings.only_known:
        process = as_known(process, settings.as_of)
        known = revisions().until(settings.as_of)
    else:
        known = revisions()
    book = Book(
        process,
        replace(settings.site, language=language),
        settings.as_of,
        history,
        known,
        is_past_day=settings.only_known,
    )
    log.info("Making the pages of %d records", book.number)
    return Product(checked.problems, book, outputs(book))
