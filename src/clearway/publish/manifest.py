"""The list of all that a site is made of, with a fingerprint of each file.

It is the same for the same records, settings and versions, on every Python that the program
supports: so it says nothing of the machine that made it. Who made it is what the provenance says
that the workflow attests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from clearway.errors import InputError

NAME = "manifest.json"
"""Where it lies in a site. It is the only file that it does not list."""

VERSIONS = "versions"
"""The edition of the manifest that stands above those of several versions, and lists them."""

MOST_BYTES = 64 * 2**20
MOST_FILES = 500_000
MOST_TOTAL = 16 * 2**30
"""Beyond these a manifest is refused: one of a stranger must not fill a disk or a day."""


def _plain_path(path: str) -> str:
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError("a path must lead down from the site's folder")
    if "\\" in path or path[1:2] == ":" or not path.isprintable() or len(path.encode()) > 1024:
        raise ValueError("a path must be names joined by '/'")
    return path


Path = Annotated[str, AfterValidator(_plain_path)]
"""Below the site's folder, with '/'."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Digest(_Part):
    """What tells one content from every other: SHA-256 (FIPS 180-4) in hexadecimal, and bytes."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Home(_Part):
    """Where site and repository live: with these settings the same bytes can be built again."""

    url: str
    repository: str
    branch: str
    forge: str


class Manifest(_Part):
    """Every file of a site but this one, and all that it was made from.

    `edition` is 'site' as a server gives it, 'offline' as it is read from a disk, 'outputs'
    without a theme; 'versions' at the root of several sites, where `files` are what lies beside
    their folders, and the manifest of each. `only_known` is set where the site shows no more than
    could be known by the end of `as_of`; `version` is its name, where it is one of several.
    `commit` is absent where no repository was there, or where files in it had been changed since.
    `records` are the files below data/, `dependencies` the versions of all packages that the
    program needs.
    """

    format: Literal[1]
    edition: Literal["site", "offline", "outputs", "versions"]
    as_of: date = Field(strict=False)
    only_known: Literal[True] | None = None
    version: str | None = None
    commit: str | None = Field(default=None, pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")
    home: Home
    program: str
    dependencies: dict[str, str]
    records: dict[Path, Digest]
    files: dict[Path, Digest]

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(digest.size for digest in self.files.values())


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One file that is not as it was listed; `detail` says how, where there is more to say."""

    path: str
    what: Literal["missing", "extra", "altered", "unreadable"]
    detail: str = ""

    def __str__(self) -> str:
        # A name on a disk may hold signs that would move a terminal's cursor, or none at all.
        path = self.path if self.path.isprintable() else ascii(self.path)[1:-1]
        return f"{self.what}: {path}{f' ({self.detail})' if self.detail else ''}"


def differences(
    listed: Mapping[str, Digest], found: Mapping[str, Digest]
) -> tuple[Difference, ...]:
    """What is missing, altered or extra, in the order of paths."""
    return tuple(sorted(_differences(listed, found)))


def _differences(listed: Mapping[str, Digest], found: Mapping[str, Digest]) -> Iterator[Difference]:
    for path, digest in listed.items():
        if path not in found:
            yield Difference(path, "missing")
        elif found[path] != digest:
            yield Difference(path, "altered", how_altered(digest, found[path].size))
    for path in found.keys() - listed.keys():
        yield Difference(path, "extra")


def how_altered(listed: Digest, size: int) -> str:
    if size == listed.size:
        return "as long, but other bytes"
    return f"{size} bytes; {listed.size} are listed"


def with_versions(manifest: Manifest, read: Callable[[str], bytes]) -> Manifest:
    """The same with the files of each version that it lists, as told by the version's own manifest.

    `read` gives the content at a path below the root. Raises InputError.
    """
    files = dict(manifest.files)
    for path in manifest.files if manifest.edition == VERSIONS else ():
        folder, _, name = path.rpartition("/")
        if name == NAME and folder and "/" not in folder:
            try:
                listed = manifest_of(read(path)).files
            except InputError as error:
                raise InputError(f"of {path}, {error}") from None
            files |= {f"{folder}/{below}": digest for below, digest in listed.items()}
    return _bounded(manifest.model_copy(update={"files": files}))


def _bounded(manifest: Manifest) -> Manifest:
    if len(manifest.files) > MOST_FILES or manifest.size > MOST_TOTAL:
        raise InputError(f"it lists more than {MOST_FILES} files, or {MOST_TOTAL // 2**30} GiB")
    return manifest


def manifest_text(manifest: Manifest) -> str:
    """As JSON: fields in the order of their definition, paths sorted, one file a line."""
    told = manifest.model_dump(mode="json", exclude_none=True)
    fields = []
    for name, value in told.items():
        if isinstance(value, dict) and name != "home":
            rows = ",\n".join(f"  {_json(key)}: {_json(value[key])}" for key in sorted(value))
            fields.append(f" {_json(name)}: {{\n{rows}\n }}")
        else:
            fields.append(f" {_json(name)}: {_json(value)}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def manifest_of(content: bytes) -> Manifest:
    """Reads what `manifest_text` wrote. Raises InputError, whatever else it is given."""
    if len(content) > MOST_BYTES:
        raise InputError(f"it is longer than {MOST_BYTES // 2**20} MiB")
    try:
        told = json.loads(content.decode("utf-8"), object_pairs_hook=_without_repeats)
        manifest = Manifest.model_validate(told)
    except ValidationError as error:
        raise InputError(_first_of(error)) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is not JSON as it should be: {error}") from None
    if NAME in manifest.files:
        raise InputError(f"it lists {NAME}, which is itself")
    return _bounded(manifest)


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    # RFC 8259 4: what a repeated name means is left to each reader, so two could read two sites.
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the name {key[:80]!r} stands twice")
        found[key] = value
    return found


def _first_of(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    way = " → ".join(repr(part)[:80] for part in first["loc"] if part != "[key]")
    message = first["msg"].removeprefix("Value error, ")
    return f"at {way}: {message}" if way else message


def manifest_schema() -> str:
    """Its JSON Schema (2020-12), for other programs that check it."""
    schema = Manifest.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
