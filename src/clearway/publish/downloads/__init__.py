"""Drafts and comparisons as files: text, HTML, Word, JSON and Akoma Ntoso.

Each takes a `Text` or two and gives a string or bytes; none knows pages or records.
"""

from clearway.publish.downloads.akoma_ntoso import comparison_akn, text_akn
from clearway.publish.downloads.html import comparison_html, text_html
from clearway.publish.downloads.json import comparison_json, text_json
from clearway.publish.downloads.plain import brackets, comparison_text, text_text
from clearway.publish.downloads.rows import Cut, Row, Text, Versions, rows
from clearway.publish.downloads.word import comparison_docx, text_docx

__all__ = [
    "Cut",
    "Row",
    "Text",
    "Versions",
    "brackets",
    "comparison_akn",
    "comparison_docx",
    "comparison_html",
    "comparison_json",
    "comparison_text",
    "rows",
    "text_akn",
    "text_docx",
    "text_html",
    "text_json",
    "text_text",
]
