"""Pages, the site and its repository, and the permanent address of every record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import relpath
from urllib.parse import quote

from clearway.problems import Place
from clearway.records.kinds.annotation import Annotation
from clearway.records.kinds.consultation import Summary
from clearway.records.kinds.draft import Translation
from clearway.records.kinds.engagement import GovernmentPosition
from clearway.records.kinds.process import Profile
from clearway.records.kinds.sighting import Sighting
from clearway.records.kinds.statement import Endorsement
from clearway.records.kinds.version import Version
from clearway.records.model import LATEST
from clearway.records.record import Record


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page without a theme around it.

    `address` is relative to the site's root and ends in '/'; the root itself is ''. `html` is a
    fragment whose text has been escaped; it holds no script but JSON-LD, and its links are
    relative to the address. `origin` is where one corrects what it says. `refs` are the records,
    as `kind:id`, that the page shows whole, `feeds` and `calendars` title and address of what one
    can follow there.
    """

    address: str
    title: str
    description: str
    html: str
    origin: Place | None = None
    headings: tuple[Heading, ...] = ()
    refs: tuple[str, ...] = ()
    listed: bool = True
    feeds: tuple[tuple[str, str], ...] = ()
    calendars: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        return f"{self.address}index.md"


@dataclass(frozen=True, slots=True)
class Forge:
    """The forms of a code host's addresses, with {repository}, {branch}, {path} and {line}.

    Those of a commit and of a pull request hold {id}.
    `text` is the parameter of `new` that fills the editor, where the host knows one; `form` opens
    an issue form by the name of its file, where it has such forms, and `answer` is the parameter
    that fills in the field {field} of one.
    """

    edit: str
    history: str
    new: str
    view: str
    commit: str
    request: str
    text: str = ""
    form: str = ""
    answer: str = "{field}"


FORGES = {
    "github": Forge(
        edit="{repository}/edit/{branch}/{path}#L{line}",
        history="{repository}/commits/{branch}/{path}",
        new="{repository}/new/{branch}?filename={path}",
        view="{repository}/blob/{branch}/{path}?plain=1#L{line}",
        commit="{repository}/commit/{id}",
        request="{repository}/pull/{id}",
        text="value",
        form="{repository}/issues/new?template={path}",
    ),
    # GitLab's editor takes the name of a file and ignores a text (its issue 594214, of 2026).
    "gitlab": Forge(
        edit="{repository}/-/edit/{branch}/{path}#L{line}",
        history="{repository}/-/commits/{branch}/{path}",
        new="{repository}/-/new/{branch}?file_name={path}",
        view="{repository}/-/blob/{branch}/{path}?plain=1#L{line}",
        commit="{repository}/-/commit/{id}",
        request="{repository}/-/merge_requests/{id}",
    ),
    # As Gitea since 1.16 (its pull request 16556): `filename` and `value` are those of GitHub.
    "forgejo": Forge(
        edit="{repository}/_edit/{branch}/{path}#L{line}",
        history="{repository}/commits/branch/{branch}/{path}",
        new="{repository}/_new/{branch}?filename={path}",
        view="{repository}/src/branch/{branch}/{path}?display=source#L{line}",
        commit="{repository}/commit/{id}",
        request="{repository}/pulls/{id}",
        text="value",
        # It reads forms from GitHub's folder, too, but wants the whole path of one.
        form="{repository}/issues/new?template=.github/ISSUE_TEMPLATE/{path}",
        answer="field:{field}",
    ),
}

MOST_ADDRESS = 8000
"""How many bytes an address may have: servers refuse a request's first line from 8,190 on."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site and its records live.

    `url` ends in '/'. Where the site is one of several versions (`version` is its name), `url` is
    that of all of them: each lies in a folder of its name there, and what people subscribe to or
    cite does not move with a version. `repository` is the address of the repository's page without
    a closing slash, or empty where it is not known: then pages name file and line instead of
    linking.
    """

    url: str
    repository: str = ""
    branch: str = "main"
    forge: str = "github"
    language: str = field(default="en")
    version: str = ""

    def absolute(self, address: str) -> str:
        """The whole address under which a page is cited: that of the latest version."""
        return f"{self.url}{LATEST}/{address}" if self.version else self.url + address

    def current(self, path: str) -> str:
        """The whole address of a file that is always the latest, such as a feed."""
        return self.url + path

    @property
    def is_older(self) -> bool:
        """Whether this is a version beside which lies the site as it is today."""
        return self.version not in ("", LATEST)

    def edit(self, place: Place) -> str:
        """The address of the editor, at the line of `place`; empty without a repository."""
        return self._form(FORGES[self.forge].edit, place)

    def history(self, place: Place) -> str:
        return self._form(FORGES[self.forge].history, place)

    def view(self, place: Place) -> str:
        return self._form(FORGES[self.forge].view, place)

    def commit(self, id: str) -> str:
        """The address of a commit; empty without a repository."""
        return self._of_id(FORGES[self.forge].commit, id)

    def request(self, number: int) -> str:
        """The address of a pull request; empty without a repository."""
        return self._of_id(FORGES[self.forge].request, str(number))

    def _of_id(self, form: str, id: str) -> str:
        return form.format(repository=self.repository, id=id) if self.repository else ""

    def new(self, path: str) -> str:
        """The address of the editor for a file that is not there yet; '' without a repository."""
        return self._form(FORGES[self.forge].new, Place(path))

    def prefilled(self, path: str, text: str) -> str:
        """As `new`, with the file's text filled in; '' where the forge cannot, or not so much."""
        parameter, address = FORGES[self.forge].text, self.new(path)
        if not (parameter and address):
            return ""
        filled = f"{address}&{parameter}={quote(text, safe='')}"
        return filled if len(filled) <= MOST_ADDRESS else ""

    def form(self, name: str, answers: Mapping[str, str]) -> str:
        """The address of an issue form, with fields filled in; '' where there are no such forms."""
        address = self._form(FORGES[self.forge].form, Place(name))
        parameter = FORGES[self.forge].answer
        filled = "".join(
            f"&{parameter.format(field=field)}={quote(said, safe='')}"
            for field, said in answers.items()
        )
        return f"{address}{filled}" if address else ""

    def _form(self, form: str, place: Place) -> str:
        if not self.repository:
            return ""
        return form.format(
            repository=self.repository,
            branch=quote(self.branch),
            path=quote(place.path),
            line=place.line,
        )


def relative(start: str, target: str) -> str:
    """The link from the page at address `start` to `target`, both relative to the site's root."""
    address, hash_, fragment = target.partition("#")
    if address == start and hash_:
        return f"#{fragment}"
    path = relpath(f"/{address}", f"/{start}")
    slash = "/" if (address.endswith("/") or not address) and path != "." else ""
    return f"{'./' if path == '.' else path}{slash}{hash_}{fragment}"


def by_path(pages: Iterable[Page]) -> dict[str, Page]:
    """Pages by their path. Raises ValueError where two claim the same."""
    found: dict[str, Page] = {}
    for page in pages:
        if page.path in found:
            raise ValueError(f"two pages at {page.path}: {found[page.path].title}, {page.title}")
        found[page.path] = page
    return found


# --- The address of every record


_FOLDERS = {
    "milestone": "milestones",
    "consultation": "consultations",
    "draft": "drafts",
    "submission": "submissions",
    "statement": "statements",
    "organisation": "organisations",
    "thread": "drafts/paragraphs",
    "ask": "asks",
    "commitment": "scorecard",
    "promise": "promises",
    "engagement": "engagement",
}


def page_of(kind: str, id: str) -> str:
    """Where a record of a kind with a page of its own is, or was.

    >>> page_of("milestone", "vote")
    'milestones/vote/'
    """
    return f"{_FOLDERS[kind]}/{id}/"


def address(record: Record) -> str:
    """Where a record is shown whole: a page, or a part of one."""
    if isinstance(record, Profile):
        return ""
    if isinstance(record, Summary):
        own = "" if record.id == record.consultation else f"-{record.id}"
        return f"consultations/{record.consultation}/#summary{own}"
    if isinstance(record, Endorsement):
        return f"statements/{record.statement}/#{record.id}"
    if isinstance(record, Annotation):
        return f"drafts/{record.draft}/#note-{record.id}"
    if isinstance(record, Translation):
        return f"drafts/{record.draft}/languages/#language-{record.id}"
    if isinstance(record, GovernmentPosition):
        return f"positions/#{record.id}"
    if isinstance(record, Version):
        return f"versions/#{record.id}"
    if isinstance(record, Sighting):
        return f"sources/#{record.id}"
    return page_of(record.KIND, record.id)
