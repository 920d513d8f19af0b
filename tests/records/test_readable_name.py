"""Names that people can read, and names that they cannot."""

from __future__ import annotations

import pytest

from clearway.records.fields.text import illegible

READ = (
    "Kari Nordmann",
    "علی\u200cرضا",  # Persian joins letters with a sign that cannot be seen
    "བསྟན་འཛིན་རྒྱ་མཚོ",
    "שָׁלוֹם",
    "Nguyễn Văn Đức",
    "प्रिया शर्मा",
    "김민준",
    "4711",
    "Friends of \N{WATER WAVE}\ufe0f",
)
UNREAD = {
    "\u200d\u200c": "there is no letter in '\u200d\u200c'",
    "...": "there is no letter in '...'",
    "\N{GRINNING FACE}": "there is no letter in '\N{GRINNING FACE}'",
    "\u0301\u0301": "there is no letter in '\u0301\u0301'",
    "\u3164": "there is U+3164, which cannot be seen",
    "Bo\u2800Ek": "there is U+2800, which cannot be seen",
    "Bo\U000e0041": "there is U+E0041, which cannot be seen",
    "Ann " * 100: "it has 400 letters, and at most 300 are taken",
    "A" + 9 * "\u0301": "there are more than 8 accents on one letter",
}


@pytest.mark.parametrize("name", READ)
def test_read(name: str) -> None:
    assert illegible(name) is None


@pytest.mark.parametrize("name", UNREAD)
def test_not_read(name: str) -> None:
    assert illegible(name) == UNREAD[name]
