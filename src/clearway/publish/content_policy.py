"""Content security policy: what a page may load and run, said in its head (W3C CSP Level 3).

A script or style that is written in a page counts only by its hash, and hashes are made of what
templates write alone: text of a record that became a script would still not run. A policy in a
page cannot say who may frame it; that takes a header of the server.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

# A block of data, such as JSON-LD, has a type and is not run.
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.S)


def content_policy(*parts: str) -> str:
    """The policy of a page of the site, with the inline scripts and styles of parts of its theme.

    >>> content_policy()[:42]
    "default-src 'none'; script-src 'self'; sty"
    >>> content_policy("<style>a{}</style>").split("; ")[2]
    "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    """
    inline = [match.groups() for part in parts for match in _INLINE.finditer(part)]
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


def _directive(name: str, hashes: Iterable[str]) -> str:
    return " ".join((name, "'self'", *hashes))


def source_hash(text: str) -> str:
    """An inline script or style as a source of a policy.

    >>> source_hash("a{}")
    "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
