"""The pages of what changed, made from a small real repository.

Covers: clearway.publish.pages.changes.
"""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from clearway.history import History, read_history
from clearway.publish.page import Page
from clearway.publish.pages.changes import PER_PAGE
from clearway.site.product import read_product
from clearway.site.settings import read_settings
from tests.repositories import Repository
from tests.running import REPOSITORY, TRACKERS, URL

WISHES = "    - when: 2024-02-29\n      announced: 2024-02-12\n"

VERSIONS = """\
- id: first
  title: First round
  as_of: 2024-02-11
  released: 2024-05-20

- id: second
  title: Second round
  as_of: 2024-05-10
  released: 2024-05-20
"""

ASK = """\
title: Open until {}
topic: saturdays
text: Stay open.
raised: submission:friends-first-draft
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The library's records, begun on 1 January 2024 and corrected three times after that."""
    made = Repository.new(tmp_path_factory.mktemp("tracker"))
    shutil.copytree(TRACKERS / "library" / "data", made.folder / "data")
    milestones = (made.folder / "data" / "milestones.yaml").read_text()
    assert WISHES in milestones
    before = (
        milestones.split("    - when: 2024-02-29")[0]
        + milestones[milestones.index("  disputed:") :]
    )
    made.write("data/milestones.yaml", before)
    made.commit("The library's records")
    made.write("data/milestones.yaml", milestones)
    made.commit("The wishes have two more weeks (#12)", day=42, author="Kari <b>Nordmann</b>")
    for hour in ("six", "seven"):
        made.write(f"data/asks/until-{hour}.yaml", ASK.format(hour))
    made.write("data/versions.yaml", VERSIONS)
    made.write("data/broken.yaml", "nothing: [")
    made.commit("Two asks, {{ config }} and <script>alert(1)</script>", day=70)
    made.write("data/broken.yaml", None)
    made.write("data/asks/until-seven.yaml", None)
    made.commit("One ask", day=71)
    return made


def pages(root: Path, history: History, as_of: str = "2024-06-01") -> Mapping[str, Page]:
    settings = read_settings(
        {"CLEARWAY_AS_OF": as_of, "CLEARWAY_SITE_URL": URL, "CLEARWAY_REPOSITORY": REPOSITORY},
        datetime(2024, 6, 1, tzinfo=UTC),
    )
    product = read_product(root, settings, history)
    assert product.outputs is not None
    found = product.outputs.pages.values()
    return {page.address: page for page in found if page.address.startswith("changes/")}


@pytest.fixture(scope="module")
def made(repository: Repository) -> Mapping[str, Page]:
    return pages(repository.folder, read_history(repository.folder))


def said(page: Page, path: str) -> list[str]:
    tree = html.fragment_fromstring(page.html, create_parent="div")
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


_LOG = "//ul[@class='cw-rows cw-log']/li/div"


def test_the_log_says_who_changed_what_when_and_where_it_was_discussed(
    made: Mapping[str, Page],
) -> None:
    first = made["changes/"]
    assert said(first, "//ul[@class='cw-rows cw-log']/li/div/h3") == [
        "One ask",
        "Two asks, {{ config }} and <script>alert(1)</script>",
        "The wishes have two more weeks",
        "The library's records",
    ]
    assert [line.rpartition(" · ")[0] for line in said(first, _LOG + "/p[@class='cw-soft']")] == [
        "12 March 2024 · Kari Nordmann",
        "11 March 2024 · Kari Nordmann",
        "12 February 2024 · Kari bNordmann/b",
        "1 January 2024 · Kari Nordmann",
    ]
    told = "/ul[@class='cw-log__told']/li/p"
    assert said(first, _LOG + told) == [
        "The ask Open until seven was removed.",
        "New ask on Saturdays: Open until seven.",
        "New ask on Saturdays: Open until six.",
        "New version: First round.",
        "New version: Second round.",
        "The deadline Wishes for the opening hours are due moved from [no longer: 15] to "
        "29 February 2024, 14 days later; announced on 12 February 2024, "
        "three days before it fell due.",
        "First draft was published on 1 February 2024.",
        "Second draft was published on 6 May 2024 and adopted on 3 June 2024.",
        "New consultation Evening in the town hall: 8 February 2024, 19:00–21:00 Zurich (CET), "
        "printed “7 to 9 pm”, "
        "Town hall, Zurich, Switzerland, and remote.",
        "New deadline Wishes for the opening hours are due: 15 February 2024.",
    ]
    assert said(first, _LOG + "/details/summary") == ["Eleven more"]


def test_links_lead_to_the_forge(made: Mapping[str, Page], repository: Repository) -> None:
    tree = html.fragment_fromstring(made["changes/"].html, create_parent="div")
    first, *_, last = tree.xpath("//ul[@class='cw-rows cw-log']/li")
    assert [a.get("href") for a in first.xpath("./div/p[1]/a")] == [
        f"{REPOSITORY}/commit/{repository.git('rev-parse', 'HEAD')}"
    ]
    requests = tree.xpath("//a[starts-with(text(), 'pull request')]/@href")
    assert requests == [f"{REPOSITORY}/pull/12"]
    assert last.get("id") == f"c{repository.git('rev-parse', 'HEAD~3')[:12]}"


def test_between_versions_stands_what_was_learnt(made: Mapping[str, Page]) -> None:
    page = made["changes/first/to/second/"]
    assert said(page, "//h1 | //div[@class='cw-main']//h2 | //div[@class='cw-main']//p") == [
        "What changed from First round to Second round",
        "Dates that moved",
        "The deadline Wishes for the opening hours are due moved from [no longer: 15] to "
        "29 February 2024, 14 days later; announced on 12 February 2024, "
        "three days before it fell due.",
        "Another source gives 1 March 2024 for Wishes for the opening hours are due.",
        "Drafts",
        "Second draft was published on 6 May 2024.",
        "Meetings and other dates",
        "New meeting Night of reading: 17 May 2024, 20:00–23:00 Zurich (CEST), Reading room, "
        "Zurich, Switzerland, cancelled.",
        "New decision Vote of the council: 3 June 2024, 18:30–21:00 Zurich (CEST).",
        "What was asked for, and what became of it",
        "New ask on Saturdays: Open until six.",
        "Submissions",
        "Friends of the Library submitted The Friends' remarks on the first draft on "
        "20 February 2024.",
        "Statements and who signs them",
        "One organisation and one person endorsed Open on Saturdays.",
        "Open on Saturdays was published on 10 March 2024.",
        "Friends of the Library",
        "Kari Nordmann",
        "Everything else",
        "Two organisations were added; one description of the process changed.",
        "New organisation: Friends of the Library.",
        "New organisation: Staff Union.",
        "More is known of the description of the process Opening hours of the city library.",
    ]


def test_the_last_version_is_held_against_today(made: Mapping[str, Page]) -> None:
    assert [address for address in made if "/to/" in address] == [
        "changes/first/to/second/",
        "changes/second/to/latest/",
    ]
    assert said(made["changes/second/to/latest/"], "//p[@class='cw-lead']") == [
        "Between 10 May 2024 and 1 June 2024: nothing changed."
    ]


def test_news_of_the_process_needs_no_history(made: Mapping[str, Page]) -> None:
    assert said(made["changes/"], "//ul[contains(@class, 'cw-rows--news')]/li")[:3] == [
        "published Second draft was published. 6 May 2024",
        "cancelled The meeting Night of reading was cancelled (it was to be "
        "[no longer: on 17 May 2024]); announced on 2 May 2024, 15 days before.",
        "announced The decision Vote of the council was announced for 3 June 2024, 18:30–21:00 "
        "Zurich (CEST). 29 April 2024",
    ]


def test_without_a_history_one_line_says_so(repository: Repository) -> None:
    page = pages(repository.folder, History(notice="No git here."))["changes/"]
    assert said(page, "//p[@class='cw-note']") == ["No git here."]
    assert said(page, "//ul[@class='cw-rows cw-log']") == []


def test_an_older_site_does_not_know_later_commits(repository: Repository) -> None:
    page = pages(repository.folder, read_history(repository.folder), "2024-02-20")["changes/"]
    assert said(page, "//ul[@class='cw-rows cw-log']/li/div/h3") == [
        "The wishes have two more weeks",
        "The library's records",
    ]


def test_two_copies_of_a_repository_give_the_same_pages(
    repository: Repository, made: Mapping[str, Page], tmp_path: Path
) -> None:
    Repository(tmp_path).git("clone", "--quiet", f"file://{repository.folder}", "copy")
    assert pages(tmp_path / "copy", read_history(tmp_path / "copy")) == made


def test_a_long_history_goes_on_on_further_pages(tmp_path: Path) -> None:
    made = Repository.new(tmp_path)
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    number = 2 * PER_PAGE + 5
    union = "name: Staff Union {}\nsource: https://union.example/\n"
    stream = b"".join(
        b"commit refs/heads/main\ncommitter K <k@library.example> %d +0000\ndata <<END\n"
        b"Number %d\nEND\nM 100644 inline data/organisations/staff-union.yaml\n"
        b"data <<END\n%s\nEND\n" % (1_704_110_400 + n * 60, n + 1, union.format(n).encode())
        for n in range(number)
    )
    made.run_with(stream, "fast-import", "--quiet")
    found = pages(tmp_path, read_history(tmp_path))
    titles = "//ul[@class='cw-rows cw-log']/li/div/h3"
    assert said(found["changes/"], titles) == [f"Number {n}" for n in range(65, 30, -1)]
    assert said(found["changes/log/1/"], titles) == [f"Number {n}" for n in range(30, 0, -1)]
    assert said(found["changes/log/1/"], "//ul[@class='cw-rows cw-log']/li[1]//p[not(@class)]") == [
        "The organisation Staff Union 29 was corrected."
    ]
