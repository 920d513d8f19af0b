"""The bill of materials names every package of the locks, with every file that may be installed."""

import json
import re
from typing import Any

from tests.running import ROOT
from tools.dist import LOCKS
from tools.sbom import bill_of_materials

TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}


def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bill_of_materials("1.2.3", "0" * 64, TEXTS))
    return found


def test_every_package_and_every_hash_of_the_locks_is_in_it() -> None:
    """Counted in another way than the one that reads them: lines that hold '=='."""
    lines = {
        line.split(" ")[0]
        for text in TEXTS.values()
        for line in text.splitlines()
        if re.match(r"[A-Za-z0-9]", line)
    }
    components = bill()["components"]
    assert len(components) == len(lines) > 40
    hashes = {
        each["content"]
        for component in components
        for reference in component["externalReferences"]
        for each in reference["hashes"]
    }
    assert hashes == {
        found for text in TEXTS.values() for found in re.findall(r"sha256:([0-9a-f]{64})", text)
    }


def test_it_is_cyclonedx_of_the_program() -> None:
    found = bill()
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    program = found["metadata"]["component"]
    assert (program["name"], program["version"]) == ("clearway", "1.2.3")
    refs = [component["bom-ref"] for component in found["components"]]
    assert refs == sorted(set(refs))
    assert found["dependencies"] == [{"ref": program["bom-ref"], "dependsOn": refs}]
    assert {component["scope"] for component in found["components"]} == {"required", "optional"}
    for component in found["components"]:
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"


def test_a_package_for_some_machines_says_for_which() -> None:
    lock = "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64 + "\n"
    (component,) = json.loads(bill_of_materials("1", "0" * 64, {"a.lock": lock}))["components"]
    assert component["properties"] == [
        {"name": "clearway:lock", "value": "a.lock"},
        {"name": "clearway:only", "value": "sys_platform == 'win32'"},
    ]


def test_the_same_locks_give_the_same_bytes() -> None:
    first = bill_of_materials("1.2.3", "0" * 64, TEXTS)
    assert first == bill_of_materials("1.2.3", "0" * 64, dict(TEXTS))
