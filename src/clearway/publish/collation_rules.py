"""The syntax of CLDR's collation rules (UTS 35, part 5), as far as its languages need it.

`&N<ñ<<<Ñ`: after N comes ñ, another letter, and Ñ, which differs from it in case only. `<<` is a
difference of accent, `=` none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from clearway.errors import InputError


class Step(NamedTuple):
    """One step of a rule: an operator and the characters that it is about."""

    operator: str
    text: str
    extension: str = ""
    before: int = 0


TOKEN = re.compile(
    r"""(?P<blank> [\s\u200e\u200f]+ | \#[^\n]* )
    | \[ (?P<option> (?: [^\[\]] | \[[^\[\]]*\] )* ) \]
    | (?P<operator> & | <{1,3}\*? | =\*? )
    | (?P<separator> / )
    | (?P<apostrophe> '' )
    | ' (?P<quoted> [^']+ ) '
    | \\u (?P<code> [0-9A-Fa-f]{4} )
    | \\ (?P<escaped> . )
    | (?P<sign> [^|<'\\] )""",
    re.VERBOSE | re.DOTALL,
)

WITHOUT_EFFECT = ("normalization", "optimize", "caseFirst")
"""Options that are passed over. `caseFirst` (Danish, Maltese) would put 'AB' before 'ab': here
small letters come first in every language."""


def read_steps(rules: str) -> Iterator[Step]:
    """The steps of rules in CLDR's syntax; raises InputError for what is not known here.

    >>> for step in read_steps("&[before 1]b<á<<<Á"): print(*step)
    & b  1
    < á  0
    <<< Á  0
    """
    operator, parts, before = "", [""], 0
    for kind, text in (*_tokens(rules), ("operator", "")):
        if kind == "operator":
            yield from _finished(operator, parts, before)
            operator, parts, before = text, [""], 0
        elif kind == "separator":
            parts.append("")
        elif kind == "before":
            before = int(text)
        elif kind in ("reorder", "suppress"):
            yield Step(kind, text)
        else:
            parts[-1] += text


def _tokens(rules: str) -> Iterator[tuple[str, str]]:
    """The operators, separators, options and texts of rules."""
    end = 0
    for token in TOKEN.finditer(rules):
        if token.start() != end:
            break
        end = token.end()
        kind = token.lastgroup or ""
        text = token[kind]
        if kind == "option":
            yield from _option(text)
        elif kind == "code":
            yield "text", chr(int(text, 16))
        elif kind == "apostrophe":
            yield "text", "'"
        elif kind != "blank":
            yield kind, text
    if end != len(rules):
        raise InputError(f"a sign that is not known: {rules[end : end + 20]}")


def _option(text: str) -> Iterator[tuple[str, str]]:
    """What is in brackets in a rule."""
    name, _, value = text.partition(" ")
    if name in ("before", "reorder"):
        yield name, value
    elif name == "suppressContractions":
        yield "suppress", value.strip("[]")
    elif name in ("first", "last"):
        yield "position", f"[{text}]"
    elif name not in WITHOUT_EFFECT:
        raise InputError(f"an option that is not known: {text}")


def _finished(operator: str, parts: list[str], before: int) -> Iterator[Step]:
    """The step, or one for each character after an operator with a star, where 'a-c' is 'abc'."""
    if not operator:
        return
    text, extension = parts[0], "".join(parts[1:])
    if not operator.endswith("*"):
        yield Step(operator, text, extension, before)
        return
    for first, last in re.findall("(.)(?:-(.))?", text):
        for code in range(ord(first), ord(last or first) + 1):
            yield Step(operator[:-1], chr(code))
