"""Small git repositories with a history of their own, for tests."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOON = 1_704_110_400
"""Noon of 1 January 2024, UTC."""


@dataclass(frozen=True)
class Repository:
    """A repository in `folder`. Settings of this machine's own do not reach it."""

    folder: Path

    @classmethod
    def new(cls, folder: Path) -> "Repository":
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder)
        made.git("init", "--quiet", "--initial-branch=main")
        return made

    def git(self, *arguments: str, day: int = 0, author: str = "Kari Nordmann") -> str:
        """Runs git on the day `day` after 1 January 2024; gives what it prints."""
        return self._run(arguments, day, author, b"")

    def run_with(self, given: bytes, *arguments: str) -> str:
        """As `git`, with something to read."""
        return self._run(arguments, 0, "Kari Nordmann", given)

    def _run(self, arguments: tuple[str, ...], day: int, author: str, given: bytes) -> str:
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        when = f"{NOON + day * 86_400} +0000"
        fixed = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "kari@library.example",
            "GIT_COMMITTER_NAME": "An editor",
            "GIT_COMMITTER_EMAIL": "editor@library.example",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=own | fixed,
            check=True,
            capture_output=True,
            input=given,
        )
        return done.stdout.decode().strip()

    def write(self, path: str, text: str | None) -> None:
        """A file with this text; without one the file goes."""
        target = self.folder / path
        if text is None:
            target.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self, message: str, day: int = 0, author: str = "Kari Nordmann") -> str:
        """Commits everything there is; gives the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, day=day, author=author)
        return self.git("rev-parse", "HEAD")
