"""Outputs as a folder that any site builder reads: Markdown files that hold plain HTML."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import yaml

from clearway.atomic import FULL, made_aside
from clearway.errors import BuildError
from clearway.publish.outputs import Outputs
from clearway.publish.page import Page
from clearway.site.product import STOPPED
from clearway.site.provenance import write_manifest
from clearway.site.settings import Settings, environment_of

# --- Builds a site beside the old one and puts it in its place only when it is whole


def build_site(
    root: Path, site_dir: Path, settings: Settings, *, is_preview: bool = False
) -> tuple[str, ...]:
    """Builds the site of `root` into `site_dir`; gives the warnings of the build.

    The records are checked once, by the plugin. The old site stays until
    the new one is whole: see `made_aside`. Raises BuildError, FolderError, OSError.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise BuildError(f"{config} is not there", "run this in a tracker's folder")
    if root.resolve().is_relative_to(site_dir.resolve()):
        raise BuildError(f"{site_dir} holds the records themselves", "name another folder")
    with made_aside(site_dir, "index.html") as fresh:
        return run_mkdocs(root, fresh, settings, is_preview=is_preview)


def run_mkdocs(
    root: Path,
    site_dir: Path,
    settings: Settings,
    *,
    frames: bool = True,
    is_preview: bool = False,
) -> tuple[str, ...]:
    """MkDocs' own build, in this process; gives the warnings of our plugin, line by line.

    With `frames` it renders only a page of each layout: see `clearway.site.frames`. A
    preview is at the address of the settings, whatever mkdocs.yml says. Raises BuildError with
    what MkDocs and its plugins printed.
    """
    # They take half a second: only a command that builds should wait for them.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from clearway.site.mkdocs_plugin import ClearwayPlugin

    printed = StringIO()
    try:
        with _surroundings(environment_of(settings)), _printed_into(printed):
            # Not quiet: a macro that fails says why in a warning only.
            own = {"site_url": settings.site.url} if is_preview else {}
            config = load_config(
                str(root / "mkdocs.yml"), strict=True, site_dir=str(site_dir), **own
            )
            for plugin in config.plugins.values():
                if isinstance(plugin, ClearwayPlugin):
                    plugin.uses_frames = frames
            config.plugins.on_startup(command="serve" if is_preview else "build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
    except (MkDocsException, UnicodeError) as error:
        # Of a file that is not UTF-8 MkDocs names the path in its log, and lets the error pass.
        raise _failure(printed.getvalue().splitlines(), str(error)) from error
    except SystemExit as error:
        # A macro that fails ends the process itself, with a number.
        raise _failure(printed.getvalue().splitlines(), "") from error
    return tuple(line for line in printed.getvalue().splitlines() if line.startswith("warning: "))


def _failure(lines: list[str], last: str) -> BuildError:
    """What to say of a build that ended with `last`, after it had printed `lines`."""
    for number, line in enumerate(lines):
        if line.startswith("ERROR") and line.endswith(STOPPED):
            problems = "".join(f"{line}\n" for line in lines[:number])
            return BuildError("fix these problems first", problems=problems)
    output = "\n".join(lines).strip()
    if not output or FULL in last:
        return BuildError(last)
    return BuildError(f"MkDocs could not build the site:\n{output}\n{last}".rstrip())


@contextmanager
def _surroundings(more: Mapping[str, str]) -> Iterator[None]:
    """The environment of this process with other values, and afterwards as it was."""
    # Material announces MkDocs 2 on every build; the locks hold MkDocs 1.
    values = {**more, "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _printed_into(output: StringIO) -> Iterator[None]:
    """Collects what MkDocs and its plugins say: their log from warnings on, and what they print."""
    log, handler = logging.getLogger("mkdocs"), logging.StreamHandler(output)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    handlers = list(log.handlers)
    log.addHandler(handler)
    try:
        with redirect_stderr(output), redirect_stdout(output):
            yield
    finally:
        # In strict mode MkDocs adds one of its own, which counts warnings.
        log.handlers[:] = handlers


# --- Outputs as a folder that any site builder reads: Markdown files that hold plain HTML


def write_outputs(root: Path, outputs: Outputs, settings: Settings, folder: Path) -> int:
    """Writes every page and file, and their manifest, in place of `folder`; gives how many.

    Raises OSError or FolderError, and then leaves what was there; see `made_aside`.
    """
    with made_aside(folder, "data/datapackage.json") as fresh:
        for path, page in outputs.pages.items():
            _write(fresh / path, as_markdown(page).encode())
        for path, content in outputs.files.items():
            _write(fresh / path, content if isinstance(content, bytes) else content.encode())
        return len(write_manifest(root, fresh, settings, "outputs").files)


def as_markdown(page: Page) -> str:
    """A page as front matter and one block of HTML, which Markdown leaves alone."""
    head = {"title": page.title, "description": page.description, "hide": ["navigation", "toc"]}
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=True, width=10_000)
    # A blank line would end the block for CommonMark.
    lines = [line for line in page.html.splitlines() if line.strip()]
    return f"---\n{front}---\n\n<div>\n" + "\n".join(lines) + "\n</div>\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
