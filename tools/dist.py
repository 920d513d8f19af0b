"""Writes wheel, sdist and bill of materials of a commit into a folder, with hashes and notes.

Usage: python -m tools.dist [--tag v0.2.0] [FOLDER]

The same commit gives the same bytes, on any day and in any folder: the wheel is the one that every
tracker made with this version holds in `vendor/`, and every file of the sdist has the time of the
commit. With `--tag` the tag, the version in pyproject.toml and CHANGELOG.md must agree.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from clearway.site.starter.own_wheel import NAME, own_wheel
from tools.sbom import bill_of_materials

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-import.lock")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tag", default="")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    changed = git(ROOT, "status", "--porcelain").decode()
    if changed:
        sys.exit(f"Commit these first, so that the release is that of a commit:\n{changed}")
    version = project_version(ROOT)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if given.tag and given.tag != f"v{version}":
        sys.exit(f"The tag must be v{version}, as pyproject.toml has it; it is {given.tag}")
    notes = release_notes(changelog, version if given.tag else "Not yet released")
    if not notes:
        sys.exit(f"CHANGELOG.md has no section '## {version}': write there what changed")
    given.folder.mkdir(parents=True, exist_ok=True)
    wheel = own_wheel()
    files = {
        wheel.name: wheel.content,
        f"{NAME}-{version}.tar.gz": sdist(ROOT, version),
    }
    locks = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}
    digest = hashlib.sha256(wheel.content).hexdigest()
    files[f"{NAME}-{version}.cdx.json"] = bill_of_materials(version, digest, locks)
    files["SHA256SUMS"] = sums(files)
    files["notes.md"] = notes.encode()
    for name, content in files.items():
        (given.folder / name).write_bytes(content)
        print(f"{hashlib.sha256(content).hexdigest()}  {name}")


def project_version(root: Path) -> str:
    """The version in pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def sdist(root: Path, version: str) -> bytes:
    """The files of the last commit as an sdist, with the metadata of the installation.

    Format: https://packaging.python.org/en/latest/specifications/source-distribution-format/
    """
    folder = f"{NAME}-{version}"
    metadata = distribution(NAME).read_text("METADATA")
    assert metadata is not None, "an installation without metadata"
    options = (f"--prefix={folder}/", f"--add-virtual-file={folder}/PKG-INFO:{metadata}")
    # Configuration of this machine's git must not change what is in it.
    archive = git(root, "-c", "tar.umask=0022", "archive", "--format=tar", *options, "HEAD")
    return gzip.compress(archive, compresslevel=9, mtime=0)


def sums(files: dict[str, bytes]) -> bytes:
    """As sha256sum writes and checks them.

    >>> sums({"a": b""})
    b'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\\n'
    """
    lines = (f"{hashlib.sha256(held).hexdigest()}  {name}\n" for name, held in files.items())
    return "".join(lines).encode()


def release_notes(changelog: str, version: str) -> str:
    r"""The section of a version, without its heading; '' where there is none.

    >>> release_notes("# Changes\n\n## 0.2.0\n\n- New.\n\n## 0.1.0\n\n- Old.\n", "0.2.0")
    '- New.\n'
    """
    parts = re.split(r"^## (.*)\n", changelog, flags=re.M)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    section = sections.get(version, "").strip()
    return f"{section}\n" if section else ""


def git(root: Path, *words: str) -> bytes:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *words]
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return done.stdout


if __name__ == "__main__":
    main()
