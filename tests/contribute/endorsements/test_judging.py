"""How rows stand to what is recorded, and what whoever imports may allow.

Covers: clearway.contribute.endorsements.judging.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contribute.endorsements.running import (
    FOLDER,
    STATEMENT,
    added,
    endorse,
    files,
    library,
    rows,
)

HEAD = "Name,Kind,Country,Role,Date,Affiliation\n"
SCHEMA = "# yaml-language-server: $schema=../../../schemas/endorsement.json\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path / "tracker")


def outcomes(root: Path, text: str, *more: str) -> list[str]:
    """What is said of each row: its outcome and the rest, in the order of the file's lines."""
    done = endorse(root, rows(root, HEAD + text), "--all", *more)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    found: dict[int, str] = {}
    outcome = ""
    for line in done.stdout.splitlines():
        if line.startswith("  line "):
            number, _, said = line.removeprefix("  line ").strip().partition("  ")
            found[last := int(number)] = f"{outcome}: {said}"
        elif line.startswith("   "):
            found[last] += f" {line.strip()}"
        else:
            outcome = line.partition(":")[0].split(" ")[0].lower()
    return [found[number] for number in sorted(found)]


def test_a_change_is_shown_and_written_only_when_told(root: Path) -> None:
    before = files(root)
    kari = f"{FOLDER}/kari-nordmann.yaml"
    row = "KARI NORDMANN,person,NO,Librarian,2024-03-11,Staff Union\n"
    told = f"KARI NORDMANN: {kari}: role (none) → Librarian, date 2024-03-12 → 2024-03-11"
    assert outcomes(root, row) == [
        f"changed: {told}. Say --update to write it, or correct the record."
    ]
    assert files(root) == before
    assert outcomes(root, row, "--update") == [f"changed: {told}"]
    text = before[kari].replace("2024-03-12", "2024-03-11")
    assert added(root, before) == {kari: text.replace("country:", "role: Librarian\ncountry:")}
    assert outcomes(root, row, "--update") == [f"same: KARI NORDMANN: as {kari}"]


def test_who_signs_twice_has_endorsed_since_the_first_day(root: Path) -> None:
    text = "Ann Lee,person,NO,,2024-03-20,\nAnn Lee,person,NO,Reader,2024-03-15,\n"
    assert outcomes(root, text) == [
        "new: Ann Lee: individual, NO, 2024-03-20",
        "same: Ann Lee: as line 2",
    ]
    assert files(root)[f"{FOLDER}/ann-lee.yaml"] == (
        f"{SCHEMA}name: Ann Lee\nkind: individual\nrole: Reader\n"
        'country: "NO"\ndate: 2024-03-15\nverified: form\nsource:\n  title: rows.csv\n'
    )
    assert [told[:4] for told in outcomes(root, text)] == ["same", "same"]


def test_rows_that_contradict_each_other_are_refused(root: Path) -> None:
    text = "Ann Lee,person,NO,Reader,,\nAnn Lee,person,NO,Writer,,\n"
    refused = (
        "refused: Ann Lee: line 2 is of the same signatory and says otherwise: "
        "role Reader → Writer. Keep the one that is right."
    )
    assert outcomes(root, text)[1] == refused
    assert outcomes(root, text, "--update")[1] == refused


def test_namesakes_in_two_countries_are_two(root: Path) -> None:
    text = "Ann Lee,person,NO,,,\nAnn Lee,person,KR,,,\nAnn Lee,person,,,,\n"
    assert outcomes(root, text) == [
        "new: Ann Lee: individual, NO",
        "new: Ann Lee: individual, KR",
        "same: Ann Lee: as line 2",
    ]
    assert {f"{FOLDER}/ann-lee.yaml", f"{FOLDER}/ann-lee-2.yaml"} < files(root).keys()


def test_what_is_doubtful_is_written_when_told_and_says_that_it_is_another(root: Path) -> None:
    text = "Friends of Library GmbH,organisation,CH,,,\n"
    told = (
        f"doubtful: Friends of Library GmbH: it may be 'Friends of the Library' "
        f"({FOLDER}/friends.yaml). If it is, leave this row out; if they are two, say "
        "--accept-doubtful."
    )
    before = files(root)
    assert outcomes(root, text) == [told]
    assert files(root) == before
    assert outcomes(root, text, "--accept-doubtful") == [told]
    assert added(root, before) == {
        f"{FOLDER}/friends-of-library-gmbh.yaml": (
            f"{SCHEMA}name: Friends of Library GmbH\nkind: organisation\n"
            "organisation: friends-of-library-gmbh\nverified: form\n"
            "different_from: [friends]\nsource:\n  title: rows.csv\n"
        ),
        "data/organisations/friends-of-library-gmbh.yaml": (
            "# yaml-language-server: $schema=../../schemas/organisation.json\n"
            "name: Friends of Library GmbH\ncountry: CH\ncountry_basis: label\n"
            "source:\n  title: rows.csv\n"
        ),
    }
    assert outcomes(root, text) == [
        f"same: Friends of Library GmbH: as {FOLDER}/friends-of-library-gmbh.yaml"
    ]


def test_an_organisation_is_known_by_every_name_of_the_register(root: Path) -> None:
    text = "Amis de la bibliothèque,organisation,,,,\nStaff Union,organisation,,,2024-03-20,\n"
    assert outcomes(root, text) == [
        f"same: Amis de la bibliothèque: as {FOLDER}/friends.yaml",
        "new: Staff Union: organisation, 2024-03-20",
    ]
    assert "organisation: staff-union\n" in files(root)[f"{FOLDER}/staff-union.yaml"]


def test_a_person_is_known_by_the_name_as_printed(root: Path) -> None:
    kari = root / FOLDER / "kari-nordmann.yaml"
    kari.write_text("printed: Kari N. Nordmann\n" + kari.read_text("utf-8"), "utf-8")
    assert outcomes(root, "Kari N. Nordmann,person,NO,,2024-03-20,\n") == [
        f"same: Kari N. Nordmann: as {FOLDER}/kari-nordmann.yaml"
    ]


def test_who_withdrew_stays_so_unless_they_sign_anew(root: Path) -> None:
    kari = root / FOLDER / "kari-nordmann.yaml"
    kari.write_text(kari.read_text("utf-8") + "withdrawn: {date: 2024-03-20}\n", "utf-8")
    text = "Kari Nordmann,person,NO,,2024-03-18,\nKari Nordmann,person,NO,,2024-03-21,\n"
    assert outcomes(root, text) == [
        f"same: Kari Nordmann: as {FOLDER}/kari-nordmann.yaml",
        "new: Kari Nordmann: individual, NO, 2024-03-21",
    ]
    assert [told[:4] for told in outcomes(root, text)] == ["same", "same"]


def test_the_text_that_stood_on_the_day_is_the_one_endorsed(root: Path) -> None:
    versions = "".join(
        f"  - {{id: v{n}, date: 2024-03-{day}, sha256: {str(n) * 64}, source: https://a.example}}\n"
        for n, day in ((1, 10), (2, 20))
    )
    statement = root / "data" / "statements" / f"{STATEMENT}.md"
    text = statement.read_text("utf-8").replace("authors:", f"versions:\n{versions}authors:")
    statement.write_text(text, "utf-8")
    outcomes(
        root, "Ann Lee,person,NO,,2024-03-19,\nBo Ek,person,NO,,2024-03-20,\nCy Ho,person,,,,\n"
    )
    found = files(root)
    assert f'sha256: "{"1" * 64}"\n' in found[f"{FOLDER}/ann-lee.yaml"]
    assert f'sha256: "{"2" * 64}"\n' in found[f"{FOLDER}/bo-ek.yaml"]
    assert "sha256" not in found[f"{FOLDER}/cy-ho.yaml"]


def test_where_the_rows_were_read_is_recorded(root: Path) -> None:
    outcomes(
        root, "Ann Lee,person,,,,\n", "--source", "https://a.example/list", "--verified", "list"
    )
    assert files(root)[f"{FOLDER}/ann-lee.yaml"] == (
        f"{SCHEMA}name: Ann Lee\nkind: individual\nverified: list\nsource: https://a.example/list\n"
    )


def test_the_report_of_what_was_left_out_can_be_mended_and_imported(root: Path) -> None:
    text = "Ann Lee,perhaps,NO,,,\n=Bo,person,Atlantis,,,\nCy Ho,person,NO,,,\n"
    outcomes(root, text)
    left = root.parent / "left.csv"
    mended = left.read_text("utf-8-sig").replace("perhaps", "person").replace("Atlantis", "SE")
    file = root.parent / "mended.csv"
    file.write_text(mended.replace("'=Bo", "'@Bo Ek"), "utf-8")
    done = endorse(root, file, "--accept-doubtful")
    assert "New: 1\n  line     2  Ann Lee: individual, NO\n" in done.stdout
    assert "Doubtful: 1\n  line     3  @Bo Ek: " in done.stdout
    assert {f"{FOLDER}/{id}.yaml" for id in ("ann-lee", "bo-ek", "cy-ho")} < files(root).keys()
    assert 'name: "@Bo Ek"\n' in files(root)[f"{FOLDER}/bo-ek.yaml"]
