"""What searching a long roll needs, in files small enough to fetch one by one.

Each word of a name leads to the file named after its first letters, as many of them as it takes
to keep the file small; a group, a country and a kind have files of their own. `all.json` says
which files there are. The script names.js reads them; nothing else does.

Pagefind and the like make a file for each thing that can be found: a hundred thousand of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from clearway.insight.regions import continent
from clearway.publish import formatting
from clearway.publish.collation import STROKES, folded
from clearway.publish.directory import script_of
from clearway.publish.signatories import ListedSignatory, SignatoryList
from clearway.records.kinds.process import Group, Stage, Topic

PER_FILE = 400
"""Names in a file; of more under one key there are several files."""

UNSPACED = frozenset({"hani", "hira", "kana", "thai", "laoo", "khmr", "mymr", "tibt"})
"""Scripts that put no blanks between words: a search may begin anywhere in a name."""

Entry = tuple[str, str, str, int, str, int, str, str]
"""Name, id, path of its page, 1 for a person, country, place in the list of groups or -1, other
names to find it by, and what is told of a withdrawal.
"""

_WORD = re.compile(r"[^\W_]+")


def files(
    signatory_list: SignatoryList, groups: Mapping[str, Stage | Group | Topic]
) -> Iterator[tuple[str, str]]:
    """Each file of the index by its path, below the site's root."""
    order = {id: n for n, id in enumerate(groups)}
    everybody = signatory_list.everybody
    entries = [_entry(signatory_list, signatory, order) for signatory in everybody]
    lists = dict(_by_letters("", sorted(_postings(entries).items())))
    lists |= _by_facet(everybody)
    for key, numbers in lists.items():
        for part in range(0, len(numbers), PER_FILE):
            held = [_trimmed(entries[n]) for n in numbers[part : part + PER_FILE]]
            yield f"{signatory_list.home}index/{slug(key)}.{part // PER_FILE}.json", _json(held)
    about = {
        "per": PER_FILE,
        "files": {key: len(numbers) for key, numbers in lists.items()},
        "fold": STROKES,
        "groups": [[id, str(group.title)] for id, group in groups.items()],
        "regions": _regions(everybody),
    }
    yield f"{signatory_list.home}index/all.json", _json(about)


def _entry(signatory_list: SignatoryList, s: ListedSignatory, order: Mapping[str, int]) -> Entry:
    e = s.endorsement
    also = {e.name, e.printed or ""} - {s.name}
    if s.is_organisation and s.body:
        also |= {s.body.name, *s.body.acronyms} - {s.name}
    gone = f"withdrew on {formatting.when(e.withdrawn.date)}" if e.withdrawn else ""
    return (
        s.name,
        s.id,
        signatory_list.path_of(s.id),
        0 if s.is_organisation else 1,
        s.country or "",
        order.get(s.group or "", -1),
        " ".join(sorted(filter(None, also))),
        gone,
    )


def _trimmed(entry: Entry) -> list[str | int]:
    """An entry without the empty texts at its end."""
    found: list[str | int] = list(entry)
    while found[-1] == "":
        found.pop()
    return found


def _postings(entries: list[Entry]) -> dict[str, list[int]]:
    """The numbers of the entries that have each word."""
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for word in _words(f"{entry[0]} {entry[6]} {entry[1]}"):
            found.setdefault(word, []).append(number)
    return found


def _words(text: str) -> set[str]:
    """The words to find a text by."""
    found = set(_WORD.findall(folded(text)))
    unspaced = [word for word in found if script_of(word[0]) in UNSPACED]
    return found | {word[n:] for word in unspaced for n in range(len(word))}


def _by_letters(start: str, words_: list[tuple[str, list[int]]]) -> Iterator[tuple[str, list[int]]]:
    """Keys, and the entries with a word that begins so; 'maria ' is the whole word alone."""
    held = {number for _, numbers in words_ for number in numbers}
    if start and len(held) <= PER_FILE:
        yield start, sorted(held)
        return
    for following, group in groupby(words_, key=lambda item: item[0][len(start) : len(start) + 1]):
        if following:
            yield from _by_letters(start + following, list(group))
        else:
            yield f"{start} ", [number for _, numbers in group for number in numbers]


def _by_facet(everybody: tuple[ListedSignatory, ...]) -> dict[str, list[int]]:
    """The entries of each kind, group and country; who has withdrawn is in none."""
    found: dict[str, list[int]] = {}
    for number, s in enumerate(everybody):
        if s.endorsement.withdrawn:
            continue
        found.setdefault(f"kind:{0 if s.is_organisation else 1}", []).append(number)
        if s.group:
            found.setdefault(f"group:{s.group}", []).append(number)
        if s.country:
            found.setdefault(f"country:{s.country.lower()}", []).append(number)
    return dict(sorted(found.items()))


def _regions(everybody: tuple[ListedSignatory, ...]) -> list[list[object]]:
    """The names of the countries that occur, by region, both in the page's language."""
    found: dict[str, list[list[str]]] = {}
    for code in {s.country for s in everybody if s.country}:
        region = continent(code)
        name = formatting.region(region) if region else ""
        found.setdefault(name, []).append([code, formatting.country(code)])
    return [[name, sorted(held, key=lambda c: c[1])] for name, held in sorted(found.items())]


def slug(key: str) -> str:
    """A key as the name of a file: letters beyond a to z by their numbers, between hyphens."""
    return re.sub(r"[^a-z0-9]", lambda match: f"-{ord(match[0]):x}-", key)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
