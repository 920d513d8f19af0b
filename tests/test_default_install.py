"""The program with nothing but its own dependencies: what it does, and what it says it lacks."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest

from tests.running import EPOCH, ROOT, TRACKERS

READERS = ROOT / "tests" / "texts" / "readers" / "files"
ANSWERS = ROOT / "tests" / "contribute" / "endorsements" / "files"
LEFT_OUT = "to read {}, run pip install 'clearway[import]' first ({} is missing)"

WITHOUT = """
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {hidden!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Hidden())
from clearway.cli import main
main()
"""


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def default() -> set[str]:
    """The packages of a default install."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==", lock, flags=re.M))


def hidden() -> Iterator[str]:
    """The modules that are installed here and would not be in a default install."""
    kept = {"clearway", "pip", *default()}
    for module, packages in packages_distributions().items():
        if kept.isdisjoint(map(normalised, packages)):
            yield module


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TRACKERS / "library" / "data", tmp_path / "data")
    return tmp_path


def run_default(root: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and errors of a command that finds no module that is optional."""
    program = WITHOUT.format(hidden=set(hidden()))
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=root,
        env={"SOURCE_DATE_EPOCH": EPOCH, "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_readers_of_pdf_and_excel_are_among_what_is_hidden() -> None:
    assert {"pypdfium2", "pypdfium2_raw", "openpyxl", "pytest", "icu"} <= set(hidden())


def test_a_default_install_is_small() -> None:
    """As `du` counts, in blocks. Python compiles what is imported, which is 12 MB more at a build,
    and all of it would be 28; pip takes 16.
    """
    paths = [
        Path(str(file.locate()))
        for package in distributions()
        if normalised(package.name) in default()
        for file in package.files or []
        if file.suffix != ".pyc"
    ]
    size = sum(-(-path.stat().st_size // 4096) * 4096 for path in paths if path.exists())
    assert 100 < size / 2**20 < 170


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["outputs", ".", "out"],
        ["import", "draft", READERS / "word.docx", "--id", "word"],
        ["import", "draft", READERS / "page.html", "--id", "page"],
        ["import", "draft", READERS / "typed.md", "--id", "typed"],
        ["import", "draft", READERS / "typed.txt", "--id", "plain"],
    ],
    ids=lambda arguments: " ".join(str(a) for a in arguments[:2]),
)
def test_commands_that_need_nothing_more(root: Path, arguments: list[str | Path]) -> None:
    code, _, errors = run_default(root, *arguments)
    assert (code, "Traceback" in errors) == (0, False)


def test_answers_in_csv_need_nothing_more(root: Path) -> None:
    arguments = ["--statement", "open-on-saturdays", "--dry-run"]
    code, output, _ = run_default(
        root, "import", "endorsements", ANSWERS / "google-forms.csv", *arguments
    )
    assert code == 1  # one row was left out
    assert "4 rows: 3 new" in output


def test_a_pdf_needs_the_optional_dependencies(root: Path) -> None:
    file = root / "lines.pdf"
    shutil.copy(READERS / file.name, file)
    says = LEFT_OUT.format("a PDF", "pypdfium2_raw")
    code, output, errors = run_default(root, "import", "draft", file, "--id", "lines")
    assert (code, output, errors) == (2, "", f"{file} was not imported: {says}\n")
    assert not (root / "data" / "drafts" / "lines.md").exists()


def test_a_workbook_needs_the_optional_dependencies(root: Path) -> None:
    file = root / "excel.xlsx"
    shutil.copy(ANSWERS / file.name, file)
    says = LEFT_OUT.format("an Excel workbook", "openpyxl")
    code, output, errors = run_default(
        root, "import", "endorsements", file, "--statement", "open-on-saturdays"
    )
    assert (code, output, errors) == (2, "", f"{file} was not imported: {says}\n")
