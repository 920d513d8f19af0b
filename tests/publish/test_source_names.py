"""What sources are called: by their titles, else by who publishes them.

Covers: clearway.publish.source_names.
"""

from __future__ import annotations

from datetime import date

import pytest

from clearway.publish.source_names import source_names, untitled
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import ROOT


def process() -> Process:
    found = check(ROOT, date(2026, 11, 22)).process
    assert found is not None
    return found


NAMES = source_names(process())


@pytest.mark.parametrize(
    ("url", "text"),
    [
        # a title that some record gives
        ("https://publicadministration.desa.un.org/wsis20", "The review's official pages"),
        # the address of an organisation
        ("https://www.accessnow.org", "Website of Access Now"),
        # a page below it
        ("https://accessnow.org/legal-team", "Page of Access Now (/legal-team)"),
        # the publisher is no organisation of the record
        ("https://www.afnic.fr/en/?p=37086", "Page on afnic.fr (/en/?p=37086)"),
    ],
)
def test_a_source_is_named_from_what_records_know(url: str, text: str) -> None:
    assert NAMES[url].text == text


def test_no_name_is_a_bare_address() -> None:
    bare = {url.partition("://")[2].removeprefix("www.").rstrip("/") for url in NAMES}
    assert [name.text for name in NAMES.values() if name.text in bare or "://" in name.text] == []


def test_a_long_path_is_cut() -> None:
    assert untitled(f"https://a.example/{'b' * 50}") == f"Page on a.example (/{'b' * 39}…)"
