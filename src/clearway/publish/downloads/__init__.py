"""Drafts and comparisons as files: text, HTML, Word, JSON and Akoma Ntoso, a module each.

Each takes a `DraftFile` or two and gives a string or bytes; none knows pages or records.
"""
