"""examples/oasis: a small tracker in French with Arabic names, as its visitors see it."""

from pathlib import Path

import pytest
from lxml import html

from tests.running import ROOT, build, run

OASIS = ROOT / "examples" / "oasis"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("oasis") / "site"
    build(OASIS, target, "2026-04-20")
    return target


def words(site: Path, address: str) -> str:
    tree = html.parse(str(site / address / "index.html"))
    return " ".join(tree.getroot().text_content().split())


def test_its_records_are_clean() -> None:
    done = run("clearway", "check", OASIS, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "No problems found.\n")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("roadmap", "Toutes les dates du processus"),
        ("roadmap", "22 mars 2026"),
        ("milestones/contributions", "7 jours plus tard"),
        ("consultations/2026-02-20-palmeraie", "vendredi, 20 février 2026"),
        ("drafts/premier-projet/to/deuxieme-projet", "Ce qui a changé de Premier projet"),
        ("asks", "en partie dans"),
        ("statements/eau-pour-tous", "De l'eau pour tous les jardins"),
        ("organisations/jardiniers", "جمعية بستانيي عين الزهراء"),
        ("about", "Aucun locuteur natif"),
    ],
)
def test_its_pages_are_in_french(site: Path, address: str, said: str) -> None:
    assert said in words(site, address)


def test_the_language_is_marked(site: Path) -> None:
    page = html.parse(str(site / "organisations/jardiniers/index.html")).getroot()
    assert page.get("lang") == "fr"
    assert page.xpath("/html/body/@dir") == ["ltr"]
    assert page.xpath("//h1/bdi/text()") == ["جمعية بستانيي عين الزهراء"]


def test_calendars_and_feeds_are_in_french(site: Path) -> None:
    calendar = (site / "calendar/all.ics").read_text(encoding="utf-8")
    assert "toutes les dates" in calendar
    feed = (site / "feeds/all.atom").read_text(encoding="utf-8")
    assert 'xml:lang="fr"' in feed
    assert "tous les changements" in feed
