"""A new tracker passes the check and builds at once, and is made as this project's own.

Covers: clearway.site.starter, clearway.site.starter.choices.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from jsonschema.validators import validator_for
from ruamel.yaml import YAML

from clearway.contribute.issues import FOLDER
from clearway.errors import FolderError, GitError
from clearway.history.git import first_commit
from clearway.problems import has_errors
from clearway.records.rules import check
from clearway.records.schema import schemas
from clearway.site.mkdocs_plugin import NO_NAME
from clearway.site.starter import tracker_files, write_tracker
from clearway.site.starter.choices import FORGE_CHOICES, GROUPS, TrackerChoices
from clearway.site.starter.own_wheel import own_wheel
from tests.running import ROOT, TODAY, WITHOUT_ADDRESS, WITHOUT_GIT, run

DAY = date.fromisoformat(TODAY)
TITLE = 'Harbour "plan": who pays? {{ 1 }} & co — 港'
FILES = tracker_files(TrackerChoices(title=TITLE), DAY)


def text_of(name: str) -> str:
    return FILES[name].decode()


def own(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def contents(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_tracker_is_checked_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    done = run("clearway", "init", folder, "--title", TITLE, "--yes", "--no-git", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"Began a tracker of {len(FILES)} files in {folder}. Its README.md says what is next.\n"
    )
    assert contents(folder) == FILES
    problems = check(folder, DAY).problems
    assert [problem.rule for problem in problems] == ["placeholder"] * 3
    assert not has_errors(problems)
    built = run("clearway", "build", cwd=folder)
    assert (built.returncode, built.stderr) == (0, WITHOUT_GIT + WITHOUT_ADDRESS)
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    name = "Harbour &quot;plan&quot;: who pays? {{ 1 }} &amp; co — 港"
    assert re.findall("<title>(.*)</title>", page)[0].endswith(f" - {name}")
    assert [path.name for path in tmp_path.iterdir()] == ["harbour"]
    guide = (folder / "site" / "contribute" / "summary" / "index.html").read_text(encoding="utf-8")
    assert "Write one of governments, private-sector" in guide


PLACEHOLDERS = """\
data/process.yaml:4:8: SEVERITY[placeholder] title must be answered before the site is published; \
it is 'A process', which clearway init wrote in place of an answer. Write what the process is \
called.
data/process.yaml:5:14: SEVERITY[placeholder] short_title must be answered before the site is \
published; it is 'A process', which clearway init wrote in place of an answer. Write what the \
process is called.
data/process.yaml:6:14: SEVERITY[placeholder] description must be answered before the site is \
published; it is 'Say in a sentence what is negotiated here, and by whom.', which clearway init \
wrote in place of an answer. Write that sentence.
data/process.yaml:9:9: SEVERITY[placeholder] domain must be answered before the site is \
published; it is 'tracker.example', which clearway init wrote in place of an answer. Write a \
domain name that you hold.
data/process.yaml:39:10: SEVERITY[placeholder] source must be answered before the site is \
published; it is 'The page that announces the process: put its address here', which clearway init \
wrote in place of an answer. Write source: with the address of the page that announces the process.
"""
PUBLIC = {"CLEARWAY_SITE_URL": "https://harbour.example/tracker/"}


def test_what_was_not_answered_is_shown_in_a_preview_and_never_published(tmp_path: Path) -> None:
    run("clearway", "init", "new", "--yes", "--no-git", cwd=tmp_path)
    root = tmp_path / "new"
    checked = run("clearway", "check", cwd=root)
    assert (checked.returncode, checked.stdout) == (0, PLACEHOLDERS.replace("SEVERITY", "warning"))
    preview = run("clearway", "build", cwd=root)
    assert (preview.returncode, f"warning: {NO_NAME}.\n" in preview.stderr) == (0, True)
    for command in (("clearway", "build"), ("mkdocs", "build", "--site-dir", "other")):
        refused = run(*command, cwd=root, **PUBLIC)
        assert refused.returncode == 1
        assert PLACEHOLDERS.replace("SEVERITY", "error") in refused.stderr
    assert not (root / "other").exists()
    (root / "data/process.yaml").write_bytes(ANSWERED["data/process.yaml"])
    named_after_nothing = run("clearway", "build", cwd=root, **PUBLIC)
    assert named_after_nothing.returncode == 2
    assert NO_NAME in named_after_nothing.stderr
    (root / "mkdocs.yml").write_bytes(ANSWERED["mkdocs.yml"])
    assert run("clearway", "build", cwd=root, **PUBLIC).returncode == 0


ANSWERED = tracker_files(
    TrackerChoices(
        title="Harbour plan",
        description="The council's plan for the harbour.",
        domain="harbour.example",
        source="https://harbour.example/plan",
    ),
    DAY,
)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FolderError):
        write_tracker(tmp_path, TrackerChoices(title=TITLE), DAY)
    assert contents(tmp_path) == {"notes.txt": b"mine"}
    done = run("clearway", "init", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"Nothing was written: {tmp_path.resolve()} is not an empty folder\n"


def test_a_repository_that_was_just_made_counts_as_empty(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    write_tracker(tmp_path, TrackerChoices(title=TITLE), DAY)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {name.partition("/")[0] for name in FILES} | {".git"}


def test_the_wheel_holds_all_that_a_new_tracker_needs(tmp_path: Path) -> None:
    """The program as others install it, away from its repository."""
    # setuptools builds beside what it builds from.
    project = tmp_path / "project"
    shutil.copytree(ROOT / "src", project / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    for name in (
        "pyproject.toml",
        "requirements.in",
        "requirements-import.in",
        "README.md",
        "LICENSE",
    ):
        shutil.copy(ROOT / name, project / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", "dist"]
    subprocess.run([*pip, "wheel", *options, str(project)], cwd=tmp_path, check=True)
    [wheel] = (tmp_path / "dist").iterdir()
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import clearway.cli; assert clearway.cli.__file__.startswith(sys.path[0])\n"
        "clearway.cli.main()"
    )
    for arguments in (["init", "new", "--title", TITLE, "--no-git"], ["outputs", "new", "out"]):
        subprocess.run([sys.executable, "-c", program, *arguments], cwd=tmp_path, check=True)
    made = contents(tmp_path / "new")
    assert made.keys() == FILES.keys()
    shipped = {p for p in (ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    names = {p.relative_to(ROOT / "src").as_posix() for p in shipped if ".egg-info" not in str(p)}
    assert names - contents_names(installed) == set()


def contents_names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# --- one source: what a new tracker gets is made of what this project's own has ------------

STARTER = ROOT / "src" / "clearway" / "site" / "starter" / "files"

SET_UP = "python -m pip install --require-hashes --no-deps --requirement requirements.lock"
"""A tracker installs the program; this repository is the program."""
RELEASE = f"""{SET_UP}
          clearway release
          mkdir site
          git archive gh-pages | tar --extract --directory site"""
ZIPS = """run: |
          mkdir zips
          for manifest in site/*/manifest.json; do
            folder=$(dirname "$manifest")
            clearway zip "$folder" -o "zips/$(basename "$folder").zip"
          done"""
"""What the Makefile does here."""


def same(text: str) -> str:
    return text


def with_program(text: str) -> str:
    return "".join((STARTER / "requirements.lock").read_text("utf-8").splitlines(True)[:2]) + text


def laid_out(text: str) -> str:
    """The words that each tracker has for itself are filled in when it begins."""
    for field, sign in (("site_name", "@NAME@"), ("site_description", "@ABOUT@")):
        whole = rf"^{field}:.*\n(?:  .*\n)*"
        text, number = re.subn(whole, f"{field}: {sign}\n", text, flags=re.M)
        assert number == 1
    text = text.replace("  language: en\n", "  language: @LANGUAGE@\n")
    return licensed(text, f'<a href="{CC_BY}">CC BY 4.0</a>', '<a href="@ADDRESS@">@LICENCE@</a>')


CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def licensed(text: str, ours: str, theirs: str) -> str:
    """A tracker has a licence of its own choice."""
    assert text.count(ours) == 1
    return text.replace(ours, theirs)


def headed(text: str) -> str:
    """The title of ours names its subject."""
    ours = "WSIS+20: what is next, what changed"
    assert text.count(ours) == 1
    return text.replace(f'"{ours}"', "What is next, what changed")


def about(text: str) -> str:
    """What it is about is each tracker's own; what the words mean is not."""
    section = "## Where the facts come from"
    own_words = (STARTER / "docs/about.md").read_text("utf-8").partition(section)[0]
    text = own_words + section + text.partition(section)[2]
    return licensed(text, f"[CC BY 4.0]({CC_BY})", "[@LICENCE@](@ADDRESS@)")


def installed(text: str) -> str:
    return text.replace("make PYTHON=python venv", SET_UP).replace(".venv/bin/", "")


def checked(text: str) -> str:
    """A tracker has records to check, and no program to test."""
    records, _, _ = text.partition("\n  tests:\n")
    return installed(records.replace("; then runs every test.", "."))


def published(text: str) -> str:
    text = text.replace("make PYTHON=python versions", RELEASE)
    return text.replace("run: make PYTHON=python zips", ZIPS)


MADE_OF_OURS: Mapping[str, Callable[[str], str]] = {
    "macros.py": same,
    "requirements.lock": with_program,
    "requirements-import.lock": same,
    "mkdocs.yml": laid_out,
    "docs/index.md": headed,
    "docs/contribute.md": same,
    "docs/about.md": about,
    ".github/dependabot.yml": same,
    ".github/pull_request_template.md": same,
    ".github/workflows/check.yml": checked,
    ".github/workflows/contribution.yml": installed,
    ".github/workflows/digest.yml": installed,
    ".github/workflows/site.yml": published,
}


@pytest.mark.parametrize("name", MADE_OF_OURS)
def test_a_new_tracker_does_not_drift_from_ours(name: str, request: pytest.FixtureRequest) -> None:
    """After a change of ours, `pytest --update-golden` on this file makes the tracker's anew."""
    wanted = MADE_OF_OURS[name](own(name))
    path = STARTER / name.replace(".github/", "dot_github/")
    if request.config.getoption("--update-golden"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


def test_the_program_goes_along_and_is_held_by_its_hash() -> None:
    lock = text_of("requirements.lock").splitlines()
    [pin] = [line for line in lock if "clearway" in line and not line.startswith("#")]
    wheel, _, digest = pin.removeprefix("./").partition(" --hash=sha256:")
    assert hashlib.sha256(FILES[wheel]).hexdigest() == digest
    names = {line.partition("==")[0] for line in lock if re.match("[a-z0-9]", line)}
    assert "mkdocs" in names and "clearway" not in names


def test_the_wheel_is_the_same_bytes_each_time() -> None:
    assert own_wheel() == own_wheel()
    with zipfile.ZipFile(BytesIO(own_wheel().content)) as archive:
        assert archive.testzip() is None
        [record] = [name for name in archive.namelist() if name.endswith(".dist-info/RECORD")]
        listed = {line.split(",")[0] for line in archive.read(record).decode().splitlines()}
        assert listed == set(archive.namelist())


def test_schemas_and_forms_are_there() -> None:
    found = {name.rpartition("/")[2] for name in FILES if name.startswith("schemas/")}
    assert found == schemas().keys()
    for name in ("consultation.yml", "submission.yml", "moved-date.yml", "organisation.yml"):
        assert yaml.safe_load(FILES[f"{FOLDER}/{name}"].decode())["body"]


def test_everything_that_was_meant_to_be_filled_in_is() -> None:
    texts = {name: text for name, text in FILES.items() if not name.endswith(".whl")}
    assert [name for name, text in texts.items() if re.search(rb"@[A-Z]+\d*@", text)] == []


# --- what was chosen, and the files for each forge ------------------------------------------


def files_of(**given: str) -> dict[str, str]:
    made = tracker_files(TrackerChoices(title="Harbour plan", **given), DAY)
    return {name: held.decode() for name, held in made.items() if not name.endswith(".whl")}


@pytest.mark.parametrize("forge", FORGE_CHOICES)
def test_a_tracker_has_the_files_of_its_forge_alone(forge: str) -> None:
    own = {
        "github": {".github/workflows/site.yml", f"{FOLDER}/submission.yml"},
        "gitlab": {".gitlab-ci.yml", "renovate.json"},
        "forgejo": {".forgejo/workflows/site.yml", f"{FOLDER}/submission.yml", "renovate.json"},
        "folder": {"hosting/apache.conf", "hosting/netlify.toml", "hosting/nginx.conf"},
    }
    made = files_of(forge=forge)
    assert own[forge] <= made.keys()
    for other, names in own.items():
        assert other == forge or not {n for n in names - own[forge] if n in made}
    steps = made["README.md"].partition("## Publish")[2]
    assert steps.lstrip().startswith("In this order:\n\n1. ")
    assert [text for text in made.values() if re.search("@[A-Z]+@", text)] == []


@pytest.mark.parametrize("forge", FORGE_CHOICES)
def test_no_generated_file_speaks_of_the_first_process(forge: str) -> None:
    spoken = re.compile("wsis|world summit|clearway\\.invalid|in the open", re.I)
    assert {name for name, text in files_of(forge=forge).items() if spoken.search(text)} == set()


def problems_by(schema: str, text: str) -> list[str]:
    """What a forge's own schema says of a file, by the copy that check-jsonschema has of it."""
    folder = files("check_jsonschema") / "builtin_schemas" / "vendor"
    held = json.loads((folder / f"{schema}.json").read_text("utf-8"))
    # A plain loader makes the key `on` of a workflow true.
    document = YAML(typ="safe", pure=True).load(text)
    return [error.message for error in validator_for(held)(held).iter_errors(document)]


SCHEMAS = {
    ".gitlab-ci.yml": "gitlab-ci",
    ".github/workflows/": "github-workflows",
    ".github/dependabot.yml": "dependabot",
    "renovate.json": "renovate",
    f"{FOLDER}/config.yml": "github-issue-config",
    f"{FOLDER}/": "github-issue-forms",
    # Forgejo's workflows are in the language of GitHub's.
    ".forgejo/workflows/": "github-workflows",
}
"""The schema of each file that a forge reads, by the beginning of its path."""


@pytest.mark.parametrize("forge", ["forgejo", "github", "gitlab"])
def test_the_files_for_a_forge_are_as_its_schemas_want_them(forge: str) -> None:
    checked = 0
    for name, text in files_of(forge=forge).items():
        schema = next((known for start, known in SCHEMAS.items() if name.startswith(start)), None)
        if schema is not None:
            assert problems_by(schema, text) == [], name
            checked += 1
    assert checked == {"github": 11, "gitlab": 2, "forgejo": 8}[forge]


def test_a_file_that_a_schema_refuses_is_found() -> None:
    wrong = files_of(forge="gitlab")[".gitlab-ci.yml"].replace("expire_in:", "expire:")
    assert problems_by("gitlab-ci", wrong) != []


def test_every_choice_is_written(tmp_path: Path) -> None:
    given = {
        "--title": "Plan du port",
        "--short-title": "Port",
        "--description": "Le plan du port, du premier projet au vote.",
        "--host": "Conseil municipal",
        "--source": "https://port.example/plan",
        "--zone": "Europe/Paris",
        "--language": "fr",
        "--groups": "municipal",
        "--domain": "port.example",
        "--keeper": "Les amis du port",
        "--contact": "registre@port.example",
        "--licence": "CC0-1.0",
        "--forge": "folder",
    }
    words = [word for pair in given.items() for word in pair]
    done = run("clearway", "init", "port", *words, "--yes", "--no-git", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the pages are in it as far as they are translated" in done.stdout
    root = tmp_path / "port"
    process = check(root, DAY).process
    assert process is not None
    profile = process.profile
    assert (profile.id, str(profile.short_title), profile.zone) == ("port", "Port", "Europe/Paris")
    assert [source.url for source in profile.source] == ["https://port.example/plan"]
    assert (profile.languages, profile.domain) == (("fr",), "port.example")
    assert [str(group.title) for group in profile.groups] == list(GROUPS["municipal"])
    for name in ("SECURITY.md", "CONTRIBUTING.md", "data/process.yaml"):
        assert "registre@port.example" in (root / name).read_text("utf-8"), name
    assert "CC0 1.0: https://creativecommons.org/publicdomain/zero/1.0/" in (
        root / "LICENSE"
    ).read_text("utf-8")
    built = run("clearway", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    page = (root / "site/index.html").read_text("utf-8")
    assert '<html lang="fr"' in page and "Tenu par Les amis du port." in page
    assert 'href="mailto:registre@port.example"' in page
    assert (root / "site/contribute/by-mail/index.html").is_file()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--source", "the gazette", "source must be"),
        ("--zone", "Paris", "zone must be"),
        ("--language", "français", "languages"),
        ("--contact", "the office", "contact must be an e-mail address of an office"),
        ("--groups", ",", "groups must"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(
    tmp_path: Path, option: str, value: str, said: str
) -> None:
    done = run("clearway", "init", "new", option, value, "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Nothing was written: ") and said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_new_tracker_is_a_repository_with_one_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ann@harbour.example")
    write_tracker(tmp_path / "new", TrackerChoices(title=TITLE), DAY)
    first_commit(tmp_path / "new", "A tracker")
    log = ["git", "log", "--format=%s %D", "--name-only"]
    said = subprocess.run(log, cwd=tmp_path / "new", check=True, capture_output=True, text=True)
    assert said.stdout.startswith("A tracker HEAD -> main\n")
    assert "data/process.yaml" in said.stdout and "vendor/clearway-" in said.stdout
    with pytest.raises(GitError):
        first_commit(tmp_path / "new", "Again")
