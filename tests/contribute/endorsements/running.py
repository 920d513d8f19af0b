"""The command as people run it, on the tracker of the library."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from clearway.cli import main
from tests.running import EPOCH, TRACKERS

STATEMENT = "open-on-saturdays"
FOLDER = f"data/endorsements/{STATEMENT}"


def library(folder: Path) -> Path:
    """The library's records in a folder of their own."""
    shutil.copytree(TRACKERS / "library" / "data", folder / "data")
    return folder


def endorse(root: Path, file: Path, *more: str, statement: str = STATEMENT) -> Result:
    """Imports a file into the records below `root`; its report goes beside `root`."""
    arguments = ["import", "endorsements", str(file), "--statement", statement]
    report = ["--report", str(root.parent / "left.csv")]
    return CliRunner().invoke(
        main,
        [*arguments, "--root", str(root), *report, *more],
        env={"SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "100"},
    )


def rows(root: Path, text: str) -> Path:
    """A file of rows beside the records."""
    file = root.parent / "rows.csv"
    file.write_text(text, encoding="utf-8")
    return file


def files(root: Path) -> dict[str, str]:
    """The text of every record, by path."""
    found = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def added(root: Path, before: dict[str, str]) -> dict[str, str]:
    """Records that are new or changed."""
    return {path: text for path, text in files(root).items() if before.get(path) != text}
