"""Commands on drafts and their comparison."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from clearway.cli.arguments import COULD_NOT_RUN, INTO, ROOT, deliver, told_settings
from clearway.problems import as_text, has_errors
from clearway.records.rules import check as check_records

# --- The command that says what changed in the records


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="Sentences, every field for programs, or one page.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@INTO
def changes(old: str, new: str, form: str, output: Path | None, root: Path) -> None:
    """Say what changed in the records from OLD to NEW.

    Each is a version of the site (rev1), a folder that holds data/ (./copy), or a git revision
    (main, v1, 3f2c1ab).
    """
    from clearway.contribute.record_sets import NoSuchRecords, RecordSet, read_edition, unread_in
    from clearway.publish.diff_report import Side, as_html, as_json, as_text, report

    def side(edition: RecordSet) -> Side:
        for line in edition.left_out:
            click.echo(f"Left out of {edition.title}: {line}", err=True)
        return Side(edition.name, edition.title, edition.process, edition.as_of, edition.left_out)

    try:
        before, after = read_edition(old, root), read_edition(new, root)
    except NoSuchRecords as error:
        click.echo(f"Nothing was compared: {error}.", err=True)
        sys.exit(COULD_NOT_RUN)
    found = report(side(before), side(after), unread_in(before, after))
    deliver({"text": as_text, "json": as_json, "html": as_html}[form](found), output)


# --- Commands on drafts and their comparison


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json", "docx"]),
    default="text",
    help="Marked text, a page, links and words as JSON, or Word with tracked changes.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--all", "all_", is_flag=True, help="Also paragraphs that stayed the same, in text.")
@INTO
def compare(old: str, new: str, form: str, output: Path | None, all_: bool, root: Path) -> None:
    """Show what changed from OLD to NEW: ids of drafts, or files (Word, PDF, HTML, text)."""
    from clearway.contribute.drafts import NoSuchText, compared, given
    from clearway.publish import downloads

    has_records = (root / "data").is_dir()
    process = check_records(root, told_settings().today).process if has_records else None
    try:
        versions = compared(given(old, process), given(new, process))
    except NoSuchText as error:
        click.echo(f"Nothing was compared: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    drawn: str | bytes
    if form == "text":
        is_coloured = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        mark = _coloured if is_coloured else downloads.brackets
        drawn = downloads.comparison_text(versions, mark, all_=all_)
    elif form == "docx":
        if output is None and sys.stdout.isatty():
            click.echo("A Word file needs a name: add -o FILE.docx", err=True)
            sys.exit(COULD_NOT_RUN)
        drawn = downloads.comparison_docx(versions)
    else:
        make = downloads.comparison_html if form == "html" else downloads.comparison_json
        drawn = make(versions)
    deliver(drawn, output)


def _coloured(op: str, text: str) -> str:
    """Colour is never alone: what was added is underlined, what was deleted struck through."""
    if op == "=":
        return text
    return click.style(
        text, fg="green" if op == "+" else "red", underline=op == "+", strikethrough=op == "-"
    )


@click.command()
@ROOT
@click.option("--record", "is_recorded", is_flag=True, help="Write data/concordance.yaml.")
def concordance(root: Path, is_recorded: bool) -> None:
    """List the links between drafts that are unsure, and what to write to settle each."""
    from clearway.insight.lineage import doubtful, lineage, record

    checked = check_records(root, told_settings().today)
    if checked.process is None or has_errors(checked.problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    told = lineage(checked.process)
    if is_recorded:
        deliver(record(told, checked.process.threads), root / "data" / "concordance.yaml")
        click.echo(f"Recorded the addresses of {len(told.threads)} paragraphs.")
        return
    for number, each in enumerate(doubtful(told)):
        click.echo(("\n" if number else "") + each.told)
    new = sum(1 for thread in told.threads if not thread.recorded)
    if new:
        click.echo(f"{new} paragraphs have no recorded address: run with --record.", err=True)
