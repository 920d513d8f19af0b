"""How many planted doubles are found, how many false alarms there are, and what it costs:
python -m tests.bench.doubles [SIZE …].

Names are drawn by lot from lists; some happen to differ by one letter, and alarms among those are
counted as false. Doubles are planted as people write them: each kind of change on each name that
allows it. Slips are one letter left out, doubled, put for another or swapped, anywhere in a name.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple
from unicodedata import combining, normalize

from babel import Locale

from clearway.matching import NameIndex
from clearway.records.kinds.statement import SignatoryKind

SIZES = (1_000, 10_000, 100_000)


class Name(NamedTuple):
    text: str
    kind: SignatoryKind
    country: str | None


GIVEN = """
Kari Ola María Mario Ahmed Mohammed Fatima Wei Hanna John Pedro Aïcha Chidi Ngozi Kwame Ama Zofia
Łukasz Sofia Lucas Emma Olga Ivan Sergei Minseo Haruto Ravi Priya Arjun Ananya Juan José Camila
Valentina Mateo Zanele Thabo Amina Omar Layla Hassan Élodie Jürgen Søren Siobhán Mehmet Nguyễn
""".split()
PARTS = """
ka ro mi ta nel son berg dot ver man dez rez kov ska ova yan idze pour zad ham bin ola nwe chu wu
ing ler stein mann feld quist lund gren ström vik nes dal
""".split()
BODIES = "Institute Association Network Centre Coalition Initiative Society Forum Alliance".split()
CAUSES = (
    "Digital Rights", "Internet Governance", "Open Knowledge", "Media Development", "Human Rights",
    "Community Networks", "Free Software", "Public Policy", "Women in Technology",
)  # fmt: skip
CODES = ("NO", "DE", "NG", "BR", "IN", "US", None, None)


def names(number: int, lot: random.Random) -> list[Name]:
    """As many names, no two spelled the same; two of five are organisations."""
    territories = Locale("en").territories
    places = [str(territories[code]) for code in sorted(territories) if code.isalpha()]
    families = ["".join(lot.choices(PARTS, k=lot.randint(2, 4))).title() for _ in range(20_000)]
    found: dict[str, Name] = {}
    while len(found) < number:
        if lot.random() < 0.6:
            text, kind = f"{lot.choice(GIVEN)} {lot.choice(families)}", SignatoryKind.INDIVIDUAL
        else:
            place = f" {lot.choice(places)}" if lot.random() < 0.4 else ""
            text = f"{lot.choice(families)} {lot.choice(BODIES)} for {lot.choice(CAUSES)}{place}"
            kind = SignatoryKind.ORGANISATION
        found.setdefault(text, Name(text, kind, lot.choice(CODES)))
    return list(found.values())


# --- planting --------------------------------------------------------------------------------

_CYRILLIC = dict(
    zip(
        "abvgdezijklmnoprstufhcywqx",
        "а б в г д е з и й к л м н о п р с т у ф х ц ы в к кс".split(),
        strict=True,
    )
)
_COMPANY = ("Ltd", "Limited", "GmbH", "e.V.", "Inc.", "S.A.", "LLC", "Pty Ltd")

Plant = Callable[[str, random.Random], str]


def case(text: str, lot: random.Random) -> str:
    return text.upper()


def accents(text: str, lot: random.Random) -> str:
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def signs(text: str, lot: random.Random) -> str:
    return text.replace(" ", "-", 1) + "."


def suffix(text: str, lot: random.Random) -> str:
    return f"{text} {lot.choice(_COMPANY)}"


def swapped(text: str, lot: random.Random) -> str:
    first, _, last = text.rpartition(" ")
    return f"{last}, {first}"


def title(text: str, lot: random.Random) -> str:
    return f"{lot.choice(('Prof.', 'Dr.', 'Ms', 'Engr.'))} {text}"


def initials(text: str, lot: random.Random) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def cyrillic(text: str, lot: random.Random) -> str:
    return "".join(_CYRILLIC.get(c, c) for c in accents(text, lot).lower())


def slip(text: str, lot: random.Random) -> str:
    at = lot.choice([i for i, c in enumerate(text[:-1]) if c.isalpha() and text[i + 1].isalpha()])
    letter, following = text[at], text[at + 1]
    changed = (following, letter * 2 + following, lot.choice("aeinrst") + following,
               following + letter)  # fmt: skip
    return text[:at] + lot.choice(changed) + text[at + 2 :]


_PERSON, _BODY = SignatoryKind.INDIVIDUAL, SignatoryKind.ORGANISATION
PLANTS: dict[str, tuple[Plant, frozenset[SignatoryKind]]] = {
    "case": (case, frozenset((_PERSON, _BODY))),
    "accents": (accents, frozenset((_PERSON, _BODY))),
    "signs": (signs, frozenset((_PERSON, _BODY))),
    "legal form": (suffix, frozenset((_BODY,))),
    "acronym": (initials, frozenset((_BODY,))),
    "name first": (swapped, frozenset((_PERSON,))),
    "title": (title, frozenset((_PERSON,))),
    "script": (cyrillic, frozenset((_PERSON, _BODY))),
    "slip, organisation": (slip, frozenset((_BODY,))),
    "slip, person": (slip, frozenset((_PERSON,))),
}


def found(known: list[Name], plant: str, lot: random.Random, index: NameIndex[str]) -> str:
    """How many doubles of one kind are found, as '98 of 100'."""
    change, kinds = PLANTS[plant]
    planted = [(name, change(name.text, lot)) for name in known if name.kind in kinds]
    planted = [(name, text) for name, text in planted if text != name.text and len(text) > 2]
    hits = sum(
        name.text in {key for key, _ in index.matches((text,), kind=name.kind)}
        for name, text in planted
    )
    return f"{hits} of {len(planted)}"


def measured(number: int) -> Iterator[str]:
    lot = random.Random(4)
    drawn = names(number, lot)
    index: NameIndex[str] = NameIndex()
    alarms: dict[str, int] = {"exact": 0, "likely": 0}
    began = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in drawn:
        for _, sameness in index.matches((name.text,), kind=name.kind, country=name.country):
            alarms[sameness] += 1
        index.add(name.text, (name.text,), kind=name.kind, country=name.country)
    seconds = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    yield f"{number:,} names: {seconds:.1f} s CPU, {grown:.0f} MB; false alarms {alarms}"
    for plant in PLANTS:
        yield f"  {plant}: {found(drawn[:1000], plant, lot, index)}"


if __name__ == "__main__":
    for size in [int(given) for given in sys.argv[1:]] or SIZES:
        for line in measured(size):
            print(line, flush=True)
