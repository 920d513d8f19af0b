"""Commands that compare: two states of the records, or two drafts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from clearway.cli.command import FILE, INTO, Command, deliver, read_settings_now
from clearway.errors import InputError


@click.command(cls=Command, failure="Nothing was compared")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="Sentences, every field for programs, or one page.",
)
@click.option("-o", "--output", type=FILE, metavar="FILE")
@INTO
def changes(old: str, new: str, form: str, output: Path | None, root: Path) -> None:
    """Say what changed in the records from OLD to NEW.

    Each is a version of the site (rev1), a folder that holds data/ (./copy), or a git revision
    (main, v1, 3f2c1ab).
    """
    from clearway.contribute.record_sets import RecordSet, read_edition, unread_in
    from clearway.publish.diff_report import Side, as_html, as_json, as_text, report

    def side(records: RecordSet) -> Side:
        for line in records.left_out:
            click.echo(f"Left out of {records.title}: {line}", err=True)
        return Side(records.name, records.title, records.process, records.as_of, records.left_out)

    before, after = read_edition(old, root), read_edition(new, root)
    differences = report(side(before), side(after), unread_in(before, after))
    deliver({"text": as_text, "json": as_json, "html": as_html}[form](differences), output)


@click.command(cls=Command, failure="Nothing was compared")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json", "docx"]),
    default="text",
    help="Marked text, a page, links and words as JSON, or Word with tracked changes.",
)
@click.option("-o", "--output", type=FILE, metavar="FILE")
@click.option("--all", "all_", is_flag=True, help="Also paragraphs that stayed the same, in text.")
@INTO
def compare(old: str, new: str, form: str, output: Path | None, all_: bool, root: Path) -> None:
    """Show what changed from OLD to NEW: ids of drafts, or files (Word, PDF, HTML, text)."""
    from clearway.contribute.comparing import compared, given

    # A name with a dot is no id of a draft
    are_files = all("." in name and Path(name).is_file() for name in (old, new))
    process = None
    if not are_files:
        from clearway.records.editing.layout import DATA
        from clearway.records.rules import check

        if (root / DATA).is_dir():
            process = check(root, read_settings_now().today).process
    versions = compared(given(old, process), given(new, process))
    content: str | bytes
    if form == "text":
        is_coloured = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        from clearway.publish.downloads.text_files import brackets, comparison_text

        content = comparison_text(versions, _coloured if is_coloured else brackets, all_=all_)
    elif form == "docx":
        if output is None and sys.stdout.isatty():
            raise InputError("a Word file needs a name", "add -o FILE.docx")
        from clearway.publish.downloads.word import comparison_docx

        content = comparison_docx(versions)
    elif form == "html":
        from clearway.publish.downloads.text_files import comparison_html

        content = comparison_html(versions)
    else:
        from clearway.publish.downloads.text_files import comparison_json

        content = comparison_json(versions)
    deliver(content, output)


def _coloured(op: str, text: str) -> str:
    """Colour is never alone: what was added is underlined, what was deleted struck through."""
    if op == "=":
        return text
    return click.style(
        text, fg="green" if op == "+" else "red", underline=op == "+", strikethrough=op == "-"
    )
