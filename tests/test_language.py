"""The language that the program writes in, its catalogues, and what CLDR knows."""

from datetime import date
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.checkers import python_format

from clearway import language
from clearway.language import (
    TRANSLATED,
    current,
    date_in_words,
    gettext,
    joined,
    ngettext,
    number,
    pseudo,
    span_in_words,
    written_in,
)
from tools.messages import FOLDER, messages, untranslated, updated

ALL = messages()


@pytest.mark.parametrize(
    ("tag", "day", "month", "days", "thousands"),
    [
        ("en", "25 July 2025", "July 2025", "16–17 December 2025", "1,200"),
        ("fr", "25 juillet 2025", "juillet 2025", "16–17 décembre 2025", "1\u202f200"),
        ("es", "25 de julio de 2025", "julio de 2025", "16–17 de diciembre de 2025", "1.200"),
        (
            "ru",
            "25 июля 2025\u202fг.",
            "июль 2025\u202fг.",
            "16–17 декабря 2025\u202fг.",
            "1\xa0200",
        ),
        ("ar", "25 يوليو 2025", "يوليو 2025", "16–17 ديسمبر 2025", "1,200"),
        ("zh", "2025年7月25日", "2025年7月", "2025年12月16日至17日", "1,200"),
    ],
)
def test_dates_and_numbers(tag: str, day: str, month: str, days: str, thousands: str) -> None:
    with written_in(tag):
        assert date_in_words(date(2025, 7, 25), "long") == day
        assert date_in_words(date(2025, 7, 1), "yMMMM") == month
        assert span_in_words(date(2025, 12, 16), date(2025, 12, 17)) == days
        assert number(1200) == thousands


@pytest.mark.parametrize(
    ("tag", "three"),
    [("en", "a, b and c"), ("fr", "a, b et c"), ("ar", "a وb وc"), ("zh", "a、b和c")],
)
def test_lists(tag: str, three: str) -> None:
    with written_in(tag):
        assert joined(["a", "b", "c"]) == three
        assert joined(["a"]) == "a"
        assert joined([]) == ""


def test_a_language_without_a_catalogue_writes_english() -> None:
    with written_in("sw"):
        assert gettext("date not known") == "date not known"
        assert date_in_words(date(2025, 7, 25), "long") == "25 Julai 2025"
    with written_in("tlh"):
        assert current().tag == "en"


def test_the_language_before_comes_back() -> None:
    with written_in("fr"), written_in("ar"):
        assert current().direction == "rtl"
    assert (current().tag, current().direction) == ("en", "ltr")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Home", "⟦Hóḿé~~⟧".replace("ḿ", "m")),
        ("%(days)s days, 5 %%", "%(days)s"),
        ('<a href="{url}">All</a>', '<a href="{url}">'),
    ],
)
def test_the_pseudo_language_keeps_places_and_markup(message: str, shown: str) -> None:
    assert shown in pseudo(message)
    assert pseudo(message).startswith("⟦")
    with written_in(language.PSEUDO):
        assert gettext(message) == pseudo(message)
        assert ngettext("one", message, 2) == pseudo(message)


# --- The catalogues


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_catalogue_has_the_messages_of_today(name: str) -> None:
    path = FOLDER / f"{name}.po"
    assert path.read_bytes() == updated(name, ALL), "run: make messages"


@pytest.mark.parametrize("name", language.COMPLETE)
def test_a_complete_language_has_every_translation(name: str) -> None:
    assert list(untranslated(name)) == []


def places(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def translations(name: str) -> list[Message]:
    catalogue = language.read_catalogue(name)
    return [each for each in catalogue if each.id and any(strings(each))]


def strings(message: Message) -> tuple[str, ...]:
    held = message.string
    return tuple(held) if isinstance(held, tuple | list) else (str(held or ""),)


@pytest.mark.parametrize("name", TRANSLATED)
def test_translations_have_the_places_of_their_messages(name: str) -> None:
    wrong = []
    for each in translations(name):
        ids = each.id if isinstance(each.id, tuple | list) else (each.id,)
        if each.python_format:
            python_format(None, each)
        if not each.python_brace_format:
            continue
        allowed = set().union(*(places(one) for one in ids))
        wrong += [said for said in strings(each) if places(said) - allowed]
        # A singular may leave out its number, as in 'one day'.
        needed = allowed if len(ids) == 1 else set()
        wrong += [said for said in strings(each) if needed - places(said)]
    assert wrong == []
