"""Errors: what stops the program, as a message and what to do about it.

A mistake in a record stops nothing: it is a `Problem`, and all of them are reported. An error ends
what was asked for, and nothing else catches it than who knows better, and the command line, which
prints it in one line and ends with the exit code for it.

`redline` and `texts` can be used without the rest of the program, so they raise a `ValueError` of
their own.
"""

from __future__ import annotations

from enum import Enum


class ClearwayError(Exception):
    """What stops the program. `message` says what is wrong, `remedy` what to do about it.

    Neither ends with a stop. A remedy that begins with a capital letter is a sentence of its own.

    >>> str(ClearwayError("site is a link", "name the folder that it leads to"))
    'site is a link; name the folder that it leads to'
    >>> str(ClearwayError("it is '7 May'", "Write 2025-05-07"))
    "it is '7 May'. Write 2025-05-07"
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        if not self.remedy:
            return self.message
        return f"{self.message}{'. ' if self.remedy[0].isupper() else '; '}{self.remedy}"


class SettingError(ClearwayError):
    """A setting of the environment or of the command line cannot be used."""


class InputError(ClearwayError):
    """What was given (a file, an address, a name, a value) is not there or cannot be used."""


class DateError(ClearwayError, ValueError):
    """A text is not a date that records may have. Message and remedy are clauses of a `Problem`.

    It is a ValueError, so that pydantic reports it as a problem of the field.
    """


class AnswerError(ClearwayError):
    """An answer in a form, or a row of a table, cannot become part of a record."""


class WriteError(ClearwayError):
    """A record cannot be written, or its file is written in a way that nothing can be added to."""


class FolderError(ClearwayError):
    """A folder is in use, or holds what the program did not write and so does not replace."""


class GitError(ClearwayError):
    """Git is not there, or could not read what was asked for."""


class OutputError(ClearwayError):
    """The outputs lack a record that was read: a mistake in the program."""


class BuildError(ClearwayError):
    """The site could not be built; `problems` are those of the records, a line each."""

    def __init__(self, message: str, remedy: str = "", problems: str = "") -> None:
        super().__init__(message, remedy)
        self.problems = problems


class ReleaseError(BuildError):
    """No version was published; `problems` as in `BuildError`."""


class VerifyError(ClearwayError):
    """A site could not be compared with its manifest."""


class NoAnswer(Enum):
    """Why a server gave no answer that can be used."""

    SILENT = "silent"
    NO_SERVER = "no server of that name"
    NOT_FOUND = "not found"
    PRIVATE = "on this machine or its network"
    LIMIT = "as many requests as were allowed have been made"
    OTHER = "other"


class RequestError(ClearwayError):
    """No usable answer came from a server. The message names no address."""

    def __init__(self, message: str, cause: NoAnswer = NoAnswer.OTHER) -> None:
        super().__init__(message)
        self.cause = cause
