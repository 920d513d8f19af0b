"""What commands share: how they end, common options, settings, and where a result goes."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from clearway.atomic import os_error_message, write_whole
from clearway.errors import BuildError, ClearwayError
from clearway.problems import printable
from clearway.safe_files import refuse_links

if TYPE_CHECKING:
    from datetime import date

    from clearway.records.model import Process
    from clearway.site.settings import Settings

PROBLEMS = 1
"""The exit code where records, a site or an import have problems, which were printed."""

COULD_NOT_RUN = 2
"""The exit code of a command that could not run; click uses it for wrong arguments, too."""


class PathWithoutLinks(click.Path):
    """A path that leads through no symbolic link; see `refuse_links`."""

    def __init__(self, *, exists: bool = False, file: bool = True, folder: bool = True) -> None:
        super().__init__(exists=exists, file_okay=file, dir_okay=folder, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        try:
            refuse_links(path)
        except OSError as error:
            self.fail(f"{error.filename}: {error.strerror}; name what it leads to", param, ctx)
        return path


DIRECTORY = PathWithoutLinks(file=False)
EXISTING_DIRECTORY = PathWithoutLinks(exists=True, file=False)
FILE = PathWithoutLinks(folder=False)
EXISTING_FILE = PathWithoutLinks(exists=True, folder=False)

ROOT = click.argument("root", type=EXISTING_DIRECTORY, default=".")
INTO = click.option(
    "--root",
    type=EXISTING_DIRECTORY,
    default=".",
    help="The tracker's folder, which holds data/.",
)
AS_OF = click.option("--as-of", metavar="DATE", help="Show only what was known on that day.")


class Command(click.Command):
    """A command that turns errors into one line on standard error and an exit code.

    `failure` is what did not happen, as 'Nothing was built' or '{file} was not imported' with the
    command's own parameters; the line then goes on with the reason. Every error of the program,
    the disk and the encoding of a file comes by here, and nowhere else.
    """

    def __init__(self, *args: Any, failure: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.failure = failure

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _steps_shown():
                return super().invoke(ctx)
        except (ClearwayError, OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read the output has enough; click ends quietly
            self._report(error, ctx)

    def _report(self, error: Exception, ctx: click.Context) -> NoReturn:
        problems = error.problems if isinstance(error, BuildError) else ""
        message = os_error_message(error) if isinstance(error, OSError) else str(error)
        failure = f"{self.failure.format(**ctx.params)}: " if self.failure else ""
        # The message may hold what a file, a server or git said.
        click.echo(f"{problems}{failure}{printable(message)}", err=True)
        sys.exit(PROBLEMS if problems else COULD_NOT_RUN)


@contextmanager
def _steps_shown() -> Iterator[None]:
    """On a terminal, a line for each step that takes long, as the program logs it; else nothing."""
    if not sys.stderr.isatty():
        yield
        return
    log, handler = logging.getLogger("clearway"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s …"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)


def request_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that asks other servers."""
    for option in (
        click.option("--most", default=1000, show_default=True, help="Requests in all."),
        click.option(
            "--pause",
            default=1.0,
            show_default=True,
            metavar="SECONDS",
            help="Between two requests to one server.",
        ),
        click.option("--local", is_flag=True, help="Also ask servers on this machine's network."),
    ):
        command = option(command)
    return command


def read_settings_now(as_of: str | None = None) -> Settings:
    """Settings from clock and environment. Raises SettingError."""
    from clearway.site.settings import read_settings

    return read_settings(os.environ, datetime.now(UTC), as_of)


def read_clean(root: Path, today: date, besides: frozenset[str] = frozenset()) -> Process:
    """The records below `root`; where they have errors, prints all problems and ends with 1.

    `besides` are rules whose problems do not count, because what is called corrects them.
    """
    from clearway.problems import as_text, has_errors
    from clearway.records.rules import check

    checked = check(root, today)
    problems = tuple(problem for problem in checked.problems if problem.rule not in besides)
    if checked.process is None or has_errors(problems):
        click.echo(as_text(checked.problems), nl=False, err=True)
        sys.exit(PROBLEMS)
    return checked.process


def deliver(content: str | bytes, output: Path | None, root: Path | None = None) -> None:
    """Writes to a file, or to standard output where none is named. Raises OSError.

    With `root` the file is below it; see `writing_whole`.
    """
    if isinstance(content, str):
        content = content.encode()
    if output is None:
        click.echo(content, nl=False)
    else:
        write_whole(output, content, root)


def exit_code_of(
    wanted: Mapping[str, str], present: Mapping[str, str], folder: Path, message: str
) -> int:
    """Names the files of a folder that are not as wanted; the exit code of a `--check`."""
    differ = sorted(name for name in {*wanted, *present} if wanted.get(name) != present.get(name))
    for name in differ:
        click.echo(f"{folder / name} {message}", err=True)
    return PROBLEMS if differ else 0
