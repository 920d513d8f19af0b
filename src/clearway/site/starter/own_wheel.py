"""The program's own wheel, made from the running installation.

A tracker keeps the program that it was made with in `vendor/`, so that it installs for as long as
its repository exists and no package index can put another program in its place. The wheel is packed
from the installed files alone, whether they were installed from a wheel, from git or in editable
form, and its bytes depend on nothing else (no clock, no order of a folder).

Format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from io import BytesIO

NAME = "clearway"

_WHEEL = "Wheel-Version: 1.0\nGenerator: clearway\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_METADATA = ("METADATA", "entry_points.txt", "top_level.txt", "licenses/LICENSE")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold, for every file of the wheel."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel's file name and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash in hexadecimal, as lock files write it."""
        return hashlib.sha256(self.content).hexdigest()


def own_wheel() -> Wheel:
    """The wheel of the program that is running. Raises PackageNotFoundError if not installed."""
    installed = distribution(NAME)
    folder = f"{NAME}-{installed.version}.dist-info"
    entries = {f"{NAME}/{path}": content for path, content in _walked(package_files(NAME), "")}
    entries |= {f"{folder}/{path}": content for path, content in _metadata(installed)}
    entries[f"{folder}/WHEEL"] = _WHEEL.encode()
    record = f"{folder}/RECORD"
    lines = [f"{path},{_hash(content)},{len(content)}" for path, content in sorted(entries.items())]
    entries[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    # The metadata is last, as the format recommends.
    order = sorted(entries, key=lambda path: (path.startswith(folder), path))
    return Wheel(
        f"{NAME}-{installed.version}-py3-none-any.whl",
        _zipped((path, entries[path]) for path in order),
    )


def _walked(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walked(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield prefix + entry.name, entry.read_bytes()


def _metadata(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    for name in _METADATA:
        text = installed.read_text(name)
        if text is not None:
            yield name, text.encode()


def _hash(content: bytes) -> str:
    """As RECORD writes it: URL-safe base64 without padding."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()
    return f"sha256={digest.rstrip('=')}"


def _zipped(entries: Iterator[tuple[str, bytes]]) -> bytes:
    file = BytesIO()
    # Stored and not deflated: the bytes of deflated data depend on the zlib at hand.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path, content in entries:
            info = zipfile.ZipInfo(path, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return file.getvalue()
