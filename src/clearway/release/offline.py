"""A built site as a folder or one file to be read without a server."""

from __future__ import annotations

import json
import re
import stat
import tempfile
from collections.abc import Collection
from datetime import date
from html import escape, unescape
from importlib.resources import files as package_files
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clearway.atomic import writing_whole
from clearway.publish.manifest import NAME, Manifest, manifest_of, manifest_text
from clearway.safe_files import read_file
from clearway.site.provenance import read_files

# --- A site as it is read from a disk: each link names a file, and search needs no server
#
# A built site goes in, not records: so any version that was ever published can be packed.


SCRIPT = "static/offline.js"
INDEX = "search/search_index.json"
"""The index of the theme's search, which sites of earlier releases have: it asks for a server."""

NOT_OFFLINE = frozenset({"404.html", "sitemap.xml"})
"""What only a server or a search engine asks for."""

# A tag with its attributes; what a script, a style or a remark holds is none. What is not closed
# goes to the end of the page: were it passed over, every further one would look there again.
_TAG = re.compile(
    r"<script\b(?:.*?</script\s*+>|.*)|<style\b(?:.*?</style\s*+>|.*)|<!--(?:.*?-->|.*)"
    r"|<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+>?",
    re.S | re.I,
)
_LINK = re.compile(r"(?<=\s)((?:xlink:)?href=)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.I)
_REFRESH = re.compile(r"(?<=\s)(content=\")(\d+;\s*url=)([^\"]*)(\")", re.I)
_POLICY = '<meta http-equiv="Content-Security-Policy"'
_BUNDLE = re.compile(r"<script src=\"?([^\">\s]*)assets/javascripts/bundle\.")


def as_offline(path: str, content: bytes, known: Collection[str]) -> dict[str, bytes]:
    """What a file of a site becomes, by its path; `known` are the paths of all its files."""
    if path in NOT_OFFLINE:
        return {}
    if path == INDEX:
        return {"search/search_index.js": _index(content.decode("utf-8"), known).encode()}
    if path.endswith(".html"):
        return {path: _page(path, content.decode("utf-8"), known).encode()}
    return {path: content}


def offline_script() -> bytes:
    return (package_files("clearway.release") / "assets" / "offline.js").read_bytes()


def _page(path: str, html: str, known: Collection[str]) -> str:
    def tag(match: re.Match[str]) -> str:
        text = match.group()
        if text.startswith("<!--") or text[:7].lower() in ("<script", "<style>"):
            return text
        if text.startswith(_POLICY):
            # What a page on a disk may call its own, browsers do not agree on.
            return text.replace("'self'", "'self' file:")
        text = _REFRESH.sub(refresh, text) if text[:5].lower() == "<meta" else text
        return _LINK.sub(link, text)

    def link(match: re.Match[str]) -> str:
        name, value = match.groups()
        bare = unescape(value.strip("\"'"))
        file = to_file(path, bare, known)
        return match.group() if file == bare else f'{name}"{escape(file)}"'

    def refresh(match: re.Match[str]) -> str:
        begin, seconds, value, end = match.groups()
        return f"{begin}{seconds}{escape(to_file(path, unescape(value), known))}{end}"

    html = _TAG.sub(tag, html)
    if INDEX not in known:
        return html
    return _BUNDLE.sub(lambda m: f'<script src="{m[1]}{SCRIPT}"></script>\n{m.group()}', html)


def to_file(path: str, link: str, known: Collection[str]) -> str:
    """A link from the page at `path` to a folder, as one to the page in it; others stay."""
    target, sign, rest = _split(link)
    if not target or target.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", target, re.I):
        return link
    file = normpath(join(dirname(path), unquote(target), "index.html"))
    if file not in known or file.startswith("../"):
        return link
    folder = "" if target in (".", "./") else f"{target.removesuffix('/')}/"
    return f"{folder}index.html{sign}{rest}"


def _split(link: str) -> tuple[str, str, str]:
    """The path of a relative link, and what follows it."""
    found = re.search(r"[?#]", link)
    at = found.start() if found else len(link)
    return link[:at], link[at : at + 1], link[at + 1 :]


def _index(text: str, known: Collection[str]) -> str:
    """The search's index as a script, which a page may load from a disk; its places as files."""
    index = json.loads(text)
    for entry in index["docs"]:
        place, sign, rest = _split(entry["location"])
        file = join(unquote(place), "index.html")
        if file in known:
            entry["location"] = f"{quote(file)}{sign}{rest}"
    packed = json.dumps(index, ensure_ascii=True, separators=(",", ":"))
    return f"var __index = {packed};\n"


# --- A built site as a folder or one file to be read without a server


def write_offline(site: Path, folder: Path) -> Manifest:
    """Writes the site into `folder` as it is read from a disk, with a manifest of its own."""
    manifest = manifest_of(read_file(site, NAME))
    made = {SCRIPT: offline_script()} if INDEX in manifest.files else {}
    for path in manifest.files:
        made |= as_offline(path, read_file(site, path), manifest.files.keys())
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
    are the day that the site speaks of, and no file has an owner.
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
