"""The text that an endorsement binds: what of a file it is, and its SHA-256.

The normalised text is made so, in this order:

1. In a Markdown file, the fields are left out: the text begins after the second line `---`.
2. Unicode normalisation form C (UAX 15), so that an accent is one character however it was typed.
3. Each line ends with one line feed (U+000A), however its file was written (CR LF, CR).
4. White space at the end of a line is left out, the no-break space as well.
5. Blank lines before the first and after the last line that is not blank are left out; the last
   line ends with one line feed.

Everything else counts as it stands: words, case, signs and Markdown's, blank lines between
paragraphs, spaces inside and at the beginning of a line. The SHA-256 (FIPS 180-4) is that of the
text in UTF-8 without a byte-order mark, in lower-case hexadecimal.
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

_LINE_END = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n)")
_BLANK_ENDS = re.compile(r"\A\n+|\s+\Z")


def normalised(text: str) -> str:
    """The text as it is hashed. `text` is without the fields of its file.

    Empty where nothing but blank lines is there; normalised once more, it stays as it is.
    """
    lines = _LINE_END.sub("\n", normalize("NFC", text))
    words = _BLANK_ENDS.sub("", lines)
    return f"{words}\n" if words else ""


def text_sha256(text: str) -> str:
    """The SHA-256 of the normalised text, by which a version is known."""
    return sha256(normalised(text).encode()).hexdigest()
