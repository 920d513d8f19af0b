"""Whether a name can be read: by people, who see letters and nothing else."""

from __future__ import annotations

import re
from unicodedata import category

from clearway.problems import quoted

SILENT = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
"""A soft hyphen, a zero-width space, a word joiner and a byte-order mark, which come along when a
text is copied and say nothing. Joiners and marks of direction belong to the spelling of some
scripts."""

_UNSEEN = re.compile(
    "[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ue000-\uf8ff\ufff0-\ufffb\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
"""Default_Ignorable_Code_Point (Unicode 5.21) without what some script or sign is spelled with;
the empty pattern of Braille; what no font shows because its use is private."""

_MOST_MARKS = 8
"""On one letter; scripts that stack them, such as Tibetan, take five."""


_LONGEST = 300
"""In letters, as the forms take them."""


def illegible(name: str) -> str | None:
    """Why nobody can read a name, as a clause: "it has no letter"; None where people can."""
    unseen = _UNSEEN.search(name)
    if unseen:
        return f"there is U+{ord(unseen[0]):04X}, which cannot be seen"
    if len(name) > _LONGEST:
        return f"it has {len(name):,} letters, and at most {_LONGEST} are taken"
    kinds = "".join(category(character)[0] for character in name)
    if not {"L", "N"} & set(kinds):
        return f"there is no letter in {quoted(name)}"
    if "M" * (_MOST_MARKS + 1) in kinds:
        return f"there are more than {_MOST_MARKS} accents on one letter"
    return None
