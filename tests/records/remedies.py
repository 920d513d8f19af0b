"""Follows what a remedy of the check says, as somebody would who takes it at its word."""

import re

from clearway.problems import Problem

WRITE = re.compile(
    r"(?:in quotes: |[Ww]rite )(?!it\b|the |a |each |one |such |'- '|kind: not|\\)"
    r"(?P<what>.+?)(?:; |, or |, which |$)"
    r"|Did you mean (?P<name>.+)[?]$"
)
"""A value that a remedy says to write; the others describe one."""


def followed(text: str, problem: Problem) -> str | None:
    """The text as it is once the remedy of a problem has been followed; None for advice in words.

    A whole line is written in place of the line, a value in place of the value, and an unseen
    sign is deleted.
    """
    lines = text.split("\n")
    at = problem.place.line - 1
    line, column = lines[at], problem.place.column - 1
    indent = line[: len(line) - len(line.lstrip())]
    found = WRITE.search(problem.remedy)
    value = found and (found["what"] or found["name"])
    if problem.remedy.startswith("Delete it"):
        lines[at] = line[:column] + line[column + 1 :]
    elif match := re.match(r"Begin \w+ in column (\d+), by spaces", problem.remedy):
        lines[at] = " " * (int(match[1]) - 1) + line.lstrip()
    elif match := re.match(r"Write (\S+), and UTC in a line zone:$", problem.remedy):
        lines[at] = f"{line[:column]}{match[1]}\n{indent}zone: UTC"
    elif "with the space bar" in problem.remedy or "by spaces" in problem.remedy:
        lines[at] = "  " + line.strip()
    elif value is None:
        return None
    elif re.match(r"[a-z_]+: |- ", value):
        lines[at] = indent + value
    else:
        end = _end(line, column)
        if problem.rule == "unknown-field":
            end = line.index(":")
        lines[at] = line[:column] + value + line[end:]
    return "\n".join(lines)


def _end(line: str, column: int) -> int:
    """Where a value ends that begins in a column: with the line, or in a list or fields of it."""
    closing = {"[": "]", "{": "}"}.get(line[column : column + 1])
    if closing:
        return line.index(closing, column) + 1
    before = line[:column]
    is_inside = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    inside = re.compile(r"[^],}:]*").match(line, column)
    return inside.end() if is_inside and inside else len(line)
