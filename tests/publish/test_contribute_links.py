"""Ways to add a record: where they lead, what they fill in, and when they are there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from markupsafe import escape

from clearway.contribute.issues import issue_forms
from clearway.publish.contribute_links import (
    FORMS,
    LABELS,
    MOVED_FORM,
    ContributeLink,
    ContributeLinks,
)
from clearway.publish.issue_forms import forms, mail_text
from clearway.publish.outputs import outputs
from clearway.publish.page import FORGES, MOST_ADDRESS, Site
from clearway.publish.pages.about_site import by_mail_pages
from clearway.publish.pages.common import Book
from clearway.publish.pages.home import kept_by, without_account
from clearway.records.editing.field_hints import refused
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.fields import Text
from clearway.records.kinds.process import Profile
from clearway.records.model import Process
from clearway.records.rules import check
from tests.running import ROOT, TRACKERS

REPOSITORY = "https://github.example/library/tracker"
OPEN, CLOSED, EARLY = date(2024, 4, 30), date(2024, 5, 1), date(2024, 3, 9)
SITE = Site("https://hours.example/", REPOSITORY)


def process_of(root: Path) -> Process:
    process = check(root, date(2026, 11, 22)).process
    assert process is not None
    return process


LIBRARY = process_of(TRACKERS / "library")


def contribute_links(
    day: date = OPEN, site: Site = SITE, process: Process = LIBRARY
) -> ContributeLinks:
    return ContributeLinks(process, site, day)


def labels(found: tuple[ContributeLink, ...]) -> list[str]:
    return [door.label for door in found]


ENDORSEMENT = """\
# yaml-language-server: $schema=../../../schemas/endorsement.json
# You put your name to 'Open on Saturdays'.
# In the name of the file put lower-case words joined by hyphens in place of rename-me, such as
# kari-nordmann.
# Fill in what is empty; the date is that of today. Who signs for an organisation writes kind:
# organisation, and organisation: with its id in data/organisations/.
name:
kind: individual
# a date such as 2025-07-25 or 2025-08
date:
verified: pull-request
source: statement:open-on-saturdays

# Known more? Take the # and the space away before a line, and fill in:
# organisation: one of friends, staff-union
# affiliation: one of friends, staff-union
# role: words
# group: one of readers, staff
# country: a country's code of two letters (ISO 3166-1), such as NO for Norway
"""


def test_the_door_to_endorse_opens_the_editor_with_the_record() -> None:
    door, _ = contribute_links().of_record(LIBRARY.statements[0])
    path = "data/endorsements/open-on-saturdays/rename-me.yaml"
    assert (door.label, door.path, door.text, door.is_filled) == (
        "Endorse",
        path,
        ENDORSEMENT,
        True,
    )
    address = urlsplit(door.editor)
    assert address.path == "/library/tracker/new/main"
    assert parse_qs(address.query) == {"filename": [path], "value": [ENDORSEMENT]}


def test_the_hash_of_the_text_is_the_last_one(tmp_path: Path) -> None:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    path = tmp_path / "data/statements/open-on-saturdays.md"
    versions = "".join(f"  - id: v{n}\n    sha256: {str(n) * 64}\n" for n in (1, 2))
    path.write_text(path.read_text().replace("authors:", f"versions:\n{versions}authors:"))
    process = process_of(tmp_path)
    door, _ = contribute_links(process=process).of_record(process.statements[0])
    assert yaml.safe_load(door.text)["sha256"] == "2" * 64


@pytest.mark.parametrize(
    ("day", "there"),
    [(EARLY, []), (date(2024, 3, 10), ["Endorse"]), (OPEN, ["Endorse"]), (CLOSED, [])],
)
def test_one_can_endorse_while_it_is_open(day: date, there: list[str]) -> None:
    always = ["Withdraw an endorsement"]
    assert labels(contribute_links(day).of_record(LIBRARY.statements[0])) == [*there, *always]
    assert labels(contribute_links(day).of_list("statements/")) == [*there, "Add a statement"]


def test_without_a_repository_and_on_older_versions_there_are_none() -> None:
    for site in (replace(SITE, repository=""), replace(SITE, version="first-draft")):
        found = contribute_links(site=site)
        assert found.of_list("statements/") == ()
        assert [found.of_record(record) for record in LIBRARY if found.of_record(record)] == []


def test_every_list_has_a_door_for_its_kind() -> None:
    lists = (
        "roadmap consultations drafts submissions asks topics synthesis statements scorecard "
        "promises organisations engagement positions"
    )
    found = {here: contribute_links(CLOSED).of_list(f"{here}/") for here in lists.split()}
    assert all(found.values())
    assert {door.label for several in found.values() for door in several} | {
        "Add a note or proposal",  # to a draft
        "Add a draft in another language",
    } == set(LABELS.values())


def test_every_kind_that_people_write_has_one() -> None:
    made_otherwise = {"process", "thread", "version", "sighting", "endorsement"}
    assert set(LABELS) == set(HOME_OF_KIND) - made_otherwise


def test_a_moved_date_is_reported_at_its_line() -> None:
    for ref, line in (("milestone:wishes", 11), ("consultation:2024-02-08-hall", 4)):
        record = LIBRARY.records[ref]
        [door] = contribute_links(date(2024, 2, 8)).of_record(record)
        assert door.label == "Report a moved date"
        assert door.editor == f"{REPOSITORY}/edit/main/{record.origin.path}#L{line}"
        text = (TRACKERS / "library" / record.origin.path).read_text().splitlines()
        assert "when:" in text[line - 1]
    assert contribute_links(CLOSED).of_record(LIBRARY.records["milestone:wishes"]) == ()
    assert (
        contribute_links(OPEN).of_record(LIBRARY.records["milestone:reading-night"]) == ()
    )  # cancelled


def test_forms_are_there_and_so_is_what_is_filled_in() -> None:
    made = {name: yaml.safe_load(text) for name, text in issue_forms(LIBRARY).items()}
    assert {*FORMS.values(), MOVED_FORM} <= made.keys()
    endorse, withdraw = contribute_links().of_record(LIBRARY.statements[0])
    [moved] = contribute_links(date(2024, 2, 8)).of_record(LIBRARY.records["milestone:wishes"])
    everything = (endorse, moved, *contribute_links().kinds.values())
    for address in (withdraw.editor, *(door.form for door in everything if door.form)):
        query = {name: said for name, [said] in parse_qs(urlsplit(address).query).items()}
        asked = {
            q["id"]: q["attributes"].get("options") for q in made[query.pop("template")]["body"]
        }
        for name, said in query.items():
            assert asked[name] is None or said in asked[name]


FORGE_ADDRESSES = {
    "github": "{}/new/main?filename={}&value=",
    "forgejo": "{}/_new/main?filename={}&value=",
    "gitlab": "{}/-/new/main?file_name={}",
}


@pytest.mark.parametrize("forge", FORGES)
def test_each_forge_is_addressed_in_its_own_way(forge: str) -> None:
    site = replace(SITE, forge=forge)
    [door] = contribute_links(CLOSED, site).of_list("organisations/")
    path = "data/organisations/rename-me.yaml"
    begin = FORGE_ADDRESSES[forge].format(REPOSITORY, path)
    assert door.editor.startswith(begin)
    assert door.is_filled == (forge != "gitlab")
    assert bool(door.form) == (forge != "gitlab")
    html = outputs(Book(LIBRARY, site, CLOSED)).pages["organisations/index.md"].html
    assert ('href="../contribute/new/#organisation"' in html) == (forge == "gitlab")


@pytest.mark.parametrize("name", ["library", "ours"])
def test_no_address_is_longer_than_servers_take(name: str) -> None:
    process = LIBRARY if name == "library" else process_of(ROOT)
    found = contribute_links(date(2025, 10, 20), process=process)
    everything = [*found.kinds.values(), *found.endorsing.values()]
    everything += [door for record in process for door in found.of_record(record)]
    assert len(everything) > len(LABELS)
    longest = max(len(door.editor) for door in everything)
    assert 1000 < longest <= MOST_ADDRESS
    assert {door.id for door in everything if not door.is_filled} == {
        "milestone",
        "annotation",
        "position",
    }


def test_a_text_that_is_too_long_is_not_filled_in() -> None:
    assert SITE.prefilled("data/a.yaml", "é" * 1300) != ""
    assert SITE.prefilled("data/a.yaml", "é" * 1400) == ""


def test_a_title_stays_a_comment(tmp_path: Path) -> None:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    path = tmp_path / "data/statements/open-on-saturdays.md"
    hostile = 'title: "Open\\nkind: organisation\\n# on {{ 1 }} <b> Saturdays"'
    path.write_text(path.read_text().replace("title: Open on Saturdays", hostile))
    process = process_of(tmp_path)
    [door] = contribute_links(process=process).endorsing.values()
    assert door.text == ENDORSEMENT.replace(
        "'Open on Saturdays'", "'Open kind: organisation # on {{ 1 }} <b> Saturdays'"
    )


def test_the_page_has_every_text_to_copy() -> None:
    html = outputs(Book(LIBRARY, SITE, OPEN)).pages["contribute/new/index.md"].html
    for door in (*contribute_links().kinds.values(), *contribute_links().endorsing.values()):
        assert f'<h2 id="{door.id}">{door.label}</h2>' in html
        assert f"<code>{door.path}</code>" in html
        escaped = door.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert escaped.replace("'", "&#39;").replace('"', "&#34;").strip() in html


def with_contact(contact: str | None) -> Book:
    profile = LIBRARY.profile.model_copy(update={"contact": contact, "keeper": Text("The Friends")})
    return Book(replace(LIBRARY, profile=profile), SITE, OPEN)


def test_without_a_contact_there_is_no_page_for_mails_and_no_link_to_it() -> None:
    book = with_contact(None)
    assert list(by_mail_pages(book)) == []
    assert without_account(book).strip() == ""
    assert kept_by(book).split() == ["<p>Kept", "by", "The", "Friends.</p>"]


def test_each_form_can_be_sent_by_mail() -> None:
    book = with_contact("record@library.example")
    [page] = by_mail_pages(book)
    found = re.findall(r'href="(mailto:[^"?]+)\?subject=([^&]+)&amp;body=([^"]+)"', page.html)
    assert len(found) == len(forms(LIBRARY))
    for form, (address, subject, body) in zip(forms(LIBRARY), found, strict=True):
        assert (address, unquote(subject)) == ("mailto:record@library.example", form.title)
        texts = [mail_text(form, with_hints=hints) for hints in (True, False)]
        assert unquote(body).replace("\r\n", "\n") in texts
        assert escape(texts[0]) in page.html
    assert 'href="../by-mail/"' in without_account(book, "contribute/new/")
    assert 'href="mailto:record@library.example"' in kept_by(book)


def test_a_contact_that_is_a_page_gets_the_text_to_copy() -> None:
    [page] = by_mail_pages(with_contact("https://library.example/contact"))
    assert "mailto:" not in page.html
    assert 'href="https://library.example/contact"' in page.html


@pytest.mark.parametrize("wrong", ["library", "ann@", "@library.example", "javascript:alert(1)"])
def test_a_contact_is_an_address(wrong: str) -> None:
    given = {"contact": wrong}
    assert "must be an e-mail address of an office" in str(refused(Profile, given, "contact"))
