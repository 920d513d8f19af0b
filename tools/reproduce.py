"""Builds one commit twice, in surroundings as unlike as this machine has them, and compares.

Usage: python -m tools.reproduce [TRACKER] [--as-of DATE] [--python PYTHON]

TRACKER is the folder of a tracker below the repository. The two builds differ in folder, user,
time zone, locale, hash seed, clock, umask, processors, Python, and in the order in which files were
written. Every file that differs is named, with the first byte that does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from clearway.publish.manifest import NAME, differences
from clearway.site.provenance import read_files

ROOT = Path(__file__).resolve().parent.parent
RUN = "from clearway.cli import main; main()"
NOBODY = "65534"
PYTHONS = ("python3.13", "python3.12", "python3.11")


@dataclass(frozen=True)
class Surroundings:
    """How one of the builds is run. `user` is a number, or empty for whoever runs this."""

    name: str
    python: str
    folder: str
    environment: Mapping[str, str]
    umask: int = 0o022
    user: str = ""
    one_core: bool = False
    backwards: bool = False

    def __str__(self) -> str:
        told = [f"{name}={value}" for name, value in self.environment.items()]
        who = f"user {self.user or os.getuid()}"
        cores = "one core" if self.one_core else f"{os.cpu_count()} cores"
        order = "files written last to first" if self.backwards else "files as git writes them"
        return f"{self.name}: {_version(self.python)}, {who}, {cores}, umask {self.umask:03o}, " + (
            f"{order}, {' '.join(told)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tracker", nargs="?", default=".", help="below the repository")
    parser.add_argument("--as-of", default="2026-11-22", metavar="DATE")
    parser.add_argument("--python", metavar="PYTHON", help="the second build's; else one is found")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reproduce-") as name:
        work = Path(name)
        work.chmod(0o755)
        first, second = plans(work, given.python)
        print(f"{first}\n{second}", flush=True)
        sites = [run_build(plan, work, given.tracker, given.as_of) for plan in (first, second)]
        found = list(compared(*sites))
        number = len(read_files(sites[0])) + 1
    print("\n".join(found) or f"Equal: {number} files, byte for byte.")
    sys.exit(1 if found else 0)


def plans(work: Path, python: str | None) -> tuple[Surroundings, Surroundings]:
    """Two builds that have as little in common as this machine allows."""
    other = _environment(python) if python else other_python() or sys.executable
    first = Surroundings(
        "first",
        sys.executable,
        "a",
        {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "1",
            "SOURCE_DATE_EPOCH": "1795348800",
            "HOME": str(work),
        },
    )
    second = Surroundings(
        "second",
        other,
        "another folder/with a longer name/b",
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "4242",
            "SOURCE_DATE_EPOCH": "1801440000",
            "HOME": str(work / "another folder"),
        },
        umask=0o077,
        user=NOBODY if may_run_as(NOBODY, other) else "",
        one_core=shutil.which("taskset") is not None,
        backwards=True,
    )
    return first, second


def other_python() -> str | None:
    """Another version of Python that this machine has, with the locked packages installed."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name in PYTHONS:
        for path in _pythons(name):
            if name != own and _runs([path, "-c", "import ssl, ctypes"]):
                return _environment(path)
    return None


def _pythons(name: str) -> Iterator[str]:
    found = shutil.which(name)
    if found:
        yield found
    # pyenv's shims run only those that somebody chose.
    for path in sorted(Path.home().glob(f".pyenv/versions/*/bin/{name}")):
        yield str(path)


def _environment(python: str) -> str:
    """A virtual environment beside ours, made once for each lock."""
    lock, name = ROOT / "requirements.lock", _version(python)
    known = crc32(lock.read_bytes() + os.path.realpath(python).encode())
    folder = Path(sys.prefix) / f"other-{known:08x}"
    made = str(folder / "bin" / "python")
    if not (folder / "whole").exists():
        print(f"Setting up {name}", flush=True)
        subprocess.run([python, str(ROOT / "tools" / "venv.py"), str(folder)], check=True)
        pip = [made, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input", "install"]
        hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
        subprocess.run([*pip, *hashed], check=True, stderr=subprocess.DEVNULL)
        own = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
        subprocess.run([*pip, *own], check=True)
        (folder / "whole").touch()
    return made


def may_run_as(user: str, python: str) -> bool:
    """Whether we may become another user, and that user may run this Python and read our code."""
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        return False
    return _runs([*_as(user), python, "-c", "import clearway"])


def _as(user: str) -> list[str]:
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _version(python: str) -> str:
    done = subprocess.run([python, "--version"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def run_build(plan: Surroundings, work: Path, tracker: str, as_of: str) -> Path:
    """Clones the commit, builds the site in it, and gives the site's folder."""
    clone = work / plan.folder
    clone.parent.mkdir(parents=True, exist_ok=True)
    git = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)]
    subprocess.run(git, check=True)
    if plan.backwards:
        write_backwards(clone)
    if plan.user:
        # The way down to it is root's; what is above the first folder stays.
        top = work / Path(plan.folder).parts[0]
        for path in (top, *top.rglob("*")):
            os.chown(path, int(plan.user), int(plan.user), follow_symlinks=False)
    site = clone / "built"
    command = [plan.python, "-c", RUN, "build", str(clone / tracker), "--site-dir", str(site)]
    before = [*(_as(plan.user) if plan.user else ()), *(("taskset", "-c", "0") * plan.one_core)]
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        [*before, *command, "--as-of", as_of],
        cwd=clone,
        env={**kept, **plan.environment, "PYTHONPATH": str(clone / "src")},
        umask=plan.umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"The {plan.name} build failed:\n{done.stderr}")
    return site


def write_backwards(clone: Path) -> None:
    """Writes all files anew, the last one first, so that folders list them in another order."""
    for path in sorted(clone.rglob("*"), reverse=True):
        if path.is_file() and not path.is_symlink() and ".git" not in path.parts:
            content, mode = path.read_bytes(), path.stat().st_mode
            path.unlink()
            path.write_bytes(content)
            path.chmod(mode)


def compared(one: Path, other: Path) -> Iterator[str]:
    """A line on every file that is not the same in two sites, its first other byte in context."""
    listed, found = read_files(one), read_files(other)
    for each in differences(listed, found):
        if each.what == "altered":
            yield f"differs: {each.path}\n{first_difference(one / each.path, other / each.path)}"
        else:
            yield f"only in the {'first' if each.what == 'missing' else 'second'}: {each.path}"
    if (
        not listed.keys() ^ found.keys()
        and (one / NAME).read_bytes() != (other / NAME).read_bytes()
    ):
        yield f"differs: {NAME}\n{first_difference(one / NAME, other / NAME)}"


def first_difference(one: Path, other: Path, around: int = 40) -> str:
    """Where two files part, and what stands there in each."""
    a, b = one.read_bytes(), other.read_bytes()
    at = next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    line = a.count(b"\n", 0, at) + 1
    shown = (text[max(0, at - around) : at + around] for text in (a, b))
    return f"  byte {at}, line {line}\n" + "\n".join(f"    {text!r}" for text in shown)


if __name__ == "__main__":
    main()
