"""The command line: arguments, clock, environment and exit codes; nothing else."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from clearway.engines.product import BadSetting, Settings, read_product, read_settings
from clearway.engines.staged import write_outputs
from clearway.intake.draft.model import Tracked
from clearway.problems import Problem, as_github, as_json, as_text, has_errors
from clearway.records.fields import tidy_id
from clearway.records.rules import check as check_records
from clearway.records.schema import schemas as all_schemas

COULD_NOT_RUN = 2

ROOT = click.argument(
    "root", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
INTO = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The tracker's folder, which holds data/.",
)
AS_OF = click.option("--as-of", metavar="DATE", help="The day that the site speaks of.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""


@main.command()
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Lines for people, annotations for GitHub, or a JSON list.",
)
def check(root: Path, form: str) -> None:
    """Read all records below ROOT and print every problem, each with what to do."""
    problems = check_records(root, _settings().today).problems
    click.echo(_FORMS[form](problems), nl=False)
    if form == "text":
        click.echo(_verdict(problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


@main.command()
@ROOT
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@AS_OF
def build(root: Path, site_dir: Path | None, as_of: str | None) -> None:
    """Check the records below ROOT, then build the site; on a problem the old one stays."""
    from clearway.engines.build import BuildFailed, build_site

    settings = _settings(as_of)
    try:
        built = build_site(root, site_dir or root / "site", settings)
    except BuildFailed as error:
        click.echo(as_text(error.problems), nl=False, err=True)
        click.echo(str(error), err=True)
        sys.exit(1 if error.problems else COULD_NOT_RUN)
    click.echo(f"Built {built} as of {settings.as_of}.")


@main.command()
@ROOT
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(root: Path, address: str) -> None:
    """Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem."""
    from clearway.engines.build import serve_site

    sys.exit(serve_site(root, address))


@main.command()
@ROOT
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@AS_OF
def outputs(root: Path, folder: Path, as_of: str | None) -> None:
    """Write the pages, feeds and data of ROOT into FOLDER, with no theme around them."""
    product = read_product(root, _settings(as_of))
    click.echo(as_text(product.problems), nl=False, err=True)
    if product.outputs is None:
        sys.exit(1)
    try:
        number = write_outputs(product.outputs, folder)
    except OSError as error:
        click.echo(f"Could not write {error.filename}: {error.strerror}", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"Wrote {number} files into {folder}.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="schemas")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail where they differ.")
def schemas(folder: Path, only_check: bool) -> None:
    """Write the JSON Schemas of all kinds of record into FOLDER."""
    wanted = all_schemas()
    if not only_check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8")
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    differ = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
    for name in differ:
        click.echo(f"{folder / name} is not what the types say; run clearway schemas", err=True)
    sys.exit(1 if differ else 0)


@main.command()
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
    from clearway.intake.versions import NoSuchText, compared, given
    from clearway.publish import downloads

    process = check_records(root, _settings().today).process if (root / "data").is_dir() else None
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
    _deliver(drawn, output)


def _coloured(op: str, text: str) -> str:
    """Colour is never alone: what was added is underlined, what was deleted struck through."""
    if op == "=":
        return text
    return click.style(
        text, fg="green" if op == "+" else "red", underline=op == "+", strikethrough=op == "-"
    )


def _deliver(drawn: str | bytes, output: Path | None) -> None:
    content = drawn.encode() if isinstance(drawn, str) else drawn
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        click.echo(f"Could not write {output}: {error.strerror}", err=True)
        sys.exit(COULD_NOT_RUN)


@main.group(name="import")
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
    from clearway.intake.draft import NotADraft, read_draft
    from clearway.intake.draft.record import (
        Facts,
        WouldLose,
        annotations_file,
        draft_record,
        with_text,
    )

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
        target.write_text(written, encoding="utf-8")
        if imported.annotations:
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(annotations_file(imported, id_, file.name), encoding="utf-8")
    except (NotADraft, WouldLose, UnicodeDecodeError, OSError) as error:
        click.echo(f"{file} was not imported: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    count = sum(1 for paragraph in imported.paragraphs if paragraph.kind != "h")
    click.echo(f"Wrote {target}: {count} paragraphs.")
    if imported.annotations:
        click.echo(f"Wrote {beside}: {len(imported.annotations)} annotations.")
    for doubt in imported.doubts:
        click.echo(f"doubtful: {doubt}")
    click.echo("Look it through, then run clearway check.", err=True)


@main.command()
@ROOT
@click.option("--record", "is_recorded", is_flag=True, help="Write data/concordance.yaml.")
def concordance(root: Path, is_recorded: bool) -> None:
    """List the links between drafts that are unsure, and what to write to settle each."""
    from clearway.insight.lineage import doubtful, lineage, record

    checked = check_records(root, _settings().today)
    if checked.process is None or has_errors(checked.problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    told = lineage(checked.process)
    if is_recorded:
        _deliver(record(told, checked.process.threads), root / "data" / "concordance.yaml")
        click.echo(f"Recorded the addresses of {len(told.threads)} paragraphs.")
        return
    for number, each in enumerate(doubtful(told)):
        click.echo(("\n" if number else "") + each.told)
    new = sum(1 for thread in told.threads if not thread.recorded)
    if new:
        click.echo(f"{new} paragraphs have no recorded address: run with --record.", err=True)


def _settings(as_of: str | None = None) -> Settings:
    try:
        return read_settings(os.environ, datetime.now(UTC), as_of)
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(COULD_NOT_RUN)


def _as_json_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n"


_FORMS = {"text": as_text, "github": as_github, "json": _as_json_text}


def _verdict(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems found."
    number = len(problems)
    return f"{number} problem{'s' if number > 1 else ''} to mend."


@main.group()
def suggest() -> None:
    """Machine help: lists for an editor to look through, and no judgement."""


@suggest.command("asks")
@ROOT
@click.option("--least", default=0.3, show_default=True, help="From which score on, 0 to 1.")
@click.option("--write", is_flag=True, help="Add them to the asks' files, marked as suggested.")
def suggest_asks(root: Path, least: float, write: bool) -> None:
    """Point out what may belong to an ask, and which paragraphs may reflect it."""
    from clearway.insight.suggestions import grouped, suggest_paragraphs, suggest_points
    from clearway.intake.suggestions import CannotAdd, Suggestion, told, with_suggestions

    today = _settings().today
    checked = check_records(root, today)
    if checked.process is None or has_errors(checked.problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(1)
    process = checked.process
    found: tuple[Suggestion, ...] = (
        *suggest_points(process, least),
        *suggest_paragraphs(process, least),
    )
    click.echo("".join(f"{told(suggestion)}\n" for suggestion in found), nl=False)
    click.echo(f"{len(found)} suggested; nobody has judged them.", err=True)
    texts = {}
    for suggestions in grouped(found).values() if write else ():
        path = root / suggestions[0].ask.origin.path
        try:
            texts[path] = with_suggestions(path.read_text("utf-8"), suggestions, today)
        except CannotAdd as error:
            click.echo(f"{path}: {error}; nothing was written", err=True)
            sys.exit(COULD_NOT_RUN)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
