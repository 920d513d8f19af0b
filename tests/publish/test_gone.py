"""The address of a date that was taken out of the record goes on answering."""

from datetime import UTC, date, datetime
from pathlib import Path

from clearway.history.revisions import read_revisions
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from tests.history.edits import BASE, CLOSING, LIST, PROCESS, RENAMED, put
from tests.repositories import Repository

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def pages(folder: Path, *texts: str) -> dict[str, str]:
    """The HTML of every milestone's page of a tracker with that history, by its address."""
    made = Repository.new(folder)
    made.write("data/process.yaml", PROCESS)
    for day, text in enumerate(texts):
        made.write(LIST, text)
        made.commit(f"Step {day}", day=day)
    product = read_product(
        folder, read_settings({}, NOW), revisions=lambda: read_revisions(folder, date(2026, 11, 22))
    )
    assert product.outputs is not None
    found = product.outputs.pages.values()
    return {page.address: page.html for page in found if page.address.startswith("milestones/")}


def test_a_removed_record_has_a_page_that_says_so(tmp_path: Path) -> None:
    found = pages(tmp_path, BASE, CLOSING)
    assert found.keys() == {"milestones/closing/", "milestones/opening/"}
    gone = found["milestones/opening/"]
    assert "<h1>Opening</h1>" in gone
    assert "It was removed on 2 January 2024." in gone
    assert "<strong>1 December 2026</strong>" in gone
    assert 'href="../../roadmap/"' in gone


def test_its_text_is_data(tmp_path: Path) -> None:
    hostile = put("title: Opening", 'title: "<script>alert(1)</script> {{ 1 }}"')
    gone = pages(tmp_path, hostile, CLOSING)["milestones/opening/"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 }}" in gone


def test_a_renamed_record_has_none(tmp_path: Path) -> None:
    """Its old address leads on; see the redirects."""
    found = pages(tmp_path, BASE, RENAMED)
    assert found.keys() == {"milestones/closing/", "milestones/opened/"}
