"""The text of a cell: cleaned of what is unseen and of contact data, or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from clearway.intake.endorsements.phrases import Field
from clearway.records.legible import SILENT
from clearway.records.rules.contact import contact_data
from clearway.records.wording import HIDDEN, quoted

MOST = 300
"""Characters that a name, affiliation or role may have."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason and a remedy, as clauses."""

    reason: str
    remedy: str


class Refused(ValueError):
    """A row that cannot become an endorsement."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.why = Why(reason, remedy)


_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")


def clean(cell: str) -> str:
    """A cell as one line, composed (NFC), without what says nothing.

    An apostrophe that a spreadsheet puts before a sign, and our own report too, goes.
    """
    bare = _ESCAPED.sub("", cell)
    return normalize("NFC", " ".join(bare.translate(SILENT).split()))


def seen(text: str, column: Field) -> str:
    hidden = HIDDEN.search(text)
    if hidden:
        raise Refused(
            f"the {column} holds a character that cannot be seen (U+{ord(hidden[0]):04X})",
            "Delete it, or type the text anew",
        )
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise Refused(
            f"the {column} has letters that cannot be read: {quoted(text)}",
            "Type them anew, or export the file again as UTF-8",
        )
    if len(text) > MOST:
        raise Refused(
            f"the {column} has {len(text):,} characters; at most {MOST} are taken", "Shorten it"
        )
    return text


_EMPTY_BRACKETS = re.compile(r"[<(\[]\s*(?:mailto:)?\s*[>)\]]")


def without_contact(text: str) -> tuple[str, bool]:
    """A text without e-mail addresses and telephone numbers, and whether it had any."""
    found = False
    while match := contact_data(text):
        found = True
        text = text[: match.start()] + text[match.end() :]
    if found:
        text = _EMPTY_BRACKETS.sub(" ", text)
        text = " ".join(text.split()).strip(" ,;:-–|/")
    return text, found
