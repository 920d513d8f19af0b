"""Pages as they are read from a disk."""

import pytest

from clearway.release.offline import as_offline, to_file

KNOWN = {"index.html", "drafts/index.html", "drafts/rev 1/index.html", "calendar/all.ics"}


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("./", "index.html"),
        (".", "index.html"),
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("../drafts/#p1", "../drafts/index.html#p1"),
        ("../drafts/rev%201/?h=x#p", "../drafts/rev%201/index.html?h=x#p"),
        ("../calendar/all.ics", "../calendar/all.ics"),
        ("../nowhere/", "../nowhere/"),
        ("../../drafts/", "../../drafts/"),
        ("#here", "#here"),
        ("", ""),
        ("/drafts/", "/drafts/"),
        ("https://drafts/", "https://drafts/"),
        ("mailto:drafts/", "mailto:drafts/"),
        ("webcal://x/drafts/", "webcal://x/drafts/"),
    ],
)
def test_a_link_to_a_folder_leads_to_the_page_in_it(link: str, file: str) -> None:
    known = {*KNOWN, "calendar/index.html"}
    assert to_file("calendar/index.html", link, known) == file


PAGE = """\
<meta http-equiv="refresh" content="0; url=../drafts/">
<a class=x href="../drafts/">Drafts</a> <a title="1 > 0" href='../'>Home</a> <a href=..>Home</a>
<svg><a xlink:href="../drafts/"/></svg> <code>href="../drafts/"</code>
<!-- <a href="../drafts/"> --><script>let a = '<a href="../drafts/">'</script>
<link rel="canonical" href="https://hours.example/calendar/">
<script src="../assets/javascripts/bundle.1.min.js"></script>
"""

ON_DISK = """\
<meta http-equiv="refresh" content="0; url=../drafts/index.html">
<a class=x href="../drafts/index.html">Drafts</a> <a title="1 > 0" href="../index.html">Home</a> \
<a href="../index.html">Home</a>
<svg><a xlink:href="../drafts/index.html"/></svg> <code>href="../drafts/"</code>
<!-- <a href="../drafts/"> --><script>let a = '<a href="../drafts/">'</script>
<link rel="canonical" href="https://hours.example/calendar/">
<script src="../static/offline.js"></script>
<script src="../assets/javascripts/bundle.1.min.js"></script>
"""


HELP = '<script src="../static/offline.js"></script>\n'


def test_links_of_a_page_and_nothing_else_are_changed() -> None:
    found = as_offline("calendar/index.html", PAGE.encode(), KNOWN)
    assert {path: content.decode() for path, content in found.items()} == {
        "calendar/index.html": ON_DISK.replace(HELP, "")
    }


def test_a_page_with_the_theme_s_search_has_a_script_that_stands_in_for_its_worker() -> None:
    known = {*KNOWN, "search/search_index.json"}
    found = as_offline("calendar/index.html", PAGE.encode(), known)
    assert found["calendar/index.html"].decode() == ON_DISK


def test_the_index_of_the_search_becomes_a_script() -> None:
    index = b'{"docs":[{"location":""},{"location":"drafts/#p1"},{"location":"x/"}]}'
    assert as_offline("search/search_index.json", index, KNOWN) == {
        "search/search_index.js": b'var __index = {"docs":[{"location":"index.html"},'
        b'{"location":"drafts/index.html#p1"},{"location":"x/"}]};\n'
    }


def test_other_files_stay_and_what_a_server_needs_goes() -> None:
    assert as_offline("calendar/all.ics", b"\xff", KNOWN) == {"calendar/all.ics": b"\xff"}
    assert as_offline("404.html", b"", KNOWN) == {}
