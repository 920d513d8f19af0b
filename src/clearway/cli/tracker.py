"""Commands for a tracker: check, build, preview, a new record, a new tracker, an upgrade."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from clearway.cli.command import (
    AS_OF,
    DIRECTORY,
    INTO,
    PROBLEMS,
    ROOT,
    Command,
    deliver,
    read_clean,
    read_settings_now,
    request_options,
)
from clearway.problems import (
    Problem,
    Severity,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    has_errors,
    in_file_order,
    nearest,
    quoted,
)
from clearway.records.editing.layout import HOME_OF_KIND, KindLocation
from clearway.records.fields import is_id, tidy_id
from clearway.records.reading.positions import Value
from clearway.records.rules import check as check_records
from clearway.safe_files import file_exists, read_file

if TYPE_CHECKING:
    from clearway.site.starter.upgrade import FileUpgrade


@click.command(cls=Command)
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "gitlab", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, GitLab's code-quality report, or a JSON list.",
)
@click.option("--links", is_flag=True, help="Also ask whether each source is still there.")
@request_options
def check(root: Path, form: str, links: bool, most: int, pause: float, local: bool) -> None:
    """Read all records below ROOT and print every problem, each with what to do."""
    from clearway.history.published import read_published_events
    from clearway.insight.published import published_problems

    checked = check_records(root, read_settings_now().today)
    problems = checked.problems
    # What cannot be read is not gone: with errors nothing is compared.
    if checked.process is not None and not has_errors(problems):
        # Other trackers hold nothing of the program that could be outdated.
        if file_exists(root, "vendor/originals.json"):
            from clearway.site.starter.upgrade import outdated_problems

            problems = in_file_order((*problems, *outdated_problems(root, checked.process)))
        published = read_published_events(root)
        if published is not None:
            found = published_problems(published, checked.process)
            problems = in_file_order((*problems, *found))
    if links and checked.process is not None:
        from clearway.cli.sources import look_at_sources
        from clearway.insight.sources import source_problems

        sights = look_at_sources(checked.process, most, pause, local=local)
        problems = in_file_order((*problems, *source_problems(checked.process, sights)))
    click.echo(_FORMS[form](problems), nl=False)
    if form == "text":
        click.echo(_summary(problems), err=True)
    sys.exit(PROBLEMS if has_errors(problems) else 0)


def _as_json_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n"


def _as_gitlab_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_gitlab(problems), ensure_ascii=False, indent=1) + "\n"


_FORMS = {
    "text": as_text,
    "github": as_github,
    "gitlab": _as_gitlab_text,
    "json": _as_json_text,
}


def _summary(problems: tuple[Problem, ...]) -> str:
    """'2 problems to fix, 1 to look at.': errors stop the build, warnings do not."""
    if not problems:
        return "No problems found."
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    errors = len(problems) - warnings
    to_fix = f"{errors} problem{'s' if errors > 1 else ''} to fix" if errors else "None to fix"
    return f"{to_fix}, {warnings} to look at." if warnings else f"{to_fix}."


@click.command(cls=Command, failure="Nothing was built")
@ROOT
@click.option("--site-dir", type=DIRECTORY, metavar="DIR")
@AS_OF
def build(root: Path, site_dir: Path | None, as_of: str | None) -> None:
    """Check the records below ROOT, then build the site; on a problem the old one stays."""
    from clearway.site.build import build_site

    settings = read_settings_now(as_of)
    folder = site_dir or root / "site"
    warnings = build_site(root, folder, settings)
    click.echo("".join(f"{line}\n" for line in warnings), nl=False, err=True)
    click.echo(f"Built {folder.resolve()} as of {settings.as_of}.")


@click.command(cls=Command, failure="Nothing is shown")
@ROOT
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(root: Path, address: str) -> None:
    """Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem.

    Each page then says at its top what is to be fixed.
    """
    from clearway.site.preview import preview

    preview(root, address, read_settings_now)


@click.command(cls=Command, failure="Nothing was written")
@click.argument("kind")
@click.option("--id", "id_", default="", metavar="ID", help="Its id; else made of its title.")
@click.option(
    "--statement",
    "--draft",
    "owner",
    default="",
    metavar="ID",
    help="The statement of an endorsement, the draft of an annotation.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A field, as often as you like; also venue.city=Geneva and topics=[one, another].",
)
@click.option("--all", "with_all", is_flag=True, help="Name every field, not only the usual ones.")
@INTO
def new(
    kind: str, id_: str, owner: str, settings: tuple[str, ...], with_all: bool, root: Path
) -> None:
    """Begin a record of KIND: write its file, and say what is left to fill in.

    KIND is consultation, draft, endorsement, milestone, organisation, statement, submission or
    another kind of record. On a terminal it asks for what must be there and was not given. It
    overwrites nothing.
    """
    from clearway.contribute.new_record import given_values, new_record, suggested_id
    from clearway.records.editing.field_hints import words_of

    if kind not in HOME_OF_KIND:
        hint = nearest(kind, HOME_OF_KIND, f"There are {', '.join(sorted(HOME_OF_KIND))}.")
        raise click.BadParameter(f"there is no kind of record {quoted(kind)}. {hint}")
    home, today = HOME_OF_KIND[kind], read_settings_now().today
    process = check_records(root, today).process
    values = given_values(home, settings)
    if sys.stdin.isatty():
        if home.owner and not owner:
            owner = _ask_owner(home.owner, words_of(process).get(home.owner, ()))
        values = _ask_values(home, values)
    id_ = id_ or suggested_id(values)
    if sys.stdin.isatty() and not id_:
        wanted = "id (lower-case words joined by hyphens, such as zero-draft)"
        id_ = tidy_id(click.prompt(wanted, default="", show_default=False))
    present = None
    # What is no id may lead anywhere, and is refused below.
    if is_id(id_) and (is_id(owner) or not home.owner):
        path = home.path(id_, owner)
        present = read_file(root, path).decode("utf-8") if file_exists(root, path) else None
    record = new_record(home, id_, owner, values, process, present, with_all=with_all)
    deliver(record.text, Path(record.path), root)
    click.echo(f"Wrote {root / record.path}.")
    left = [p for p in check_records(root, today).problems if p.place.path == record.path]
    if left:
        click.echo(f"Now fill in, or fix:\n{as_text(left)}", nl=False, err=True)


def _ask_owner(kind: str, known: Sequence[str]) -> str:
    """The record that a new one belongs to; where there is one only, that one."""
    if len(known) < 2:
        return "".join(known)
    return str(click.prompt(f"Which {kind}", type=click.Choice(list(known))))


def _ask_values(home: KindLocation, values: dict[str, Value]) -> dict[str, Value]:
    """The values, with answers to what must be there; an empty answer leaves it for later."""
    from clearway.records.editing.field_hints import hints, refused

    found = dict(values)
    for hint in hints(home):
        if not hint.is_required or hint.name in found or hint.name == "id" or hint.has_fields:
            continue
        while answer := click.prompt(f"{hint.name} ({hint.wants})", "", show_default=False).strip():
            wrong = refused(home.model, {hint.name: answer}, hint.name)
            if wrong is None:
                found[hint.name] = answer
                break
            click.echo(wrong, err=True)
    return found


_ASKED = {
    "title": "What is followed, such as Review of the harbour plan",
    "short_title": "A shorter name, for headings and calendars",
    "description": "What is negotiated, and by whom, in a sentence",
    "host": "Who runs it, such as Council of the city",
    "source": "The address of the page that announces it",
    "zone": "The time zone in which its days end, such as Europe/Zurich",
    "language": "The language of the records, such as en or fr",
    "groups": "The groups that take part: un, municipal, eu, or titles with commas between",
    "domain": "A domain name that you hold; the names of dates are made of it, for good",
    "keeper": "Who keeps this record, such as Friends of the harbour",
    "contact": "Where one writes without an account: an office's e-mail address, or a page",
    "licence": "The licence of the records: CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0",
    "forge": "Where it will be published: github, gitlab, forgejo, or folder for a web server",
}
"""What `init` asks, in this order, by the names of its options."""


@click.command(cls=Command, failure="Nothing was written")
@click.argument("folder", type=DIRECTORY)
@click.option("--title", metavar="TITLE", help=_ASKED["title"])
@click.option("--short-title", metavar="TITLE", help=_ASKED["short_title"])
@click.option("--description", metavar="SENTENCE", help=_ASKED["description"])
@click.option("--host", metavar="NAME", help=_ASKED["host"])
@click.option("--source", metavar="URL", help=_ASKED["source"])
@click.option("--zone", metavar="ZONE", help=_ASKED["zone"])
@click.option("--language", metavar="TAG", help=_ASKED["language"])
@click.option("--groups", metavar="GROUPS", help=_ASKED["groups"])
@click.option("--domain", metavar="DOMAIN", help=_ASKED["domain"])
@click.option("--keeper", metavar="NAME", help=_ASKED["keeper"])
@click.option("--contact", metavar="ADDRESS", help=_ASKED["contact"])
@click.option("--licence", type=click.Choice(["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"]))
@click.option("--forge", type=click.Choice(["github", "gitlab", "forgejo", "folder"]))
@click.option("--yes", is_flag=True, help="Ask nothing: take the default of what was not given.")
@click.option("--no-git", is_flag=True, help="Make no git repository of it.")
def init(folder: Path, yes: bool, no_git: bool, **given: str | None) -> None:
    """Begin a tracker for another process in FOLDER, which must be empty.

    On a terminal it asks for what was not given.
    """
    from clearway.language import TRANSLATED
    from clearway.site.starter import write_tracker
    from clearway.site.starter.choices import has_theme, read_choices, tidy

    answers = {name: value for name, value in given.items() if value is not None}
    if not yes and sys.stdin.isatty():
        answers = _ask_choices(answers)
    choices = tidy(read_choices(answers))
    number = write_tracker(folder, choices, read_settings_now().today)
    click.echo(f"Began a tracker of {number} files in {folder}. Its README.md says what is next.")
    if choices.language.partition("-")[0] != "en":
        theme = "Search and menus are in that language" if has_theme(choices.language) else (
            "The theme has no words in that language, so its pages are marked as English"
        )  # fmt: skip
        own = "are English: there is no translation of them yet."
        if choices.language.partition("-")[0] in TRANSLATED:
            own = "are in it as far as they are translated. What docs/ holds is English."
        click.echo(
            f"Records are in the language {choices.language}. {theme}; the program's own words on "
            f"the pages {own}"
        )
    if not no_git:
        _first_commit(folder, choices.title)


def _ask_choices(given: dict[str, str]) -> dict[str, str]:
    """An answer to each question that was not given, asked again while it cannot be."""
    from clearway.errors import InputError
    from clearway.site.starter.choices import TrackerChoices, read_choices, tidy

    found = dict(given)
    for name, question in _ASKED.items():
        if name in given:
            continue
        default = getattr(TrackerChoices(), name) or (
            found["title"] if name == "short_title" else ""
        )
        while True:
            answer = click.prompt(question, default=default, show_default=bool(default)).strip()
            try:
                tidy(read_choices({**found, name: answer}))
            except InputError as error:
                click.echo(str(error), err=True)
                continue
            break
        found[name] = answer
    return found


def _first_commit(folder: Path, title: str) -> None:
    """Without a commit the tracker is as good: what kept git from it is only said."""
    from clearway.errors import GitError
    from clearway.history.git import first_commit

    try:
        first_commit(folder, f"A tracker for {title}")
    except GitError as error:
        click.echo(f"No commit was made: {error}", err=True)
    else:
        click.echo("It is a git repository with one commit, on the branch main.")


@click.command(cls=Command, failure="Nothing was upgraded")
@ROOT
@click.option(
    "--to",
    "wheel",
    metavar="FILE|URL",
    help="The wheel of the version to upgrade to, or its address; the running one otherwise.",
)
@click.option(
    "--sha256",
    metavar="HEX",
    help="The SHA-256 that the wheel must have. An address needs it: its code will run here.",
)
@click.option("--local", is_flag=True, help="Also ask a server on this machine's network.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def upgrade(root: Path, wheel: str | None, sha256: str | None, local: bool, dry_run: bool) -> None:
    """Upgrade the tracker in ROOT to another version of the program, keeping your changes."""
    from clearway.site.starter.upgrade import MIGRATED, planned, run_wheel, write

    if wheel is not None:
        arguments = ["upgrade", str(root), *(["--dry-run"] if dry_run else [])]
        with TemporaryDirectory(prefix="clearway-wheel-") as folder:
            taken = _wheel(wheel, sha256, Path(folder), local=local)
            sys.exit(run_wheel(taken, arguments))
    plan = planned(root, read_clean(root, read_settings_now().today, MIGRATED))
    if not dry_run:
        write(root, plan)
    _show_upgrade(plan, dry_run=dry_run)


def _wheel(named: str, sha256: str | None, folder: Path, *, local: bool) -> Path:
    """The wheel of that name, or from that address, once it is the one that was meant.

    What comes from an address is put into `folder`. Raises InputError, RequestError and OSError.
    """
    from hashlib import sha256 as digest_of

    from clearway.errors import InputError
    from clearway.release.links import Manners, download

    if named.startswith(("http://", "https://")):
        if sha256 is None:
            remedy = "give it as --sha256; the release of the version names it"
            raise InputError("a wheel from an address needs its SHA-256", remedy)
        path = folder / "clearway.whl"
        path.write_bytes(download(named, Manners(local=local, robots=False, pause=0.0)).content)
    else:
        path = Path(named)
    digest = digest_of(path.read_bytes()).hexdigest()
    if sha256 is not None and digest != sha256.strip().lower():
        message = f"{named} is another file: its SHA-256 is {digest}"
        raise InputError(message, "look both up where the version was released, and run nothing")
    return path


def _show_upgrade(plan: tuple[FileUpgrade, ...], *, dry_run: bool) -> None:
    """Each file with what became of it, the changes to texts, and what is left to do."""
    from clearway.site.starter.upgrade import FileOutcome

    for each in plan:
        click.echo(f"{each.outcome:8} {each.path}")
    for each in plan:
        if each.outcome in (FileOutcome.MERGED, FileOutcome.BESIDE, FileOutcome.MIGRATED):
            click.echo(f"\n{each.diff}", nl=False)
    if not plan:
        click.echo("Nothing to upgrade: this tracker has this version already.")
        return
    click.echo("")
    for each in plan:
        if each.outcome is FileOutcome.BESIDE:
            click.echo(f"To do: you and the program changed the same lines of {each.path}. Take")
            click.echo(f"       over what you want from {each.path}.new, then remove that file.")
        elif each.outcome is FileOutcome.KEPT:
            click.echo(f"Left out: {each.path}, which you removed. The program has a new one.")
    if dry_run:
        click.echo("Nothing was written. Run it without --dry-run to upgrade.")
    else:
        click.echo("To do: run make check, look at the changes with git diff, and commit them.")
