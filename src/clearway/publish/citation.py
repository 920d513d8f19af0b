"""How to cite a page of the record: a sentence, BibTeX, and CSL-JSON for reference managers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from clearway.publish import formatting
from clearway.publish.page import Site
from clearway.records.kinds.process import Profile


@dataclass(frozen=True, slots=True)
class PageCitation:
    """A page in three forms; `url` is the address to cite it by."""

    text: str
    bibtex: str
    csl: str
    url: str


def page_citation(
    site: Site, profile: Profile, address: str, title: str, as_of: date
) -> PageCitation:
    """A page as it was on a day. Of an older version of the site, the address is its own."""
    url = f"{site.url}{site.version}/{address}" if site.is_older else site.absolute(address)
    keeper, name = str(profile.keeper or ""), str(profile.title)
    by = f"{keeper}. " if keeper else ""
    key = re.sub(r"[^a-z0-9]+", "-", f"{profile.id}-{address}".lower()).strip("-")
    csl = {
        "id": key,
        "type": "webpage",
        "title": title,
        "container-title": name,
        **({"author": [{"literal": keeper}]} if keeper else {}),
        "URL": url,
        "issued": {"date-parts": [[as_of.year, as_of.month, as_of.day]]},
    }
    return PageCitation(
        f"{by}“{title}”. {name}, {formatting.day(as_of)}. {url}",
        _bibtex(key, title, name, keeper, url, as_of),
        json.dumps([csl], ensure_ascii=False, indent=1),
        url,
    )


def _bibtex(key: str, title: str, name: str, keeper: str, url: str, as_of: date) -> str:
    fields = {
        "title": f"{{{_plain(title)}}}",
        "author": f"{{{_plain(keeper)}}}" if keeper else "",
        "howpublished": _plain(name),
        "year": str(as_of.year),
        "note": f"As of {as_of.isoformat()}",
        "url": url,
    }
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}}}"


def _plain(text: str) -> str:
    r"""A text in which no sign means anything to TeX.

    >>> _plain(r"50% of {all} & a_b \x")
    '50\\% of all \\& a\\_b x'
    """
    return re.sub(r"([%&_#$])", r"\\\1", re.sub(r"[{}\\~^]", "", text))
