"""The endorsements of one statement as CSV and JSON, whole."""

from datetime import date

from clearway.publish.page import Site
from clearway.publish.pages.common import Book
from clearway.publish.pages.statements import files
from clearway.records.rules import check
from tests.running import TRACKERS

PAGE = "https://site.example/statements/open-on-saturdays/"


def made() -> dict[str, str]:
    process = check(TRACKERS / "library", date(2026, 11, 22)).process
    assert process is not None
    return dict(files(Book(process, Site("https://site.example/"), date(2026, 11, 22))))


def test_csv() -> None:
    assert made()["statements/open-on-saturdays/endorsements.csv"] == (
        "id,name,printed,kind,organisation,affiliation,role,group,country,date,version,sha256,"
        "verified,withdrawn,page\r\n"
        "friends,Friends of the Library,,organisation,friends,,,readers,CH,2024-03-11,,,,,"
        f"{PAGE}#friends\r\n"
        "kari-nordmann,Kari Nordmann,,individual,,staff-union,,,NO,2024-03-12,,,,,"
        f"{PAGE}#kari-nordmann\r\n"
    )


def test_json_tells_what_is_known() -> None:
    assert made()["statements/open-on-saturdays/endorsements.json"] == (
        '{"statement": "open-on-saturdays", "endorsements": [\n'
        '{"id": "friends", "name": "Friends of the Library", "kind": "organisation", '
        '"organisation": "friends", "group": "readers", "country": "CH", "date": "2024-03-11", '
        f'"page": "{PAGE}#friends"}},\n'
        '{"id": "kari-nordmann", "name": "Kari Nordmann", "kind": "individual", '
        '"affiliation": "staff-union", "country": "NO", "date": "2024-03-12", '
        f'"page": "{PAGE}#kari-nordmann"}}\n'
        "]}\n"
    )


def test_a_short_roll_needs_no_index() -> None:
    assert sorted(made()) == [
        "statements/open-on-saturdays/endorsements.csv",
        "statements/open-on-saturdays/endorsements.json",
    ]
