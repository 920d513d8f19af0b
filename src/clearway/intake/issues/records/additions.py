"""Consultations, submissions and organisations that are not there yet."""

from __future__ import annotations

from clearway.intake.issues.answers import Answers
from clearway.intake.issues.records.files import new_record, path_of
from clearway.intake.issues.records.sent import Change, DoesNotFit, Sent
from clearway.intake.issues.records.values import (
    NO_ZONE,
    bracketed,
    country_code,
    given,
    id_of,
    in_register,
    organisation_of,
    when_of,
    word_of,
)
from clearway.records.writing import Written


def consultation(answers: Answers, sent: Sent) -> Change:
    registration = given(url=answers["register"])
    if answers["closes"]:
        registration["closes"] = {"when": answers["closes"], "source": answers["source"]}
    day = when_of(answers["when"])
    if day.has_time and not answers["zone"]:
        raise DoesNotFit(NO_ZONE)
    values: dict[str, Written] = {"title": answers["title"], "when": answers["when"]}
    values |= given(
        zone=answers["zone"],
        modality=answers["modality"],
        venue=given(city=answers["city"], country=country_code(answers["country"])),
        convenor=answers["convenor"],
        draft=bracketed(answers["draft"]),
        registration=registration,
        source=answers["source"],
    )
    id = id_of(f"{day.first_day.isoformat()} {answers['city'] or answers['title']}")
    there = ("A consultation of that day and place is in the file {}: correct that one",)
    return new_record("consultation", id, values, sent, there, answers["text"])


def submission(answers: Answers, sent: Sent) -> Change:
    by, draft = organisation_of(answers["by"], sent), bracketed(answers["draft"])
    if not by and not answers["behalf"]:
        raise DoesNotFit("Say from which organisation it is, or on whose behalf")
    values: dict[str, Written] = {"title": answers["title"]}
    values |= given(
        by=[by.id] if by else "",
        on_behalf_of=answers["behalf"],
        date=answers["date"],
        draft=draft,
        source=answers["source"],
    )
    id = f"{by.id}-{draft}" if by and draft else id_of(answers["title"])
    there = ("It is in the file {} already: correct that one, or choose another title",)
    if path_of("submission", id) in sent.paths:
        id = id_of(answers["title"])
    return new_record("submission", id, values, sent, there, answers["text"])


def new_organisation(answers: Answers, sent: Sent) -> Change:
    values: dict[str, Written] = {"name": answers["name"]}
    group = word_of("group", answers["group"], sent)
    values |= given(
        acronyms=[answers["acronym"]] if answers["acronym"] else "",
        country=country_code(answers["country"]),
        group=group,
        group_basis="description" if group else "",
        url=answers["url"],
        source=answers["source"],
    )
    name, there = answers["name"], "{} is in the list already: the file {}"
    for known in in_register(name, sent):
        raise DoesNotFit(there.format(name, known.origin.path))
    return new_record("organisation", id_of(name), values, sent, (there, name))
