"""Extracts all messages from Python and templates, and brings each catalogue up to date.

A message that is new is empty in the catalogues, one that is gone is dropped, and a translation is
never guessed. Run it with `make messages`, then fill in what is empty.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from clearway.language import TRANSLATED

SRC = Path(__file__).resolve().parent.parent / "src"
FOLDER = SRC / "clearway" / "translations"

METHODS = [
    ("clearway/site/starter/files/**", "ignore"),
    ("clearway/**.py", "python"),
    ("clearway/publish/templates/**.html", "jinja2"),
    ("clearway/publish/templates/**.svg", "jinja2"),
    ("clearway/site/theme/**.html", "jinja2"),
]
OPTIONS = {"**.html": {"trimmed": "true"}, "**.svg": {"trimmed": "true"}}
KEYWORDS = {
    "_": None,
    "N_": None,
    "N_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = """\
# Translations of Clearway's pages. PROJECT and the date of a message are git's to know.
# `make messages` writes this file; the text after each msgstr is the translator's."""


def messages() -> Catalog:
    """Every message of the program, with the files that it is in."""
    found = Catalog()
    for path, _, message, comments, context in extract_from_dir(
        SRC, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return found


def updated(name: str, found: Catalog) -> bytes:
    """The file of a language with today's messages, and the translations that it has."""
    path = FOLDER / f"{name}.po"
    held = read_po(BytesIO(path.read_bytes() if path.is_file() else b""), locale=name)
    fresh = Catalog(locale=name, header_comment=HEADER, fuzzy=False)
    for message in sorted(found, key=_order):
        if not message.id:
            continue
        before = held.get(message.id, message.context)
        same = before is not None and isinstance(before.id, tuple) == isinstance(message.id, tuple)
        fresh.add(
            message.id,
            before.string if same and before else None,
            sorted(set(message.locations)),
            auto_comments=message.auto_comments,
            context=message.context,
        )
    out = BytesIO()
    write_po(out, fresh, width=100, include_lineno=False, omit_header=True)
    return (_header(fresh) + out.getvalue().decode()).encode()


def _order(message: object) -> tuple[str, str, str]:
    first = min(getattr(message, "locations"), default=("", None))[0]  # noqa: B009
    return (first, str(getattr(message, "id")), str(getattr(message, "context")))  # noqa: B009


def _header(catalogue: Catalog) -> str:
    """What gettext needs to know, without days and names that change from machine to machine."""
    return (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )


def untranslated(name: str) -> Iterator[str]:
    """The messages of a language that have no translation, or a fuzzy one."""
    path = FOLDER / f"{name}.po"
    for message in read_po(BytesIO(path.read_bytes()), locale=name):
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy or not all(strings):
            yield message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    found = messages()
    for name in TRANSLATED:
        (FOLDER / f"{name}.po").write_bytes(updated(name, found))
        missing = len(list(untranslated(name)))
        print(f"{name}: {len(found)} messages, {missing} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
