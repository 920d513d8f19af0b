"""The command line: arguments, clock, environment and exit codes; nothing else.

A command's module is imported when the command runs: `clearway --help` and a mistyped name need
none of them. So the list holds one line on each command, which is the first line of its own help.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class Entry(NamedTuple):
    """Where a command is (module:function) and what it does, in a line."""

    target: str
    help: str

    def load(self) -> click.Command:
        module, _, name = self.target.partition(":")
        command = getattr(import_module(f"clearway.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command


COMMANDS: Mapping[str, Entry] = {
    "check": Entry(
        "tracker:check",
        "Read all records below ROOT and print every problem, each with what to do.",
    ),
    "build": Entry(
        "tracker:build",
        "Check the records below ROOT, then build the site; on a problem the old one stays.",
    ),
    "serve": Entry(
        "tracker:serve",
        "Preview the site of ROOT; rebuilds on change, and keeps the last good one on a problem.",
    ),
    "new": Entry(
        "tracker:new", "Begin a record of KIND: write its file, and say what is left to fill in."
    ),
    "import": Entry("imports:import_", "Read what others send into records."),
    "compare": Entry(
        "compare:compare",
        "Show what changed from OLD to NEW: ids of drafts, or files (Word, PDF, HTML, text).",
    ),
    "changes": Entry("compare:changes", "Say what changed in the records from OLD to NEW."),
    "init": Entry(
        "tracker:init", "Begin a tracker for another process in FOLDER, which must be empty."
    ),
    "upgrade": Entry(
        "tracker:upgrade",
        "Upgrade the tracker in ROOT to another version of the program, keeping your changes.",
    ),
    "release": Entry(
        "release:release",
        "Publish VERSION, with every version of data/versions.yaml that is not published yet.",
    ),
    "tools": Entry(":tools", "Rarer commands."),
}
"""What most people need: at most ten, and the group of the rest."""

TOOLS: Mapping[str, Entry] = {
    "archive": Entry(
        "sources:archive",
        "Ask each source whether it is still there, and note it in data/sources.yaml.",
    ),
    "concordance": Entry(
        "tools:concordance",
        "List the links between drafts that are unsure, and what to write to settle each.",
    ),
    "erase": Entry(
        "tools:erase", "Take the NAME of a person out of the records, who asked for it."
    ),
    "forms": Entry(
        "tools:forms", "Write the issue forms of ROOT, whose choices come from its records."
    ),
    "outputs": Entry(
        "tools:outputs",
        "Write the pages, feeds and data of ROOT into FOLDER, with no theme around them.",
    ),
    "schemas": Entry(
        "tools:schemas",
        "Write the JSON Schemas of all kinds of record, and of the manifest, into FOLDER.",
    ),
    "seal": Entry("tools:seal", "Add the text of STATEMENT, as it now stands, to its versions."),
    "suggest": Entry(
        "tools:suggest", "Machine help: lists for an editor to look through, and no judgement."
    ),
    "verify": Entry(
        "release:verify",
        "Hold a site against its manifest and name each missing, extra or altered file.",
    ),
    "zip": Entry(
        "release:zip_",
        "Pack a built SITE into one file that can be unpacked and read without a network.",
    ),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when one of them runs.

    `entries` are shown; names in `hidden` work as well.
    """

    def __init__(
        self,
        *args: Any,
        entries: Mapping[str, Entry],
        hidden: Mapping[str, Entry] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        self.hidden_entries = hidden or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.commands:
            return self.commands[cmd_name]
        entry = self.entries.get(cmd_name) or self.hidden_entries.get(cmd_name)
        return entry.load() if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    hidden=TOOLS,  # as they were called before there was a group for them
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="clearway")
def main() -> None:
    """Follow a negotiation in the open: records in, website, calendars and data out."""
    # Records and pages have no cycles, and stay to the end: looking for cycles among them as often
    # as Python does by itself takes a twelfth of a build (measured with 700, 20,000 and never).
    # The old are looked through as by default: with 100,000 records what is left costs memory.
    gc.set_threshold(20_000, 10, 10)


@main.group(cls=LazyGroup, entries=TOOLS)
def tools() -> None:
    """Rarer commands."""
