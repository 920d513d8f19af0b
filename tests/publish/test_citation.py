"""How a page is cited: in a sentence, for BibTeX, and for reference managers."""

from __future__ import annotations

import json
from datetime import date

import pytest

from clearway.publish.citation import page_citation
from clearway.publish.page import Site
from clearway.records.kinds.process import Profile
from clearway.records.rules import check
from tests.running import TRACKERS


def profile() -> Profile:
    process = check(TRACKERS / "library", date(2026, 11, 22)).process
    assert process is not None
    return process.profile


HOURS = profile()
HOME = "https://hours.example/"


def test_a_page_in_three_forms() -> None:
    found = page_citation(Site(HOME), HOURS, "drafts/a/", "Draft {A} & 5%", date(2024, 5, 1))
    name = str(HOURS.title)
    assert found.text.endswith(f"“Draft {{A}} & 5%”. {name}, 1 May 2024. {HOME}drafts/a/")
    assert found.bibtex.startswith("@misc{opening-hours-drafts-a,\n  title = {{Draft A \\& 5\\%}},")
    [csl] = json.loads(found.csl)
    assert csl["URL"] == f"{HOME}drafts/a/"
    assert csl["issued"] == {"date-parts": [[2024, 5, 1]]}


@pytest.mark.parametrize(
    ("version", "address"),
    [("", "drafts/a/"), ("latest", "latest/drafts/a/"), ("rev1", "rev1/drafts/a/")],
)
def test_a_version_is_cited_by_its_own_address(version: str, address: str) -> None:
    site = Site(HOME, version=version)
    assert page_citation(site, HOURS, "drafts/a/", "A", date(2024, 5, 1)).url == HOME + address
