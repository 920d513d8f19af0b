"""Commands by which records, forms and whole trackers begin."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, ROOT, told_settings
from clearway.problems import as_text, nearest, quoted
from clearway.records.editing.layout import HOME_OF_KIND, KindLocation
from clearway.records.fields import tidy_id
from clearway.records.reading.positions import Value
from clearway.records.rules import check as check_records


@click.command()
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
    from clearway.contribute.new_record import CannotBegin, begun, given_values, suggested_id, where
    from clearway.records.editing.field_hints import words_of
    from clearway.records.editing.yaml_writing import CannotWrite

    if kind not in HOME_OF_KIND:
        hint = nearest(kind, HOME_OF_KIND, f"There are {', '.join(sorted(HOME_OF_KIND))}.")
        raise click.BadParameter(f"there is no kind of record {quoted(kind)}. {hint}")
    home, today = HOME_OF_KIND[kind], told_settings().today
    process = check_records(root, today).process
    try:
        values = given_values(home, settings)
        if sys.stdin.isatty():
            if home.owner and not owner:
                owner = _chosen(home.owner, words_of(process).get(home.owner, ()))
            values = _asked(home, values)
        id_ = id_ or suggested_id(values)
        if sys.stdin.isatty() and not id_:
            wanted = "id (lower-case words joined by hyphens, such as zero-draft)"
            id_ = tidy_id(click.prompt(wanted, default="", show_default=False))
        path = root / where(home, id_, owner)
        held = path.read_text(encoding="utf-8") if path.exists() else None
        record = begun(home, id_, owner, values, process, held)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x" if record.is_new else "w", encoding="utf-8") as file:
            file.write(record.text)
    except (CannotBegin, CannotWrite, OSError, UnicodeDecodeError) as error:
        click.echo(f"Nothing was written: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Wrote {path}.")
    left = [p for p in check_records(root, today).problems if p.place.path == record.path]
    if left:
        click.echo(f"Now fill in, or mend:\n{as_text(left)}", nl=False, err=True)


def _chosen(kind: str, known: Sequence[str]) -> str:
    """The record that a new one belongs to; where there is one only, that one."""
    if len(known) < 2:
        return "".join(known)
    return str(click.prompt(f"Which {kind}", type=click.Choice(list(known))))


def _asked(home: KindLocation, values: dict[str, Value]) -> dict[str, Value]:
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


@click.command()
@ROOT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail where they differ.")
def forms(root: Path, only_check: bool) -> None:
    """Write the issue forms of ROOT, whose choices come from its records."""
    from clearway.contribute.issues import FOLDER, issue_forms

    checked = check_records(root, told_settings().today)
    if checked.process is None:
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    wanted, folder = issue_forms(checked.process), root / FOLDER
    if not only_check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8")
        for name in _made(folder).keys() - wanted.keys():
            (folder / name).unlink()
    found = _made(folder)
    differ = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
    for name in differ:
        click.echo(f"{folder / name} is not what the records say; run clearway forms", err=True)
    sys.exit(1 if differ else 0)


def _made(folder: Path) -> dict[str, str]:
    """The forms in a folder that were made by the command; an editor's own are none of them."""
    from clearway.contribute.issues import HEAD

    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yml")}
    return {name: text for name, text in texts.items() if text.startswith(HEAD)}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="TITLE", help="What is followed; asked for otherwise.")
def init(folder: Path, title: str) -> None:
    """Begin a tracker for another process in FOLDER, which must be empty."""
    from clearway.records.editing.yaml_writing import CannotWrite
    from clearway.site.starter import NotEmpty, write_tracker

    if not title.strip() and sys.stdin.isatty():
        title = click.prompt("What is followed, such as Review of the harbour plan")
    try:
        number = write_tracker(folder, title.strip() or "A process", told_settings().today)
    except (NotEmpty, CannotWrite, OSError) as error:
        click.echo(f"Nothing was begun: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Began a tracker of {number} files in {folder}. Its README.md says what is next.")
