"""A site held against its manifest, by its folder, its address and its repository."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from clearway.cli import main
from clearway.publish.manifest import NAME
from clearway.release.verify import fetch_manifest, read_manifest, verify_address, verify_folder
from tests.running import run, tracker
from tools.serving import serving


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs of a small tracker, and a repository of it beside them; nobody changes either."""
    folder = tmp_path_factory.mktemp("verify")
    root = tracker(folder / "repository", "library")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Records")
    done = run("clearway", "outputs", root, folder / "site", "--as-of", "2024-05-30", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Kari", "-c", "user.email=kari@friends.example")
    done = subprocess.run(
        ["git", "-C", root, *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of the outputs to be spoiled."""
    return Path(shutil.copytree(made / "site", tmp_path / "site"))


def told(target: Path | str, *arguments: str | Path) -> tuple[int, str, str]:
    """In this process: to begin another one takes longer than to verify a small site."""
    done = CliRunner().invoke(main, ["verify", str(target), *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_a_whole_site_is_said_to_be(made: Path) -> None:
    site = made / "site"
    manifest = read_manifest(site / NAME)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    size -= (site / NAME).stat().st_size
    assert told(site) == (
        0,
        "",
        f"{site} is whole, as its own manifest lists it: {len(manifest.files)} files, "
        f"{size / 1e6:.1f} MB, as of 2024-05-30.\n",
    )


def test_the_manifest_says_what_it_was_made_from(made: Path) -> None:
    manifest = read_manifest(made / "site" / NAME)
    root = made / "repository"
    assert manifest.commit == git(root, "rev-parse", "HEAD")
    assert sorted(manifest.records) == sorted(
        path.relative_to(root).as_posix() for path in root.glob("data/**/*") if path.is_file()
    )
    assert {"mkdocs", "mkdocs-material", "pydantic", "jinja2"} <= manifest.dependencies.keys()
    assert "pytest" not in manifest.dependencies


def test_missing_extra_and_altered_are_named(copy: Path) -> None:
    (copy / "data" / "ask.json").unlink()
    (copy / "data" / "more.json").write_text("{}", encoding="utf-8")
    (copy / "calendar" / "index.md").write_text("Come at nine", encoding="utf-8")
    (copy / "index.json").symlink_to("data/index.json")
    before = read_manifest(copy / NAME).files["calendar/index.md"].size
    assert told(copy) == (
        1,
        f"altered: calendar/index.md (12 bytes; {before} are listed)\n"
        "missing: data/ask.json\n"
        "extra: data/more.json\n"
        "extra: index.json\n",
        f"{copy} is not what its manifest lists.\n",
    )


def test_a_flipped_bit_is_found_wherever_it_is(copy: Path) -> None:
    manifest, lot = read_manifest(copy / NAME), random.Random(7)  # noqa: S311 - the same each time
    paths = sorted(path for path, digest in manifest.files.items() if digest.size)
    for path in (*paths, *lot.choices(paths, k=40)):
        whole = (copy / path).read_bytes()
        spoiled = bytearray(whole)
        spoiled[lot.randrange(len(whole))] ^= 1 << lot.randrange(8)
        (copy / path).write_bytes(spoiled)
        found = verify_folder(copy, manifest, None)
        assert [str(each) for each in found] == [f"altered: {path} (as long, but other bytes)"]
        (copy / path).write_bytes(whole)
    assert verify_folder(copy, manifest, None) == []


def test_a_manifest_from_elsewhere_finds_what_was_altered_with_its_own(
    copy: Path, made: Path
) -> None:
    kept = made / "site" / NAME
    page = copy / "about.md"
    page.write_text("Altered, and listed as such", encoding="utf-8")
    assert told(copy, "--manifest", kept)[:2] == (1, "extra: about.md\n")
    own = (copy / NAME).read_text("utf-8")
    (copy / NAME).write_text(own.replace("2024-05-30", "2024-05-31"), encoding="utf-8")
    page.unlink()
    assert told(copy)[0] == 0
    assert told(copy, "--manifest", kept)[:2] == (
        1,
        "altered: manifest.json (not the one that was given)\n",
    )


def test_a_folder_without_a_manifest_is_not_verified(tmp_path: Path) -> None:
    assert told(tmp_path) == (
        2,
        "",
        f"Nothing was verified: {tmp_path / NAME} cannot be read: No such file or directory\n",
    )


def test_a_hostile_manifest_is_not_followed(copy: Path) -> None:
    text = (copy / NAME).read_text("utf-8")
    (copy / NAME).write_text(text.replace('"about', '"../about', 1), encoding="utf-8")
    (copy / NAME).write_text(text.replace('"data/ask.csv"', '"../ask.csv"', 1), encoding="utf-8")
    assert told(copy) == (
        2,
        "",
        f"Nothing was verified: {copy / NAME} is not a manifest to go by: "
        "at 'files' → '../ask.csv': a path must lead down from the site's folder\n",
    )


# --- an address ----------------------------------------------------------------------------


def test_an_address_is_held_against_its_manifest(copy: Path, made: Path) -> None:
    (copy / "data" / "ask.json").unlink()
    (copy / "data" / "ask.csv").write_bytes(b"x")
    with (copy / "roadmap" / "index.md").open("ab") as file:
        file.write(b"and more" * 1000)
    listed = read_manifest(copy / NAME).files
    with serving(copy.parent) as address:
        assert told(f"{address}/site")[:2] == (
            1,
            f"altered: data/ask.csv (1 bytes; {listed['data/ask.csv'].size} are listed)\n"
            "missing: data/ask.json\n"
            "altered: roadmap/index.md "
            f"(more than the {listed['roadmap/index.md'].size} bytes that are listed)\n",
        )
    with serving(made) as address:
        manifest = read_manifest(made / "site" / NAME)
        assert verify_address(f"{address}/site/", manifest, None) == []
        assert fetch_manifest(f"{address}/site/") == (made / "site" / NAME).read_bytes()
        assert told(f"{address}/nowhere/") == (
            2,
            "",
            f"Nothing was verified: {address}/nowhere/manifest.json is not there\n",
        )


@contextmanager
def sending(folder: Path, elsewhere: str) -> Iterator[str]:
    """A server that sends on: what is below /there/ to itself, other things elsewhere."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """A request is no news."""

        def do_GET(self) -> None:
            if self.path == "/site/manifest.json":
                self.give((folder / NAME).read_bytes())
            elif self.path == "/site/data/ask.csv":
                self.send_on("/there/ask.csv")
            elif self.path == "/there/ask.csv":
                self.give((folder / "data" / "ask.csv").read_bytes())
            elif self.path == "/site/data/ask.json":
                self.send_on("/site/data/ask.json")
            elif self.path == "/site/data/index.json":
                self.send_error(503)
            else:
                self.send_on(elsewhere + self.path)

        def give(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def send_on(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_it_follows_nobody_to_another_site(made: Path) -> None:
    site = made / "site"
    manifest = read_manifest(site / NAME)
    with serving(made) as elsewhere, sending(site, elsewhere) as address:
        found = verify_address(f"{address}/site/", manifest, None)
    told = {each.path: each.detail for each in found}
    assert "data/ask.csv" not in told
    assert told.pop("data/ask.json") == "the server sends from one address to the next"
    assert told.pop("data/index.json") == "the server answers 503"
    assert set(told.values()) == {"the server sends to another site, which is not asked"}
    assert {each.what for each in found} == {"unreadable"}
    assert told.keys() == manifest.files.keys() - {
        "data/ask.csv",
        "data/ask.json",
        "data/index.json",
    }


def test_a_server_that_is_gone_is_not_asked_for_every_file(made: Path) -> None:
    manifest = (made / "site" / NAME).read_bytes()

    class Handler(BaseHTTPRequestHandler):
        asked = 0

        def log_message(self, format: str, *args: object) -> None:
            """A request is no news."""

        def do_GET(self) -> None:
            if self.path.endswith(NAME):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(manifest)
            else:
                Handler.asked += 1
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        status, out, error = told(f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()
    assert (status, out) == (2, "")
    assert error.startswith(
        "Nothing was verified: after 0 files the server answered no more: unreadable: "
    )
    assert error.count("\n") == 1
    assert Handler.asked < 30 < len(read_manifest(made / "site" / NAME).files)


# --- a repository --------------------------------------------------------------------------


def test_a_repository_gives_the_same_again(made: Path, copy: Path) -> None:
    repository = made / "repository"
    code, out, err = told(copy, "--against", repository)
    assert (code, out) == (0, "")
    assert f"as its own manifest lists it, and as {repository} gives it" in err


def test_what_a_repository_does_not_give_is_named(made: Path, copy: Path, tmp_path: Path) -> None:
    root = tmp_path / "other"
    subprocess.run(["git", "clone", "--quiet", made / "repository", root], check=True)
    path = root / "data" / "organisations" / "staff-union.yaml"
    path.write_text(path.read_text("utf-8").replace("Staff Union", "Union"), encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message=Shorter")
    code, out, _ = told(copy, "--against", root, "--rev", "HEAD")
    lines = out.splitlines()
    assert code == 1
    assert lines[0] == "not from the repository: data/organisations/staff-union.yaml altered"
    assert "not from the repository: organisations/staff-union/index.md altered" in lines
    assert "not from the repository: roadmap/index.md altered" not in lines


def test_a_commit_that_is_not_there_is_told(made: Path) -> None:
    assert told(made / "site", "--against", made / "repository", "--rev", "v9") == (
        2,
        "",
        "Nothing was verified: the repository cannot be read: there is no such commit in it\n",
    )
