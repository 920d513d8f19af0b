"""Commands that read what others send into records."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from clearway.cli.command import (
    COULD_NOT_RUN,
    EXISTING_FILE,
    INTO,
    PROBLEMS,
    Command,
    deliver,
    read_clean,
    read_settings_now,
)
from clearway.cli.endorsements import import_endorsements
from clearway.errors import InputError
from clearway.problems import printable
from clearway.texts.readers.document import Tracked

if TYPE_CHECKING:
    from clearway.contribute.drafts import DraftImport


@click.group(name="import")
def import_() -> None:
    """Read what others send into records."""


@import_.command(name="draft", cls=Command, failure="{file} was not imported")
@click.argument("file", metavar="FILE|ID")
@click.option("--id", "id_", default="", metavar="ID", help="The draft's id, as rev1.")
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
@click.option(
    "--language",
    default="",
    metavar="TAG",
    help="It is the text in another language of the draft, such as fr.",
)
@click.option("--replace", is_flag=True, help="Overwrite notes that stand in the text's place.")
@click.option("--left-out", is_flag=True, help="Also list what was set aside, such as headers.")
@click.option(
    "--if-changed", is_flag=True, help="Only if its address gives another copy than was read."
)
@click.option("--local", is_flag=True, help="Also ask servers on this machine's network.")
@INTO
def import_draft(
    file: str,
    id_: str,
    tracked: Tracked,
    title: str,
    when: str,
    source: str,
    language: str,
    replace: bool,
    left_out: bool,
    if_changed: bool,
    local: bool,
    root: Path,
) -> None:
    """Read FILE (Word, PDF, HTML, Markdown, text) into data/drafts/ID.md; say what is doubtful.

    With the id of a draft instead of a file, its official text is read from the address that its
    record names, and data/sources.yaml says which copy that was. With --language it is the text
    in another language, and goes into data/translations/ID/.
    """
    from clearway.contribute.drafts import Facts, import_draft

    path, language = Path(file), language.lower()
    if not id_ and path.is_file():
        raise InputError("the draft has no id", "add --id with a name for it, such as rev1")
    if id_:
        EXISTING_FILE.convert(file, None, click.get_current_context())  # refuses links
        facts = Facts(title, when, source, language)
        done = import_draft(path, root, id_, tracked, facts, replace=replace)
    elif title or when or source:
        raise InputError("the record of a draft has its own title, date and source")
    else:
        fetched = _import_official(file, language, root, tracked, replace, if_changed, local)
        if fetched is None:
            return
        done = fetched
    _report(done, left_out)


def _import_official(
    id_: str,
    language: str,
    root: Path,
    tracked: Tracked,
    replace: bool,
    if_changed: bool,
    local: bool,
) -> DraftImport | None:
    """The import of the official text; None where it is the copy that was read before."""
    from clearway.contribute.drafts import Facts, import_content, official_address
    from clearway.insight.sources import entries, sources_file, with_read_copy
    from clearway.records.editing.layout import record_path
    from clearway.records.kinds.sighting import bare
    from clearway.release.links import Manners, download

    today = read_settings_now().today
    process, target = read_clean(root, today), root / record_path("sighting")
    url = official_address(process, id_, language)
    found = download(url, Manners(local=local))
    click.echo(f"{printable(found.url)}: {len(found.content)} bytes, SHA-256 {found.sha256}")
    before = entries(process).get(bare(url))
    if if_changed and (before is None or before.sha256 in (None, found.sha256)):
        has_been_read = before is not None and before.sha256
        says = "It is the copy that {} was read from." if has_been_read else "{} was not read yet."
        click.echo(says.format(f"{id_} in {language}" if language else id_))
        return None
    name = urlsplit(found.url).path.rpartition("/")[2]
    facts = Facts(source=url if language else "", language=language)
    done = import_content(
        found.content, name, found.media_type, root, id_, tracked, facts, replace=replace
    )
    known = with_read_copy(process, url, found.content, today)
    text = target.read_bytes().decode("utf-8") if target.exists() else ""
    deliver(sources_file(known, text), target)
    return done


def _report(done: DraftImport, left_out: bool) -> None:
    count = sum(1 for paragraph in done.imported.paragraphs if paragraph.kind != "h")
    click.echo(f"Wrote {done.path}: {count} paragraphs.")
    if done.annotations_path:
        number = len(done.imported.annotations)
        click.echo(f"Wrote {done.annotations_path}: {number} annotations.")
    if done.imported.balance:
        click.echo(f"{done.imported.balance}.")
    for line in done.imported.left_out if left_out else ():
        click.echo(f"set aside: {printable(line)}")
    for doubt in done.imported.doubts:
        click.echo(f"doubtful: {printable(str(doubt))}")
    click.echo("Look it through, then run clearway check.", err=True)


@import_.command(name="issue", cls=Command, failure="{bodyfile} was not imported")
@click.argument("bodyfile", type=EXISTING_FILE)
@click.option("--form", "name", default="", metavar="NAME", help="Its form; recognised otherwise.")
@click.option("--source", default="", metavar="URL", help="The issue's address.")
@click.option("--date", "day", default="", metavar="DATE", help="The day it was opened; today.")
@click.option("--mail", "is_mail", is_flag=True, help="It is the text of a mail; .eml always is.")
@INTO
def import_issue(
    bodyfile: Path, name: str, source: str, day: str, is_mail: bool, root: Path
) -> None:
    """Turn BODYFILE, the text of an issue that a form made, into the one file that it changes.

    BODYFILE may be the event file of a GitHub workflow (.json), which has address and day, too; a
    mail (.eml), which has its day; or, with --mail, the text of one.
    Prints the path of what it wrote. Where something is wrong it says so in words, writes nothing
    and ends with 1; with 2 where the text is not that of a form.
    """
    from clearway.contribute.issues import (
        Refusal,
        Sent,
        converted,
        from_mail,
        read_issue,
        reader,
        written,
    )
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
    is_mail = is_mail or bodyfile.suffix == ".eml"
    body = from_mail(issue.body, checked.process) if is_mail else issue.body
    answer = converted(body, sent, name)
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
