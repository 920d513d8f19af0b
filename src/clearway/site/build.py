"""Outputs as a folder that any site builder reads: Markdown files that hold plain HTML."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

import yaml

from clearway.atomic import FULL, Busy, NotOurs, made_aside, told_error
from clearway.publish.outputs import Outputs
from clearway.publish.page import Page
from clearway.site.product import MEND, Settings, environment_of
from clearway.site.provenance import write_manifest

# --- Builds a site beside the old one and puts it in its place only when it is whole


class BuildFailed(Exception):
    """Why nothing was built; `problems` are those of the records, a line each."""

    def __init__(self, message: str, problems: str = "") -> None:
        super().__init__(message)
        self.problems = problems


def build_site(root: Path, site_dir: Path, settings: Settings) -> tuple[str, ...]:
    """Builds the site of `root` into `site_dir`; gives what it warned of. Raises BuildFailed.

    The records are checked once, by the plugin in MkDocs' own process. The old site stays until
    the new one is whole: see `made_aside`.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise BuildFailed(f"{config} is not there; run this in a tracker's folder")
    if root.resolve().is_relative_to(site_dir.resolve()):
        raise BuildFailed(f"{site_dir} holds the records themselves; name another folder")
    try:
        with made_aside(site_dir, "index.html") as fresh:
            warnings = run_mkdocs(root, fresh, settings)
    except OSError as error:
        raise BuildFailed(f"Nothing was built. {told_error(error)}") from None
    except (Busy, NotOurs) as error:
        raise BuildFailed(f"Nothing was built: {error}") from None
    return warnings


def run_mkdocs(root: Path, site_dir: Path, settings: Settings) -> tuple[str, ...]:
    """MkDocs' own build in a process of its own; gives what our plugin warned of, line by line.

    Raises BuildFailed with what it said.
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
            if line.startswith("ERROR") and line.endswith(MEND):
                problems = "".join(f"{line}\n" for line in lines[:number])
                raise BuildFailed("Nothing was built; mend these first.", problems)
        said = "\n".join(lines).strip()
        last = said.rpartition("\n")[2]
        if last.startswith("Error: ") and (last == said or FULL in last):
            raise BuildFailed(f"Nothing was built. {last.removeprefix('Error: ')}")
        raise BuildFailed(f"MkDocs could not build the site:\n{said}")
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

    Raises OSError, Busy or NotOurs, and then leaves what was there; see `made_aside`.
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
