"""Lines of documents that name a command: whether the program has it, with those options."""

import shlex

import click

from clearway.cli import main


def unknown_in(line: str) -> list[str]:
    """What of 'clearway import draft FILE --id rev1' the program does not have."""
    words = shlex.split(line, comments=True)
    command: click.Command = main
    context = click.Context(main)
    for number, word in enumerate(words[1:], start=1):
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        found = command.get_command(context, word)
        if found is None:
            return [" ".join(words[: number + 1])]
        command = found
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
