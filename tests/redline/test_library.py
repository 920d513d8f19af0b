"""The drafts of examples/library against what is known of them."""

from __future__ import annotations

from typing import Any

import pytest

from clearway.redline import compare, is_placeholder
from tests.test_examples import TRUTH, paragraphs


@pytest.mark.parametrize("step", TRUTH["steps"], ids=lambda step: str(step["new"]))
def test_every_link_is_found(step: dict[str, Any]) -> None:
    old, new = paragraphs(step["old"]), paragraphs(step["new"])
    found = [
        (link.kind, [old[i].anchor for i in link.old], [new[j].anchor for j in link.new])
        for link in compare(old, new).links
        if not any(is_placeholder(new[j].text) for j in link.new)
        and not any(is_placeholder(old[i].text) for i in link.old)
    ]
    assert sorted(found) == sorted(
        (link["kind"], link["old"], link["new"]) for link in step["links"]
    )
