"""Drafts and comparisons as files: text, HTML, JSON, Word and Akoma Ntoso.

Each takes a `DraftFile` or two and gives a string or bytes; none knows pages or records.
"""
