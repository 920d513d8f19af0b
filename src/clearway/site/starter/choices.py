"""What a person chooses for a new tracker: names, zone, language, groups, licence, forge.

Each choice has a default. The process's record and the texts of the templates follow from them, and
`vendor/originals.json` keeps them for a later upgrade.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from importlib.resources import files as package_files
from typing import cast

from clearway.errors import InputError
from clearway.problems import quoted
from clearway.publish.page import FORGES
from clearway.records.editing.field_hints import refused
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.record_template import skeleton
from clearway.records.editing.yaml_writing import Written
from clearway.records.fields import tidy_id
from clearway.records.kinds.process import (
    UNDESCRIBED,
    UNKNOWN_SOURCE,
    UNNAMED_DOMAIN,
    UNTITLED,
    Profile,
)
from clearway.records.reading.positions import Value

FOLDER_ONLY = "folder"
"""No forge: the site is a folder that a web server serves."""

FORGE_CHOICES = (*FORGES, FOLDER_ONLY)
ISSUE_FORMS = ("github", "forgejo")
"""The forges that have issue forms."""

LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""Licences for the records by their SPDX names: how each is called, and where it is."""

GROUPS = {
    "un": (
        "Governments",
        "Private sector",
        "Civil society",
        "International organisations",
        "Technical community",
        "Academia",
    ),
    "municipal": ("Residents", "Associations", "Businesses", "Council", "Administration"),
    "eu": (
        "Public authorities",
        "Business associations",
        "Companies",
        "Non-governmental organisations",
        "Trade unions",
        "Consumer organisations",
        "Academic and research institutions",
        "Citizens",
    ),
}
"""Common sets of stakeholder groups: of UN processes on the internet, of a city, and of public
consultations of the European Commission (some of the kinds of respondents that these name)."""


@dataclass(frozen=True, slots=True)
class TrackerChoices:
    """The answers of `clearway init`; an empty one takes what follows from the others.

    `groups` is a key of GROUPS or titles with commas between; `licence` a key of LICENCES.
    """

    title: str = UNTITLED
    short_title: str = ""
    description: str = ""
    host: str = ""
    source: str = ""
    zone: str = "UTC"
    language: str = "en"
    groups: str = "un"
    domain: str = UNNAMED_DOMAIN
    keeper: str = ""
    contact: str = ""
    licence: str = "CC-BY-4.0"
    forge: str = "github"
    site_name: str = ""

    @property
    def group_titles(self) -> tuple[str, ...]:
        """The groups by their titles.

        >>> TrackerChoices(groups="Farmers, Millers").group_titles
        ('Farmers', 'Millers')
        """
        own = tuple(" ".join(title.split()) for title in self.groups.split(",") if title.strip())
        return GROUPS.get(self.groups, own)

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def read_choices(held: Mapping[str, str]) -> TrackerChoices:
    """The choices that a tracker keeps; what another version knew besides is left out."""
    known = {field.name for field in fields(TrackerChoices)}
    return TrackerChoices(**{name: value for name, value in held.items() if name in known})


def tidy(choices: TrackerChoices) -> TrackerChoices:
    """Each text on one line, and what was left empty filled in. Raises InputError."""
    texts = {name: " ".join(value.split()) for name, value in choices.as_json().items()}
    found = TrackerChoices(**texts)
    title = found.title or UNTITLED
    found = replace(
        found,
        title=title,
        short_title=found.short_title or title,
        site_name=found.site_name or title,
    )
    profile = cast("Mapping[str, Value]", profile_of(found, date(2000, 1, 1)))
    for name in ("source", "zone", "languages", "domain", "contact", "groups"):
        wrong = refused(Profile, profile, name)
        if wrong:
            raise InputError(wrong)
    for name, known in (("licence", tuple(LICENCES)), ("forge", FORGE_CHOICES)):
        if getattr(found, name) not in known:
            must = f"{name} must be one of {', '.join(known)}"
            raise InputError(f"{must}; it is {quoted(getattr(found, name))}")
    if not found.group_titles:
        raise InputError("groups must name at least one group", f"Choose {', '.join(GROUPS)}")
    return found


def profile_of(choices: TrackerChoices, day: date) -> dict[str, Written]:
    """The fields of the process's record."""
    given: dict[str, Written] = {
        "id": tidy_id(choices.short_title) or tidy_id(choices.title) or "process",
        "title": choices.title,
        "short_title": choices.short_title,
        "description": choices.description or UNDESCRIBED,
    }
    for name in ("host", "keeper", "contact"):
        if getattr(choices, name):
            given[name] = getattr(choices, name)
    return given | {
        "domain": choices.domain,
        "opened": day.isoformat(),
        "languages": [choices.language],
        "zone": choices.zone,
        "stages": [{"id": "first", "title": "First stage"}],
        "groups": [
            {"id": tidy_id(title) or f"group-{number}", "title": title}
            for number, title in enumerate(choices.group_titles, 1)
        ],
        "topics": [{"id": "general", "title": "General"}],
        "source": choices.source or {"title": UNKNOWN_SOURCE},
    }


_EXPLAINED = {
    "domain": "A domain name that you or your organisation hold on the day below. Calendars and "
    "feed readers know each date by both, so never change them once the site is public.",
    "opened": "The day on which this record began.",
    "languages": "The first is the language of texts that name none.",
    "zone": "The time zone in which a day of the process ends, such as Europe/Zurich.",
    "stages": "The parts of the process, in their order. Records name them by their ids.",
    "groups": "The stakeholder groups, as the process calls them.",
    "topics": "What is negotiated. Records name topics by their ids.",
}
"""What a person who sees the file for the first time needs to know, by the field."""


def process_text(choices: TrackerChoices, day: date) -> str:
    """The text of data/process.yaml, with each field explained where it is written."""
    notes = ["What this is all about. Put in what is so: stages and topics are examples."]
    known = profile_of(choices, day)
    names = ("keeper", "contact", "links", "roles", "culmination", "outcome")
    further = [name for name in names if name not in known]
    return skeleton(
        HOME_OF_KIND["process"],
        known,
        notes=notes,
        further=further,
        explained=_EXPLAINED,
    )


def template_values(choices: TrackerChoices, program: str, steps: str = "") -> dict[str, str]:
    """What is filled into the templates of every version: the choices and program's version.

    `steps` are those by which the site is published on the forge, as Markdown.
    """
    licence, address = LICENCES[choices.licence]
    # The theme puts what is in mkdocs.yml into pages as HTML.
    name, shown = html.escape(choices.site_name or choices.title), html.escape(choices.title)
    contact = choices.contact or "the people who accept changes to this repository"
    return {
        "@NAME@": json.dumps(name, ensure_ascii=False),
        "@ABOUT@": json.dumps(f"The public record of {shown}.", ensure_ascii=False),
        "@TITLE@": choices.title,
        "@VERSION@": program,
        "@LANGUAGE@": choices.language if has_theme(choices.language) else "en",
        "@LICENCE@": licence,
        "@ADDRESS@": address,
        "@KEEPER@": choices.keeper or f"the keepers of the record of {choices.title}",
        "@CONTACT@": contact,
        "@STEPS@": steps.rstrip("\n"),
    }


def has_theme(language: str) -> bool:
    """Whether the theme's own words (search, menus) are there in a language."""
    folder = package_files("material") / "templates/partials/languages"
    return (folder / f"{language}.html").is_file()
