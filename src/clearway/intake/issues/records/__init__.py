"""Answers to a form as a change of one file: a new record, or an addition to one that is there.

Where a file goes is made of known names and of ids alone, so that no answer can lead elsewhere.
What an answer says is written by `records.writing`, which quotes it; the check then reads it.
"""

from clearway.intake.issues.records.making import changed
from clearway.intake.issues.records.sent import Change, Sent

__all__ = ["Change", "Sent", "changed"]
