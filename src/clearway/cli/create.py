"""Commands that begin a record or a tracker."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from clearway.cli.command import DIRECTORY, INTO, Command, deliver, read_settings_now
from clearway.problems import as_text, nearest, quoted
from clearway.records.editing.layout import HOME_OF_KIND, KindLocation
from clearway.records.fields import is_id, tidy_id
from clearway.records.reading.positions import Value
from clearway.records.rules import check as check_records
from clearway.safe_files import file_exists, read_file


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
@INTO
def new(kind: str, id_: str, owner: str, settings: tuple[str, ...], root: Path) -> None:
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
    record = new_record(home, id_, owner, values, process, present)
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


@click.command(cls=Command, failure="Nothing was written")
@click.argument("folder", type=DIRECTORY)
@click.option("--title", default="", metavar="TITLE", help="What is followed; asked for otherwise.")
def init(folder: Path, title: str) -> None:
    """Begin a tracker for another process in FOLDER, which must be empty."""
    from clearway.site.starter import write_tracker

    if not title.strip() and sys.stdin.isatty():
        title = click.prompt("What is followed, such as Review of the harbour plan")
    number = write_tracker(folder, title.strip() or "A process", read_settings_now().today)
    click.echo(f"Began a tracker of {number} files in {folder}. Its README.md says what is next.")
