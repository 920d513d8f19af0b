"""Writes the tables of `clearway.publish.collator` from ICU.

Usage: python -m tools.collation

ICU comes with pyicu-wheels, which only the tests need. A newer one brings a newer CLDR: write the
tables then, and read the difference.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import icu

FOLDER = Path(__file__).parent.parent / "src/clearway/publish/cldr"

HEAD = f"""\
# Written by `python -m tools.collation` from ICU {icu.ICU_VERSION} (Unicode {icu.UNICODE_VERSION}).
# © Unicode, Inc., under the Unicode licence v3 (LICENSES/Unicode-3.0.txt).
"""

VOWELS_BEFORE = ((0xE40, 0xE44, 0xE00), (0xEC0, 0xEC4, 0xE80), (0x19B5, 0x19B7, 0x1980),
                 (0x19BA, 0x19BA, 0x1980), (0xAAB5, 0xAAB6, 0xAA80), (0xAAB9, 0xAAB9, 0xAA80),
                 (0xAABB, 0xAABC, 0xAA80))  # fmt: skip
"""Vowels that are written before the letter after which they are sorted, and where their script's
letters are: Thai, Lao, New Tai Lue, Tai Viet."""

TOGETHER = ("l\u00b7", "L\u00b7", "\u0e4d\u0e32", "\u0ecd\u0eb2")
"""Other characters that count as one."""

TIBETAN = tuple(
    first + second + third
    for first in "\u0fb2\u0fb3\u0f71"
    for second in "\u0f71\u0f72\u0f74\u0f80"
    for third in ("", "\u0f72", "\u0f74", "\u0f80")
)
"""Vowels of several signs."""

LEFT_OUT = "bo en_US_POSIX fa_AF fr_CA ja km ko my ps th ur".split()
"""Languages with rules that `collation_rules` does not know or that name too many characters. They
have the root order, in which each of their scripts has its own order; of Japanese and Korean names
in Chinese characters it is that of code points."""

CHINESE = ("zh", "zh-Hant", "zh-HK", "zh-MO", "zh-TW")
"""`zh` is in the order of pinyin; traditional characters in that of their code points, which is
mostly that of radicals and strokes."""

Weights = tuple[int, int, int]
Elements = tuple[Weights, ...]


def elements_of(text: str, collator: icu.Collator) -> Elements:
    """ICU's elements of a text: 32 bits each, or twice 32 for one, with a mark in the second."""
    found: list[Weights] = []
    for value in collator.createCollationElementIterator(text):
        value &= 0xFFFFFFFF
        if value & 0xC0 == 0xC0 and found:
            letter, accent, case = found.pop()
            found.append((letter | value >> 16, accent | value >> 8 & 0xFF, case | value & 0x3F))
        else:
            found.append((value & 0xFFFF0000, value & 0xFF00, (value & 0x3F) << 8))
    return tuple(found)


def characters() -> Iterator[str]:
    """What Unicode has assigned, without Chinese characters, which are in order by their codes, and
    without what NFD takes apart.
    """
    left_out = icu.UnicodeSet(
        "[[:Cn:][:Cs:][:Co:][:Noncharacter_Code_Point:][:NFD_QC=No:][:Unified_Ideograph:]]"
    )
    return (chr(code) for code in range(0x110000) if not left_out.contains(chr(code)))


def sequences() -> Iterator[str]:
    """Several characters that may count as one."""
    nfd = icu.Normalizer2.getNFDInstance()
    for sign in map(
        str,
        icu.UnicodeSet("[[:NFD_QC=No:]-[:Hangul_Syllable_Type=LV:]-[:Hangul_Syllable_Type=LVT:]]"),
    ):
        yield nfd.normalize(sign)
    for first, last, block in VOWELS_BEFORE:
        for vowel in range(first, last + 1):
            yield from (chr(vowel) + chr(code) for code in range(block, block + 0x80))
    yield from (*TOGETHER, *TIBETAN)


def gather() -> dict[str, Elements]:
    """The elements of all characters, and of those sequences that are more than their parts."""
    root = icu.Collator.createInstance(icu.Locale("root"))
    found = {sign: elements_of(sign, root) for sign in characters()}
    for text in sequences():
        parts = sum((elements_of(sign, root) for sign in text), ())
        if len(text) > 1 and (whole := elements_of(text, root)) != parts:
            found[text] = whole
    return found


def root_lines(found: dict[str, Elements]) -> Iterator[str]:
    """`root.txt`: weights are numbered as they follow each other."""
    ranks: list[dict[int, int]] = []
    for level in range(3):
        weights = {element[level] for elements in found.values() for element in elements} | {0}
        ranks.append({weight: n for n, weight in enumerate(sorted(weights))})
    numbered = {
        text: tuple((ranks[0][a], ranks[1][b], ranks[2][c]) for a, b, c in elements)
        for text, elements in found.items()
    }
    common = numbered["a"][0][1:]
    yield f"@common {common[0]} {common[1]}"
    for code, (first, last) in sorted(scripts(numbered).items(), key=lambda item: item[1]):
        yield f"@script {code} {first} {last}"
    singles = sorted(text for text in numbered if len(text) == 1)
    at = 0
    while at < len(singles):
        size = run_length(singles[at : at + 2000], numbered)
        first, last = ord(singles[at]), ord(singles[at + size - 1])
        name = f"{first:X}" if size == 1 else f"{first:X}-{last:X}"
        yield " ".join([name, *map(written, numbered[singles[at]])])
        at += size
    for text in sorted(text for text in numbered if len(text) > 1):
        yield " ".join(["+".join(f"{ord(sign):X}" for sign in text), *map(written, numbered[text])])


def written(weights: Weights) -> str:
    return ".".join(map(str, weights))


def run_length(singles: Sequence[str], numbered: dict[str, Elements]) -> int:
    """How many characters follow each other with letters that follow each other."""
    start = numbered[singles[0]]
    n = 1
    while n < len(singles) and len(start) == 1 and start[0][0]:
        letter, accent, case = start[0]
        if ord(singles[n]) != ord(singles[0]) + n:
            break
        if numbered[singles[n]] != ((letter + n, accent, case),):
            break
        n += 1
    return n


def scripts(numbered: dict[str, Elements]) -> dict[str, tuple[int, int]]:
    """The first and the last letter of each script."""
    found: dict[str, list[int]] = {}
    for sign in map(str, icu.UnicodeSet("[[:L:][:M:]-[:Lm:]-[:Unified_Ideograph:]]")):
        elements = numbered.get(sign, ())
        if len(elements) == 1 and elements[0][0]:
            found.setdefault(icu.Script.getScript(sign).getShortName(), []).append(elements[0][0])
    found = {code: weights for code, weights in found.items() if code not in ("Zyyy", "Zinh")}
    return {code: (min(weights), max(weights)) for code, weights in found.items()}


def rules_of(name: str) -> str:
    return str(icu.Collator.createInstance(icu.Locale(name)).getRules())


def rule_lines() -> Iterator[str]:
    """`rules.txt`: CLDR's rules of each language that has some."""
    for name in sorted(icu.Collator.getAvailableLocales()):
        rules = rules_of(name)
        if rules and name not in LEFT_OUT and not name.startswith("zh"):
            rules = re.sub(r"\[import (\w+)\]", lambda match: rules_of(match[1]), rules)
            yield f"{name.replace('_', '-')} {rules}"
    yield from (f"{name} [reorder Hani]" for name in CHINESE)


def pinyin_lines() -> list[str]:
    """`pinyin.txt`: Chinese characters by their sound, of each sound and tone by their strokes."""
    lists = rules_of("zh").partition("&[last regular]")[2].partition("&")[0]
    return re.findall(r"<\*?([^<'\[\]]+)", lists)


@cache
def tables() -> dict[str, str]:
    """The text of each table, by the name of its file."""
    lines = {
        "root.txt": root_lines(gather()),
        "rules.txt": rule_lines(),
        "pinyin.txt": pinyin_lines(),
    }
    return {name: HEAD + "\n".join(text) + "\n" for name, text in lines.items()}


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
