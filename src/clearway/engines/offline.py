"""A built site as a folder or one file to be read without a server."""

from __future__ import annotations

import stat
import tempfile
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clearway.engines.surroundings import read_files
from clearway.engines.whole import writing_whole
from clearway.publish.manifest import NAME, Manifest, manifest_of, manifest_text
from clearway.publish.offline import SCRIPT, as_offline, offline_script


def write_offline(site: Path, folder: Path) -> Manifest:
    """Writes the site into `folder` as it is read from a disk, with a manifest of its own."""
    manifest = manifest_of((site / NAME).read_bytes())
    made = {SCRIPT: offline_script()}
    for path in manifest.files:
        made |= as_offline(path, (site / path).read_bytes(), manifest.files.keys())
        for name in list(made):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made.pop(name))
    listed = manifest.model_copy(update={"edition": "offline", "files": read_files(folder)})
    (folder / NAME).write_text(manifest_text(listed), encoding="utf-8", newline="\n")
    return listed


def write_zip(site: Path, file: Path) -> int:
    """Packs a built site, to be unpacked and opened anywhere; gives how many files it holds.

    Its bytes hang on nothing but the site and the zlib that packs it: names are in order, times
    are the day that the site speaks of, and nobody owns a file.
    """
    with tempfile.TemporaryDirectory(prefix="clearway-zip-") as name:
        folder = Path(name)
        manifest = write_offline(site, folder)
        paths = sorted((*manifest.files, NAME))
        with writing_whole(file) as written, ZipFile(written, "w", ZIP_DEFLATED) as packed:
            for path in paths:
                packed.writestr(
                    _entry(f"{file.stem}/{path}", manifest.as_of), (folder / path).read_bytes()
                )
    return len(paths)


def _entry(path: str, day: date) -> ZipInfo:
    # A zip's clock begins in 1980.
    entry = ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.create_system = 3  # Unix, whose modes follow
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    entry.compress_type = ZIP_DEFLATED
    return entry
