"""Outputs as a folder that any site builder reads: Markdown files that hold plain HTML."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

import yaml

from clearway.atomic import FULL, made_aside
from clearway.errors import BuildError
from clearway.publish.outputs import Outputs
from clearway.publish.page import Page
from clearway.site.product import STOPPED, Settings, environment_of
from clearway.site.provenance import write_manifest

# --- Builds a site beside the old one and puts it in its place only when it is whole


def build_site(root: Path, site_dir: Path, settings: Settings) -> tuple[str, ...]:
    """Builds the site of `root` into `site_dir`; gives the warnings of the build.

    The records are checked once, by the plugin in MkDocs' own process. The old site stays until
    the new one is whole: see `made_aside`. Raises BuildError, FolderError, OSError.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise BuildError(f"{config} is not there", "run this in a tracker's folder")
    if root.resolve().is_relative_to(site_dir.resolve()):
        raise BuildError(f"{site_dir} holds the records themselves", "name another folder")
    with made_aside(site_dir, "index.html") as fresh:
        return run_mkdocs(root, fresh, settings)


def run_mkdocs(root: Path, site_dir: Path, settings: Settings) -> tuple[str, ...]:
    """MkDocs' own build in a process of its own; gives the warnings of our plugin, line by line.

    Raises BuildError with its output.
    """
    environment = {
        **os.environ,
        **environment_of(settings),
        # Material announces MkDocs 2 on every build; the locks hold MkDocs 1.
        "NO_MKDOCS_2_WARNING": "1",
    }
    # Not --quiet: a macro that fails says why in a warning only.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(  # noqa: S603 - no shell, and nothing of a record is in the command
        [*command, "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(site_dir)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_end_with_parent,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        for number, line in enumerate(lines):
            if line.startswith("ERROR") and line.endswith(STOPPED):
                problems = "".join(f"{line}\n" for line in lines[:number])
                raise BuildError("fix these problems first", problems=problems)
        output = "\n".join(lines).strip()
        last = output.rpartition("\n")[2]
        if last.startswith("Error: ") and (last == output or FULL in last):
            raise BuildError(last.removeprefix("Error: "))
        raise BuildError(f"MkDocs could not build the site:\n{output}")
    return tuple(line for line in done.stderr.splitlines() if line.startswith("warning: "))


def _end_with_parent() -> None:
    """Has Linux end this process when its parent is killed, so that it writes no further.

    Elsewhere it writes on for some seconds, into a folder that the next build removes.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2)


def serve_site(root: Path, address: str) -> int:
    """MkDocs' own preview with live reload, until it is ended; gives its exit code."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    done = subprocess.run(  # noqa: S603 - no shell, and nothing of a record is in the command
        [*command, "--config-file", str(root / "mkdocs.yml")], check=False
    )
    return done.returncode


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
