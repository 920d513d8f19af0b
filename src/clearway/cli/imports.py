"""Commands that read what others send into records."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path

import click

from clearway.cli.command import (
    COULD_NOT_RUN,
    EXISTING_FILE,
    INTO,
    PROBLEMS,
    Command,
    read_settings_now,
)
from clearway.cli.endorsements import import_endorsements
from clearway.texts.readers.model import Tracked


@click.group(name="import")
def import_() -> None:
    """Read what others send into records."""


@import_.command(name="draft", cls=Command, failure="{file} was not imported")
@click.argument("file", type=EXISTING_FILE)
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
@click.option("--left-out", is_flag=True, help="Also list what was set aside, such as headers.")
@INTO
def import_draft(
    file: Path,
    id_: str,
    tracked: Tracked,
    title: str,
    when: str,
    source: str,
    replace: bool,
    left_out: bool,
    root: Path,
) -> None:
    """Read FILE (Word, PDF, HTML, Markdown, text) into data/drafts/ID.md; say what is doubtful."""
    from clearway.contribute.drafts import Facts, import_draft

    done = import_draft(file, root, id_, tracked, Facts(title, when, source), replace=replace)
    count = sum(1 for paragraph in done.imported.paragraphs if paragraph.kind != "h")
    click.echo(f"Wrote {done.path}: {count} paragraphs.")
    if done.annotations_path:
        number = len(done.imported.annotations)
        click.echo(f"Wrote {done.annotations_path}: {number} annotations.")
    if done.imported.balance:
        click.echo(f"{done.imported.balance}.")
    for line in done.imported.left_out if left_out else ():
        click.echo(f"set aside: {line}")
    for doubt in done.imported.doubts:
        click.echo(f"doubtful: {doubt}")
    click.echo("Look it through, then run clearway check.", err=True)


@import_.command(name="issue", cls=Command, failure="{bodyfile} was not imported")
@click.argument("bodyfile", type=EXISTING_FILE)
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
    from clearway.contribute.issues import Refusal, Sent, converted, read_issue, reader, written
    from clearway.problems import as_text, has_errors
    from clearway.records.dates.when import read_day
    from clearway.records.rules import check

    today = read_settings_now().today
    checked = check(root, today)
    if checked.process is None:
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(COULD_NOT_RUN)
    issue = read_issue(bodyfile)
    noon = datetime.combine(read_day(day) if day else today, time(12), UTC)
    at = noon if day or issue.at is None else issue.at
    sent = Sent(checked.process, reader(root), at, source or issue.source)
    answer = converted(issue.body, sent, name)
    if isinstance(answer, Refusal):
        click.echo("\n".join(answer.reasons), err=True)
        sys.exit(PROBLEMS)
    problems = written(root, answer, checked, today)
    # Who filled in a form knows no file and no line.
    for message in dict.fromkeys(problem.message for problem in problems):
        click.echo(message, err=True)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    click.echo(answer.path)


import_.add_command(import_endorsements)
