"""The language that the program writes in: its catalogue of messages, and CLDR's words for it.

A build writes in the first language of its process. Messages are marked in Python and in templates
as `_("…")`; `make messages` extracts them, and a translation is in `translations/LANGUAGE.po`. A
message without one stays in English.

A message is a whole sentence with named places, `{name}` in Python and `%(name)s` in templates, for
the order of words and their endings differ from language to language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files as package_files
from io import BytesIO
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

SOURCE = "en"
"""The language that messages are written in."""

PSEUDO = "en-XA"
"""English with accents, in brackets and longer: what a page shows otherwise is in no catalogue."""

TRANSLATED = ("ar", "es", "fr", "pt", "ru", "zh")
"""The languages that have a catalogue."""

COMPLETE = TRANSLATED
"""Those whose catalogue must have every message."""


@dataclass(frozen=True)
class InterfaceLanguage:
    """A language to write in: its tag (BCP 47), CLDR's data, and its catalogue."""

    tag: str
    locale: Locale
    catalogue: NullTranslations

    @property
    def is_source(self) -> bool:
        return self.locale.language == SOURCE

    @property
    def direction(self) -> str:
        """'rtl' for a language that is written from right to left."""
        return str(self.locale.text_direction)


class _Pseudo(NullTranslations):
    """A catalogue that has every message, and shows of each that it came from here."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


_ACCENTED = str.maketrans("aceilnorsuyACEINOSUY", "áçéíłñóŕšúýÁÇÉÍÑÓŠÚÝ")
_KEPT = re.compile(r"(\{\w*\}|%\(\w+\)[sd]|%%|<[^<>]*>|&\w+;)")
_MORE = 0.4


def pseudo(message: str) -> str:
    """A message with accents, brackets and 40 % more length; places and markup stay.

    >>> pseudo("From {first}")
    '⟦Fŕóm {first}~~⟧'
    """
    parts = _KEPT.split(message)
    words = [p if n % 2 else p.translate(_ACCENTED) for n, p in enumerate(parts)]
    length = sum(len(p) for p in parts[::2])
    return f"⟦{''.join(words)}{'~' * round(length * _MORE + 0.5)}⟧"


@cache
def language(tag: str) -> InterfaceLanguage:
    """The language of a tag, or of its first part; English where CLDR does not know it.

    >>> language("fr-CH").tag, language("ar").direction, language("tlh").tag
    ('fr-CH', 'rtl', 'en')
    """
    if tag == PSEUDO:
        return InterfaceLanguage(tag, Locale(SOURCE), _Pseudo())
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return InterfaceLanguage(SOURCE, Locale(SOURCE), NullTranslations())
    return InterfaceLanguage(tag, locale, _catalogue(locale.language))


def read_catalogue(name: str) -> Catalog:
    """A language's translations, from its file; a tenth of a second for a thousand messages."""
    path = package_files("clearway") / "translations" / f"{name}.po"
    return read_po(BytesIO(path.read_bytes()), locale=name)


@cache
def _catalogue(name: str) -> NullTranslations:
    if name not in TRANSLATED:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(name))
    compiled.seek(0)
    return GNUTranslations(compiled)


# --- The language of this moment

_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def current() -> InterfaceLanguage:
    return language(_current.get())


def write_in(tag: str) -> None:
    """From now on, everything is written in a language."""
    _current.set(tag)


@contextmanager
def written_in(tag: str) -> Iterator[None]:
    """Writes in a language until the end of the block."""
    before = _current.set(tag)
    try:
        yield
    finally:
        _current.reset(before)


# --- Messages


def gettext(message: str) -> str:
    return current().catalogue.gettext(message) if message else message


_ = gettext


def pgettext(context: str, message: str) -> str:
    """A message whose words mean different things in different places."""
    return current().catalogue.pgettext(context, message)


def ngettext(one: str, other: str, number: int) -> str:
    """A message by a number, in as many forms as the language has."""
    return current().catalogue.ngettext(one, other, number)


def npgettext(context: str, one: str, other: str, number: int) -> str:
    return current().catalogue.npgettext(context, one, other, number)


def N_(message: str) -> str:  # noqa: N802 - the usual name
    """Marks a message that is translated where it is shown."""
    return message


def N_n(one: str, other: str) -> tuple[str, str]:  # noqa: N802
    """As `N_`, for a message by a number."""
    return one, other


def translate_templates(environment: Any) -> None:
    """Lets the templates of a Jinja environment mark messages, as `_("…")` and `{% trans %}`."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )


# --- What CLDR knows

# Dates of English pages are those of British English, with the short months of American English.
_ENGLISH = {
    "long": "d MMMM y",
    "MMMMd": "d MMMM",
    "yMMMM": "MMMM y",
    "MMM": "MMM",
    "MMMd": "d MMM",
    "y": "y",
}


def date_in_words(value: date | datetime, form: str) -> str:
    """A date in a form: 'long', or a skeleton of CLDR such as 'yMMMM'.

    >>> with written_in("es"):
    ...     date_in_words(date(2025, 7, 25), "long")
    '25 de julio de 2025'
    """
    locale = current().locale
    if current().is_source:
        return format_date(value, _ENGLISH.get(form, form), locale=locale)
    if form == "long":
        return format_date(value, form, locale=locale)
    if form in ("EEE", "EEEE"):
        return format_date(value, form, locale=locale)
    return str(format_skeleton(form, value, locale=locale))


def span_in_words(first: date, last: date) -> str:
    """Several days, in which what both ends share comes once: '16–17 December 2025'.

    >>> span_in_words(date(2025, 7, 30), date(2025, 8, 2))
    '30 July – 2 August 2025'
    >>> with written_in("zh"):
    ...     span_in_words(date(2025, 12, 16), date(2025, 12, 17))
    '2025年12月16日至17日'
    """
    locale = current().locale
    if not current().is_source and not locale.date_formats["long"].pattern.startswith("d"):
        return str(format_interval(first, last, skeleton="yMMMd", locale=locale))
    end = date_in_words(last, "long")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = date_in_words(first, "MMMMd" if first.year == last.year else "long")
    return f"{start} – {end}"


def number(value: int) -> str:
    """A number with the language's own separators."""
    return str(format_decimal(value, locale=current().locale))


def joined(items: Iterable[str], style: str = "standard") -> str:
    """A list: 'a, b and c', or 'a, b or c' in the style 'or'; English has no comma before them."""
    found = [str(item) for item in items]
    if current().is_source:
        word = " or " if style == "or" else " and "
        return word.join([", ".join(found[:-1]), *found[-1:]] if len(found) > 1 else found)
    return str(format_list(found, style=style, locale=current().locale))  # type: ignore[arg-type]
