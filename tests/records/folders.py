"""Small data folders for tests: a base that a case's own files are laid over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "cases"
BASE = CASES / "base"


def lay_out(root: Path, case: Path | None = None) -> Path:
    """The base with a case's `data/` over it; what git cannot keep is made as `made.txt` says."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if case is not None:
        if (case / "data").exists():
            shutil.copytree(case / "data", root / "data", dirs_exist_ok=True)
        if (case / "made.txt").exists():
            for line in (case / "made.txt").read_text(encoding="utf-8").splitlines():
                verb, *arguments = line.split(" ")
                _MAKERS[verb](root, *arguments)
    return root


def _without(root: Path, path: str) -> None:
    if (root / path).is_dir():
        shutil.rmtree(root / path)
    else:
        (root / path).unlink()


def _link(root: Path, path: str, target: str) -> None:
    (root / path).symlink_to(target)


def _pipe(root: Path, path: str) -> None:
    os.mkfifo(root / path)


def _pad(root: Path, path: str, size: str) -> None:
    """Lengthens a file by a remark to that many bytes."""
    content = (root / path).read_bytes() + b"#"
    (root / path).write_bytes(content.ljust(int(size) - 1, b"-") + b"\n")


_MAKERS: dict[str, Callable[..., None]] = {
    "without": _without,
    "link": _link,
    "pipe": _pipe,
    "pad": _pad,
}
