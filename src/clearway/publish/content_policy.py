"""Content security policy: what a page may load and run, said in its head (W3C CSP Level 3).

A script or style that is written in a page counts only by its hash, and hashes are made of what
templates write alone: text of a record that became a script would still not run. A policy in a
page cannot say who may frame it; that takes a header of the server.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise

# A block of data, such as JSON-LD, has a type and is not run.
_TAG = re.compile(r"<(/?)(script|style)>")


def content_policy(*parts: str) -> str:
    """The policy of a page of the site, with the inline scripts and styles of parts of its theme.

    >>> content_policy()[:42]
    "default-src 'none'; script-src 'self'; sty"
    >>> content_policy("<style>a{}</style>").split("; ")[2]
    "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    """
    inline = [found for part in parts for found in _inline(part)]
    hashes = {
        element: sorted({source_hash(text) for name, text in inline if name == element})
        for element in ("script", "style")
    }
    return "; ".join(
        (
            "default-src 'none'",
            _directive("script-src", hashes["script"]),
            _directive("style-src", hashes["style"]),
            # The theme's style sheets hold their pictures as data.
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


def _inline(part: str) -> Iterator[tuple[str, str]]:
    """The inline scripts and styles of a part of a page: the element and its text."""
    pieces = _TAG.split(part)
    # Of each tag three pieces: its slash, its name, and the text up to the next.
    tags = list(zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True))
    for (slash, name, text), after in pairwise(tags):
        if not slash and after[:2] == ("/", name):
            yield name, text


def _directive(name: str, hashes: Iterable[str]) -> str:
    return " ".join((name, "'self'", *hashes))


def source_hash(text: str) -> str:
    """An inline script or style as a source of a policy.

    >>> source_hash("a{}")
    "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
