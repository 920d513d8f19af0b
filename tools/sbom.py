"""The software bill of materials of a release: every package of an install, with its hashes.

CycloneDX 1.6 as JSON (ECMA-424). It is made from the lock files alone, so it is the same bytes on
every machine; what they hold is what `pip install --require-hashes` accepts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PACKAGE = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)(?: *; *([^\\\n]+))?", re.M
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """A package of a lock; `only` is the marker that says on which machines it is installed."""

    name: str
    version: str
    hashes: tuple[str, ...]
    only: str = ""


def locked_packages(lock: str) -> Iterator[LockedPackage]:
    r"""The packages of a lock file, in its order.

    >>> lock = "a==1 \\\n    --hash=sha256:" + "0" * 64 + "\nB_c==2.0 ; os_name == 'nt' \\\n"
    >>> [(found.name, found.version, len(found.hashes), found.only)
    ...  for found in locked_packages(lock)]
    [('a', '1', 1, ''), ('b-c', '2.0', 0, "os_name == 'nt'")]
    """
    starts = list(_PACKAGE.finditer(lock))
    ends = [match.start() for match in starts[1:]] + [len(lock)]
    for match, end in zip(starts, ends, strict=True):
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        hashes = tuple(_HASH.findall(lock, match.end(), end))
        yield LockedPackage(name, match[2], hashes, (match[3] or "").strip())


def bill_of_materials(version: str, wheel_sha256: str, locks: Mapping[str, str]) -> bytes:
    """The bill of a version of the program; `locks` are the texts of its locks by their names.

    A package of the first lock is required, one of another is optional.
    """
    program = f"pkg:pypi/clearway@{version}"
    components: dict[str, dict[str, Any]] = {}
    for number, (name, text) in enumerate(locks.items()):
        for package in locked_packages(text):
            found = _component(package, "optional" if number else "required", name)
            components.setdefault(found["bom-ref"], found)
    ordered = [components[ref] for ref in sorted(components)]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": "clearway",
                "version": version,
                "purl": program,
                "licenses": [{"license": {"id": "MIT"}}],
                "hashes": [{"alg": "SHA-256", "content": wheel_sha256}],
            }
        },
        "components": ordered,
        "dependencies": [
            {"ref": program, "dependsOn": [component["bom-ref"] for component in ordered]}
        ],
    }
    return (json.dumps(bill, indent=2) + "\n").encode()


def _component(package: LockedPackage, scope: str, lock: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{package.name}@{package.version}"
    properties = [{"name": "clearway:lock", "value": lock}]
    if package.only:
        properties.append({"name": "clearway:only", "value": package.only})
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "scope": scope,
        "purl": purl,
        # A package has a file for each kind of machine; any of them may be installed.
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/",
                "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
            }
        ],
        "properties": properties,
    }
