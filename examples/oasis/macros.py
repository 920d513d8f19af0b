"""Macros for the pages in docs/: functions of the program, bound to the records."""

from clearway.site.macros import define_env

__all__ = ["define_env"]
