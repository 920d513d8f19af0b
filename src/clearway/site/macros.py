"""Macros for the pages in docs/. Each is one function of the package, bound to the records."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from clearway.publish.pages import home
from clearway.publish.pages.common import Book
from clearway.site.product import read_product, read_settings


def define_env(env: Any) -> None:
    """Binds the macros; a builder that runs no plugins gets the records read here."""
    book = env.conf["extra"].get("clearway") or _read(Path(env.project_dir))
    env.macro(partial(home.intro, book), "intro")
    env.macro(partial(home.lead, book), "lead")
    env.macro(partial(home.coming_up, book), "coming_up")
    env.macro(partial(home.latest_changes, book), "latest_changes")
    env.macro(partial(home.take_part, book), "take_part")
    env.macro(partial(home.picture, book), "picture")
    env.macro(partial(home.counts, book), "counts")


def _read(root: Path) -> Book:
    book = read_product(root, read_settings(os.environ, datetime.now(UTC))).book
    if book is None:
        raise SystemExit("the records have problems: run clearway check")
    return book
