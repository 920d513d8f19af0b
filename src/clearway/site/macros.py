"""Macros for the pages in docs/. Each is one function of the package, bound to the records."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from clearway.publish.pages import home
from clearway.publish.pages.common import Book
from clearway.site.product import read_product
from clearway.site.settings import read_settings


def define_env(env: Any) -> None:
    """Binds the macros; a builder that runs no plugins gets the records read here."""
    plugin = env.conf["plugins"].get("clearway")
    book = plugin.book if plugin else _read(Path(env.project_dir))
    for macro in MACROS:
        env.macro(_bound(macro, book), macro.__name__)


MACROS: tuple[Callable[..., Any], ...] = (
    home.headline,
    home.intro,
    home.figures,
    home.kept_by,
    home.without_account,
    home.translation,
    home.lead,
    home.coming_up,
    home.latest_changes,
    home.take_part,
    home.picture,
    home.counts,
)
"""What a page in docs/ can show, by the name of the function: `{{ intro() }}`."""


def _bound(macro: Callable[..., Any], book: Book) -> Callable[..., Any]:
    """A macro with its book. Not a partial: the macros plugin writes out what each macro is, and a
    partial writes out its arguments, which here are all records."""

    @wraps(macro)
    def call(*arguments: Any, **options: Any) -> Any:
        return macro(book, *arguments, **options)

    return call


def _read(root: Path) -> Book:
    book = read_product(root, read_settings(os.environ, datetime.now(UTC))).book
    if book is None:
        raise SystemExit("the records have problems: run clearway check")
    return book
