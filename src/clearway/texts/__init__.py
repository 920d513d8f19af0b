"""Numbered paragraphs: reading and writing the body of a draft.

Imports nothing else of clearway.
"""
