"""The normalised text of a statement: what counts as a change, and what does not."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.records.endorsing import normalised, text_sha256

TEXT = "# Saturdays\n\nWe ask for the café:\n\n1. *Open* it.\n   Always.\n"


@pytest.mark.parametrize(
    "written",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("\n", "  \n"),
        TEXT.replace("\n", "\t\n"),
        TEXT.replace("\n", "\N{NO-BREAK SPACE} \n"),
        TEXT.replace("é", "e\N{COMBINING ACUTE ACCENT}"),
        f"\n \n{TEXT}",
        f"{TEXT}\n\n \t",
        TEXT.rstrip("\n"),
    ],
    ids="crlf cr spaces tabs no-break decomposed blank-before blank-after no-end".split(),
)
def test_no_change(written: str) -> None:
    assert normalised(written) == TEXT


@pytest.mark.parametrize(
    "written",
    [
        TEXT.replace("Always", "always"),
        TEXT.replace("Always.", "Always"),
        TEXT.replace("*Open*", "Open"),
        TEXT.replace("café:\n\n", "café:\n"),
        TEXT.replace("   Always", "  Always"),
        TEXT.replace("We ask", "We  ask"),
        TEXT.replace("We ask", "We\N{NO-BREAK SPACE}ask"),
        TEXT.replace("é", "e"),
        f"  {TEXT}",
    ],
    ids="case sign markup blank-between indent space no-break accent indent-first".split(),
)
def test_a_change(written: str) -> None:
    assert text_sha256(written) != text_sha256(TEXT)
    assert normalised(written) == written


def test_the_sum_is_that_of_the_text_in_utf_8() -> None:
    assert text_sha256(TEXT) == hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert (
        text_sha256("Open.") == "e22d015f40d26542bf97e517f11339810638d67e6f13f194061872bd5f9a081f"
    )


def test_nothing_but_blank_lines_is_nothing() -> None:
    assert normalised(" \n\t\r\n") == ""


@given(st.text(alphabet=" \t\r\n\N{NO-BREAK SPACE}\N{COMBINING ACUTE ACCENT}eab"))
def test_normalised_twice_is_normalised_once(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
