"""compare, import draft and concordance as people run them.

Covers: clearway.cli.imports, clearway.contribute.comparing, clearway.contribute.drafts.
"""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from clearway.cli import main
from tests.drafts import process

OLD = "1. Branches shall open on Saturdays.\n\n2. The boat calls at every village of the river.\n"
NEW = "1. The boat calls at every village of the river.\n\n2. Branches should open on Saturdays.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def files(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old.txt", folder / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def test_two_files_as_marked_text(tmp_path: Path) -> None:
    done = run("compare", *files(tmp_path))
    assert done.exit_code == 0
    assert "Branches [-shall-]{+should+} open on Saturdays." in done.stdout


def test_two_drafts_as_json(tmp_path: Path) -> None:
    process(tmp_path, {"zero": OLD, "one": OLD.replace("shall", "should")})
    done = run("compare", "zero", "one", "--root", tmp_path, "--format", "json")
    assert json.loads(done.stdout) == {
        "old": 2,
        "new": 2,
        "links": [
            {
                "kind": "edited",
                "moved": False,
                "renumbered": False,
                "old": [0],
                "new": [0],
                "confidence": json.loads(done.stdout)["links"][0]["confidence"],
                "words": [
                    ["=", "Branches "],
                    ["-", "shall"],
                    ["+", "should"],
                    ["=", " open on Saturdays."],
                ],
            },
            {
                "kind": "same",
                "moved": False,
                "renumbered": False,
                "old": [1],
                "new": [1],
                "confidence": json.loads(done.stdout)["links"][1]["confidence"],
                "words": [["=", "The boat calls at every village of the river."]],
            },
        ],
    }


def test_into_files(tmp_path: Path) -> None:
    old, new = files(tmp_path)
    page, word = tmp_path / "out.html", tmp_path / "out.docx"
    assert run("compare", old, new, "--format", "html", "-o", page).exit_code == 0
    assert run("compare", old, new, "--format", "docx", "-o", word).exit_code == 0
    assert '<ins class="cw-next-to">should</ins>' in page.read_text(encoding="utf-8")
    assert word.read_bytes().startswith(b"PK")


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    process(tmp_path, {"zero": OLD, "one": NEW})
    done = run("compare", "zero", "on", "--root", tmp_path)
    assert done.exit_code == 2
    assert done.stderr == (
        "Nothing was compared: there is no draft or file 'on'. Did you mean one?\n"
    )


def test_a_file_becomes_a_record_and_then_a_newer_text_of_it(tmp_path: Path) -> None:
    old, new = files(tmp_path)
    (tmp_path / "data").mkdir()
    first = run("import", "draft", old, "--id", "rev1", "--root", tmp_path, "--title", "Rev.1")
    record = tmp_path / "data" / "drafts" / "rev1.md"
    assert first.stdout == (
        f"Wrote {record}: 2 paragraphs.\n"
        "16 words in the file: 16 kept, 0 set aside, 0 missing; 0 footnotes, 0 with a mark; "
        "0 of 0 square brackets; 0 tables.\n"
    )
    assert record.read_text(encoding="utf-8") == (
        "---\n# yaml-language-server: $schema=../../schemas/draft.json\n"
        f"title: Rev.1\nwhen:\nsource:\ntext: full\n---\n\n{OLD}"
    )
    assert run("import", "draft", new, "--id", "rev1", "--root", tmp_path).exit_code == 0
    assert record.read_text(encoding="utf-8").endswith(f"text: full\n---\n{NEW}")


def test_notes_of_editors_are_not_overwritten(tmp_path: Path) -> None:
    old, _ = files(tmp_path)
    record = tmp_path / "data" / "drafts" / "rev1.md"
    record.parent.mkdir(parents=True)
    record.write_text("---\ntitle: Rev.1\ntext: outline\n---\nOur notes.\n", encoding="utf-8")
    kept = run("import", "draft", old, "--id", "rev1", "--root", tmp_path)
    assert kept.exit_code == 2
    assert "--replace" in kept.stderr
    assert "Our notes." in record.read_text(encoding="utf-8")
    assert (
        run("import", "draft", old, "--id", "rev1", "--root", tmp_path, "--replace").exit_code == 0
    )
    assert record.read_text(encoding="utf-8") == f"---\ntitle: Rev.1\ntext: full\n---\n{OLD}"


def test_tracked_changes_become_annotations(tmp_path: Path, root: Path) -> None:
    word = root / "tests" / "texts" / "readers" / "files" / "word.docx"
    (tmp_path / "data").mkdir()
    done = run("import", "draft", word, "--id", "rev1", "--root", tmp_path, "--tracked", "annotate")
    assert done.exit_code == 0
    assert "\ndoubtful: " in done.stdout
    written = (tmp_path / "data" / "annotations" / "rev1.yaml").read_text(encoding="utf-8")
    assert written.startswith(
        "# yaml-language-server: $schema=../../schemas/annotations.json\n\n"
        "- id: p1-replace\n  paragraph: p1\n"
        '  quote:\n    prefix: "libraries "\n    exact: may\n    suffix: " open"\n'
        "  action: replace\n  text: shall\n  by: [hillside]\n"
        "  source:\n    title: word.docx\n    date: 2024-04-01\n"
    )


def test_addresses_of_paragraphs_are_recorded_once(tmp_path: Path) -> None:
    process(tmp_path, {"zero": OLD, "one": NEW})
    done = run("concordance", tmp_path)
    assert done.stderr == "2 paragraphs have no recorded address: run with --record.\n"
    assert run("concordance", tmp_path, "--record").exit_code == 0
    written = (tmp_path / "data" / "concordance.yaml").read_bytes()
    assert run("concordance", tmp_path, "--record").exit_code == 0
    assert (tmp_path / "data" / "concordance.yaml").read_bytes() == written
    assert run("check", tmp_path).exit_code == 0
    assert run("concordance", tmp_path).stderr == ""
