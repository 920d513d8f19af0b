"""The register of organisations, and what each did here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clearway.insight.agenda import agenda
from clearway.language import gettext as _
from clearway.language import ngettext
from clearway.publish import formatting
from clearway.publish.collation import in_order
from clearway.publish.directory import MOST, NameGroup, group_names, walk
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.dates.when import When
from clearway.records.fields import Text
from clearway.records.kinds.engagement import Engagement, GovernmentPosition
from clearway.records.kinds.organisation import Organisation
from clearway.records.kinds.process import RoleHolder, Topic
from clearway.records.kinds.statement import Endorsement, Statement
from clearway.records.kinds.submission import Answer, Submission

# --- What people tried with their own government


ENGAGEMENTS_HERE = "engagement/"


def engagement_pages(book: Book) -> Iterator[Page]:
    yield index_page(
        book,
        ENGAGEMENTS_HERE,
        _("Talking with governments"),
        _("What people tried with their own government, what came of it, and what others can use."),
        "engagements.html",
        by_country=list(_by_country(book)),
        countries=[(code, country_page(code)) for code in _countries(book)],
    )
    yield from (_country(book, code) for code in _countries(book))
    for engagement in book.process.engagements:
        yield record_page(
            book,
            engagement,
            "engagement.html",
            ((_("Talking with governments"), ENGAGEMENTS_HERE),),
            first_words(f"{engagement.title}. {engagement.body}"),
        )


def country_page(code: str) -> str:
    """The address of a country's page: 'engagement/countries/ch/'."""
    return f"{ENGAGEMENTS_HERE}countries/{code.lower()}/"


def _countries(book: Book) -> list[str]:
    """The countries of which a position or an attempt is recorded, in the order of their names."""
    tried = {engagement.country for engagement in book.process.engagements}
    wanting = {position.country for position in book.process.positions}
    return sorted((code for code in tried | wanting if code), key=formatting.country)


def _country(book: Book, code: str) -> Page:
    """What a government wants, and what people tried with it."""
    name = formatting.country(code)
    positions = [p for p in book.process.positions if p.country == code]
    return index_page(
        book,
        country_page(code),
        name,
        f"What the government of {name} wants in this process, and what people tried with it.",
        "country.html",
        trail=(("Talking with governments", ENGAGEMENTS_HERE), (name, None)),
        name=name,
        by_topic=list(_by_topic(book, positions)),
        engagements=[e for e in book.process.engagements if e.country == code],
    )


POSITIONS_HERE = "positions/"


def position_pages(book: Book) -> Iterator[Page]:
    """What governments want, by topic and draft."""
    positions = book.process.positions
    by_topic = list(_by_topic(book, positions))
    page = index_page(
        book,
        POSITIONS_HERE,
        _("Positions of governments"),
        _("What governments want on each topic, and on which draft they said so."),
        "positions.html",
        headings=tuple(Heading(topic.id, str(topic.title)) for topic, _ in by_topic),
        by_topic=by_topic,
        country_page=country_page,
    )
    yield replace(page, refs=tuple(position.ref for position in positions))


def _by_topic(
    book: Book, positions: Sequence[GovernmentPosition]
) -> Iterator[tuple[Topic, list[GovernmentPosition]]]:
    """Positions under their topics, those on earlier drafts first."""
    order = {draft.id: index for index, draft in enumerate(book.process.drafts_in_line)}
    for topic in book.process.profile.topics:
        found = [p for p in positions if p.topic == topic.id]
        found.sort(key=lambda p: (order.get(p.draft or "", -1), p.origin.prefix))
        if found:
            yield topic, found


def _by_country(book: Book) -> Iterator[tuple[str | None, list[Engagement]]]:
    """Engagements by country in the order of the countries' names; without one at the end."""
    codes = {e.country for e in book.process.engagements}
    named = sorted((c for c in codes if c), key=formatting.country)
    for code in (*named, *([None] if None in codes else [])):
        yield code, [e for e in book.process.engagements if e.country == code]


# --- Who has a role in the process


ROLES_HERE = "roles/"


def role_pages(book: Book) -> Iterator[Page]:
    """Who chairs, facilitates or keeps the papers, over time; no page where none is recorded."""
    roles = book.process.profile.roles
    if not roles:
        return
    yield index_page(
        book,
        ROLES_HERE,
        _("Who runs it"),
        _("Who chairs, facilitates or serves the process, from when until when."),
        "roles.html",
        roles=tuple(by_role(roles)),
        now={holder.id for holder in holders_now(book)},
        profile=book.process.profile,
    )


def by_role(holders: Iterable[RoleHolder]) -> Iterator[tuple[Text, list[RoleHolder]]]:
    """Each role, in the order of the record, and who has or had it, the earliest first."""
    found: dict[str, list[RoleHolder]] = {}
    for holder in holders:
        found.setdefault(str(holder.role), []).append(holder)
    for several in found.values():
        yield several[0].role, sorted(several, key=_since)


def _since(holder: RoleHolder) -> tuple[date, str]:
    return (holder.when.first_day if holder.when else date.max, holder.id)


def holders_now(book: Book) -> tuple[RoleHolder, ...]:
    """Who has a role on the day of a site; those whose days are not known are among them.

    Two dots for an end say that none is known. So when the process is over, such a role is not
    said to go on.
    """
    now = agenda(book.process, book.as_of)
    is_over = now.culmination is not None and now.culminated

    def has_role(when: When | None) -> bool:
        if when is None:
            return True
        if when.start is not None and book.as_of < when.start.first_day:
            return False
        return not is_over if when.end is None else book.as_of <= when.end.last_day

    return tuple(holder for holder in book.process.profile.roles if has_role(holder.when))


# --- What was put in: the list, and each submission with its answers


SUBMISSIONS_HERE = "submissions/"


def submission_pages(book: Book) -> Iterator[Page]:
    yield index_page(
        book,
        SUBMISSIONS_HERE,
        _("Submissions"),
        _("Written submissions: by whom, and on which draft."),
        "submissions.html",
        sections=list(_sections(book)),
        total=len(book.process.submissions),
    )
    for submission in book.process.submissions:
        headings = tuple(Heading(a.id, str(a.question or a.id), 3) for a in submission.answers)
        yield record_page(
            book,
            submission,
            "submission.html",
            ((_("Submissions"), SUBMISSIONS_HERE),),
            first_words(f"{submission.title}. {submission.body}"),
            headings=headings,
            asks=book.asks,
            topic_titles=lambda answer: _topics(book, answer),
        )


def _topics(book: Book, answer: Answer) -> str:
    """What an answer without a question is about."""
    titles = [str(book.process.vocabularies["topic"][id].title) for id in answer.topics]
    return ", ".join(titles) or formatting.capitalize_first(answer.id.replace("-", " "))


def _sections(book: Book) -> Iterator[tuple[str, list[Submission]]]:
    """Submissions to calls first, then under each draft, each by date."""
    everything = sorted(
        book.process.submissions, key=lambda s: (str(s.date) if s.date else "9", s.id)
    )
    yield _("To calls and reviews"), [s for s in everything if s.draft is None]
    for draft in book.process.drafts_in_line:
        yield str(draft.title), [s for s in everything if s.draft == draft.id]


# --- The register of organisations, and what each did here


HERE = "organisations/"

BY_NAME = 20
"""People whom the page of an organisation names; more are counted."""


def organisation_pages(book: Book) -> Iterator[Page]:
    language = formatting.language()
    register = in_order(book.process.organisations, lambda o: o.name, lambda o: o.id, language)
    yield from _indexes(book, register, group_names(register, lambda o: o.name, language))
    did = deeds(book)
    children = _children(register)
    for organisation in register:
        yield record_page(
            book,
            organisation,
            "organisation.html",
            ((_("Organisations"), HERE),),
            first_words(
                _("{name}: what it endorsed and submitted.").format(name=organisation.name)
            ),
            did=did.get(organisation.id, []),
            children=children.get(organisation.id, ()),
        )


def _indexes(
    book: Book, register: list[Organisation], group: NameGroup[Organisation]
) -> Iterator[Page]:
    """One page of all; of very many the first, and pages by the letters that names begin with."""
    is_long = len(register) > MOST
    yield index_page(
        book,
        HERE,
        _("Organisations"),
        _("Organisations named in endorsements and submissions."),
        "organisations.html",
        organisations=register[:MOST],
        number=len(register),
        group=group if is_long else None,
        at=None,
    )
    for part in walk(group) if is_long else ():
        if part.path:
            title = formatting.group_title(part.script, part.label)
            yield _names(book, group, part, title, len(register))


def _names(
    book: Book, group: NameGroup[Organisation], at: NameGroup[Organisation], title: str, number: int
) -> Page:
    return index_page(
        book,
        names_page(at),
        f"{_('Organisations')} · {title}",
        _("Organisations named in endorsements and submissions: {names}.").format(
            names=title.lower()
        ),
        "organisations.html",
        organisations=at.items,
        number=number,
        group=group,
        at=at,
    )


def names_page(group: NameGroup[Organisation]) -> str:
    """The address of a page of names: 'organisations/names/latn/ma/'."""
    return f"{HERE}names/{group.path}/"


def _children(register: Sequence[Organisation]) -> Mapping[str, Sequence[Organisation]]:
    """The parts of each organisation, by its id."""
    found: dict[str, list[Organisation]] = {}
    for organisation in register:
        if organisation.parent:
            found.setdefault(organisation.parent, []).append(organisation)
    return found


@dataclass(frozen=True, slots=True)
class Deed:
    """What an organisation did, in words, and the address that shows it; `name` is a person's."""

    says: str
    address: str
    name: str = ""
    then: str = ""


def deeds(book: Book) -> dict[str, list[Deed]]:
    """What each organisation did, by its id."""
    process = book.process
    found: dict[str, list[Deed]] = {}
    for statement in process.statements:
        for id in statement.authors:
            found.setdefault(id, []).append(
                Deed(_("Published {title}").format(title=statement.title), address(statement))
            )
    for submission in process.submissions:
        for id in submission.by:
            deed = Deed(_("Submitted {title}").format(title=submission.title), address(submission))
            found.setdefault(id, []).append(deed)
    for e in process.endorsements:
        if e.organisation:
            # Who has withdrawn is told where the name stood.
            form = (
                _("Withdrew its endorsement of {title}") if e.withdrawn else _("Endorsed {title}")
            )
            says = form.format(title=process.find(Statement, e.statement).title)
            found.setdefault(e.organisation, []).append(Deed(says, book.address(e)))
    for id, deed in _beside(book):
        found.setdefault(id, []).append(deed)
    return found


def _beside(book: Book) -> Iterator[tuple[str, Deed]]:
    """The people beside whose names an organisation was printed, each by name or, of many, all."""
    for signatory_list in book.signatory_lists.values():
        people: dict[str, list[Endorsement]] = {}
        for e, _body in signatory_list.tally.individuals:
            if e.affiliation:
                people.setdefault(e.affiliation, []).append(e)
        title = signatory_list.statement.title
        for id, signed in people.items():
            if len(signed) > BY_NAME:
                says = ngettext(
                    "Printed beside the name of {number} person who endorsed {title}",
                    "Printed beside the names of {number} people who endorsed {title}",
                    len(signed),
                ).format(number=formatting.figure(len(signed)), title=title)
                yield id, Deed(says, address(signatory_list.statement))
                continue
            for e in signed:
                where = book.address(e)
                form = _("Printed beside the name of {name}, who endorsed {title}")
                before, after = form.split("{name}")
                yield id, Deed(before, where, e.name, after.format(title=title))
