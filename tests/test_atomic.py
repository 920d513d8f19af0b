"""What is written is there whole, or as it was before."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clearway.atomic import exchange, made_aside, os_error_message, write_whole, writing_whole
from clearway.errors import FolderError

SWAPPING = """
import sys
from pathlib import Path
from clearway.atomic import made_aside
number = 0
while True:
    number += 1
    with made_aside(Path(sys.argv[1]), "index.html") as fresh:
        for name in ("index.html", "a", "b", "c"):
            (fresh / name).write_text(str(number))
    print(number, flush=True)
"""

HALF_WRITTEN = """
import time
from pathlib import Path
from clearway.atomic import made_aside
with made_aside(Path({site!r}), "index.html") as fresh:
    (fresh / "drafts").mkdir()
    print("writing", flush=True)
    time.sleep(60)
"""


def make(folder: Path, text: str, mark: str = "index.html") -> None:
    with made_aside(folder, mark) as fresh:
        (fresh / "index.html").write_text(text, encoding="utf-8")


def kill_while_writing(site: Path) -> None:
    """A run that is killed while its folder is half written."""
    script = HALF_WRITTEN.format(site=str(site))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as half:
        assert half.stdout is not None
        half.stdout.readline()
        half.kill()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    make(tmp_path / "site", "old")
    (tmp_path / "site" / "more").mkdir()
    make(tmp_path / "site", "new")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"
    assert (names(tmp_path), names(tmp_path / "site")) == (["site"], ["index.html"])


def test_when_it_fails_the_old_one_stays(tmp_path: Path) -> None:
    make(tmp_path / "site", "old")
    with pytest.raises(UnicodeEncodeError):
        make(tmp_path / "site", "half \ud800")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"
    assert names(tmp_path) == ["site"]


def test_what_it_did_not_make_it_leaves_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(FolderError) as told:
        make(tmp_path / "mine", "new")
    assert str(told.value) == (
        f"{tmp_path / 'mine'} holds other files (it has no index.html); name a new folder"
    )
    assert (names(tmp_path), names(tmp_path / "mine")) == (["mine"], ["thesis.txt"])


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    make(tmp_path / "site", "new")
    assert names(tmp_path / "site") == ["index.html"]


def test_a_link_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "real", "old")
    (tmp_path / "site").symlink_to("real")
    with pytest.raises(FolderError) as told:
        make(tmp_path / "site", "new")
    assert str(told.value) == f"{tmp_path / 'site'} is a link; name the folder that it leads to"
    assert (tmp_path / "real" / "index.html").read_text("utf-8") == "old"
    assert names(tmp_path) == ["real", "site"]


@pytest.mark.parametrize("name", [".site.new", ".site.new.abcdefgh", ".site.new.abcdefgh/new"])
def test_a_link_that_came_with_the_files_leads_no_one_out(tmp_path: Path, name: str) -> None:
    """A repository may hold any link or folder of any name; what they lead to stays."""
    (tmp_path / "neighbour").mkdir()
    (tmp_path / "neighbour" / "thesis.txt").touch()
    tracker = tmp_path / "tracker"
    (tracker / name).parent.mkdir(parents=True)
    (tracker / name).symlink_to(tmp_path)
    before = names(tracker)
    for text in ("old", "new"):
        make(tracker / "site", text)
    assert (tracker / "site" / "index.html").read_text("utf-8") == "new"
    assert names(tmp_path) == ["neighbour", "tracker"]
    assert names(tmp_path / "neighbour") == ["thesis.txt"]
    assert names(tracker) == sorted([*before, "site"])


def test_a_folder_that_looks_like_a_leftover_is_left_alone(tmp_path: Path) -> None:
    left = tmp_path / ".site.new.abcdefgh"
    left.mkdir()
    (left / ".made-here").write_text("1:2", encoding="utf-8")
    (left / "thesis.txt").touch()
    make(tmp_path / "site", "new")
    assert names(left) == [".made-here", "thesis.txt"]


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    with made_aside(tmp_path / "site", "index.html") as fresh:
        (fresh / "index.html").write_text("first", encoding="utf-8")
        with pytest.raises(FolderError) as told:
            make(tmp_path / "site", "second")
        make(tmp_path / "other", "another folder is free")
    assert str(told.value) == (
        f"{tmp_path / 'site'} is being written by another program; try again later"
    )
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "first"
    assert names(tmp_path) == ["other", "site"]


def test_what_a_killed_program_left_is_cleared(tmp_path: Path) -> None:
    make(tmp_path / "site", "old")
    kill_while_writing(tmp_path / "site")
    assert len(names(tmp_path)) == 2
    make(tmp_path / "site", "new")
    assert names(tmp_path) == ["site"]


def test_without_a_single_step_a_killed_change_is_completed(tmp_path: Path) -> None:
    """Where the system cannot exchange folders there is a moment without one."""
    make(tmp_path / "site", "old")
    kill_while_writing(tmp_path / "site")
    (left,) = tmp_path.glob(".site.new.*")
    (tmp_path / "site").rename(left / "old")
    with pytest.raises(ZeroDivisionError), made_aside(tmp_path / "site", "index.html"):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"
    assert names(tmp_path) == ["site"]


def test_two_steps_where_there_is_no_single_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "site", "old")
    monkeypatch.setattr("clearway.atomic.exchange", lambda one, other: False)
    make(tmp_path / "site", "new")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"
    assert names(tmp_path) == ["site"]


def test_this_system_exchanges_in_a_single_step(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").touch()
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (names(tmp_path / "a"), names(tmp_path / "b")) == (["x"], [])
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "nowhere")


def test_there_is_never_a_moment_without_a_whole_folder(tmp_path: Path) -> None:
    """A program changes it as fast as it can, is killed, and begun again; we look all the time."""
    site = tmp_path / "site"
    make(site, "0")
    for name in "abc":
        (site / name).write_text("0", encoding="utf-8")
    looked = 0
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", SWAPPING, site], stdout=subprocess.PIPE, start_new_session=True
        ) as swapping:
            assert swapping.stdout is not None
            swapping.stdout.readline()
            end = time.monotonic() + 0.2
            while time.monotonic() < end:
                handle = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
                os.close(handle)
                looked += 1
            os.killpg(swapping.pid, signal.SIGKILL)
            swapping.communicate()
        held = {(site / name).read_text("utf-8") for name in ("index.html", "a", "b", "c")}
        assert (len(held), names(site)) == (1, ["a", "b", "c", "index.html"])
    assert looked > 100
    make(site, "last")
    assert names(tmp_path) == ["site"]


# --- single files --------------------------------------------------------------------------


def test_a_file_is_written_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "milestones.yaml"
    write_whole(path, b"one")
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
    path.chmod(0o640)
    write_whole(path, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    assert names(tmp_path) == ["milestones.yaml"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    before = Path(os.devnull).stat()
    write_whole(Path(os.devnull), b"x")
    assert Path(os.devnull).stat().st_ino == before.st_ino


@pytest.mark.parametrize("name", ["milestones.yaml", ".milestones.yaml.new"])
def test_a_file_is_never_written_through_a_link(tmp_path: Path, name: str) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / name).symlink_to("thesis.txt")
    with pytest.raises(OSError, match="link"):
        write_whole(tmp_path / "milestones.yaml", b"new")
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "years of work"
    assert names(tmp_path) == sorted([name, "thesis.txt"])


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "milestones.yaml"
    write_whole(path, b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError) as told:  # noqa: PT011 - its number is looked at
            write_whole(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.value.errno == errno.EFBIG
    assert (
        os_error_message(told.value) == "the disk is full (File too large); make room and try again"
    )
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["milestones.yaml"])


def test_two_do_not_write_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "milestones.yaml"
    with writing_whole(path) as file:
        file.write(b"first")
        with pytest.raises(OSError) as told:  # noqa: PT011 - its words are looked at
            write_whole(path, b"second")
    assert (
        os_error_message(told.value)
        == f"could not read or write {path}: another program is writing it"
    )
    assert (path.read_bytes(), names(tmp_path)) == (b"first", ["milestones.yaml"])


def test_what_a_killed_program_left_of_a_file_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / ".milestones.yaml.new").write_bytes(b"half of a long, long text")
    write_whole(tmp_path / "milestones.yaml", b"whole")
    assert (tmp_path / "milestones.yaml").read_bytes() == b"whole"
    assert names(tmp_path) == ["milestones.yaml"]


def test_another_error_names_the_file() -> None:
    with pytest.raises(OSError) as told:  # noqa: PT011 - its words are looked at
        write_whole(Path("/nowhere/at/all"), b"")
    assert (
        os_error_message(told.value)
        == "could not read or write /nowhere/at: No such file or directory"
    )
