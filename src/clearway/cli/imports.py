"""Commands that read what others send into records."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path

import click

from clearway.atomic import write_whole
from clearway.cli.arguments import COULD_NOT_RUN, INTO, told_settings
from clearway.cli.endorsements import import_endorsements
from clearway.problems import as_text, has_errors
from clearway.records.dates.when import NotAWhen, read_day
from clearway.records.fields import tidy_id
from clearway.records.rules import check as check_records
from clearway.texts.readers.model import Tracked


@click.group(name="import")
def import_() -> None:
    """Read what others send into records."""


@import_.command(name="draft")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_", required=True, metavar="ID", help="The draft's id, as rev1.")
@click.option(
    "--tracked",
    type=click.Choice(["accept", "reject", "annotate"]),
    default="accept",
    show_default=True,
    help="Tracked changes: made, taken back, or taken back and kept as annotations.",
)
@click.option("--title", default="", help="The draft's title, where the file does not have it.")
@click.option("--date", "when", default="", metavar="DATE", help="The day it was published.")
@click.option("--source", default="", metavar="URL", help="Where the text can be read.")
@click.option("--replace", is_flag=True, help="Overwrite notes that stand in the text's place.")
@INTO
def import_draft(
    file: Path,
    id_: str,
    tracked: Tracked,
    title: str,
    when: str,
    source: str,
    replace: bool,
    root: Path,
) -> None:
    """Read FILE (Word, PDF, HTML, Markdown, text) into data/drafts/ID.md; say what is doubtful."""
    from clearway.contribute.drafts import (
        Facts,
        WouldLose,
        annotations_file,
        draft_record,
        with_text,
    )
    from clearway.records.editing.yaml_writing import CannotWrite
    from clearway.texts.readers import NotADraft, read_draft

    if tidy_id(id_) != id_:
        click.echo(f"An id is lower-case words joined by hyphens: {tidy_id(id_)}", err=True)
        sys.exit(COULD_NOT_RUN)
    target = root / "data" / "drafts" / f"{id_}.md"
    beside = root / "data" / "annotations" / f"{id_}.yaml"
    try:
        imported = read_draft(file, tracked=tracked)
        if target.exists():
            before = target.read_text(encoding="utf-8")
            written = with_text(before, imported, replace=replace)
        else:
            written = draft_record(imported, Facts(title, when, source))
        if imported.annotations and beside.exists() and not replace:
            raise WouldLose(f"{beside} is there already; move it away, or say --replace")
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, written.encode())
        if imported.annotations:
            beside.parent.mkdir(parents=True, exist_ok=True)
            write_whole(beside, annotations_file(imported, id_, file.name).encode())
    except (NotADraft, WouldLose, CannotWrite, UnicodeDecodeError, OSError) as error:
        click.echo(f"{file} was not imported: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    count = sum(1 for paragraph in imported.paragraphs if paragraph.kind != "h")
    click.echo(f"Wrote {target}: {count} paragraphs.")
    if imported.annotations:
        click.echo(f"Wrote {beside}: {len(imported.annotations)} annotations.")
    for doubt in imported.doubts:
        click.echo(f"doubtful: {doubt}")
    click.echo("Look it through, then run clearway check.", err=True)


@import_.command(name="issue")
@click.argument("bodyfile", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--form", "name", default="", metavar="NAME", help="Its form; recognised otherwise.")
@click.option("--source", default="", metavar="URL", help="The issue's address.")
@click.option("--date", "day", default="", metavar="DATE", help="The day it was opened; today.")
@INTO
def import_issue(bodyfile: Path, name: str, source: str, day: str, root: Path) -> None:
    """Turn BODYFILE, the text of an issue that a form made, into the one file that it changes.

    BODYFILE may be the event file of a GitHub workflow (.json), which has address and day, too.
    Prints the path of what it wrote. Where something is wrong it says so in words, writes nothing
    and ends with 1; with 2 where the text is not that of a form.
    """
    from clearway.contribute.issues import (
        NotAnIssue,
        NotFromAForm,
        Refusal,
        Sent,
        converted,
        read_issue,
        reader,
        written,
    )

    today = told_settings().today
    checked = check_records(root, today)
    if checked.process is None:
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(COULD_NOT_RUN)
    try:
        issue = read_issue(bodyfile)
        noon = datetime.combine(read_day(day) if day else today, time(12), UTC)
        at = noon if day or issue.at is None else issue.at
        sent = Sent(checked.process, reader(root), at, source or issue.source)
        answer = converted(issue.body, sent, name)
        problems = () if isinstance(answer, Refusal) else written(root, answer, checked, today)
    except (NotAWhen, NotAnIssue, NotFromAForm, OSError) as error:
        click.echo(f"{bodyfile} was not imported: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    if isinstance(answer, Refusal):
        click.echo("\n".join(answer.reasons), err=True)
        sys.exit(1)
    # Who filled in a form knows no file and no line.
    for message in dict.fromkeys(problem.message for problem in problems):
        click.echo(message, err=True)
    if has_errors(problems):
        sys.exit(1)
    click.echo(answer.path)


import_.add_command(import_endorsements)
