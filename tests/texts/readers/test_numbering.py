"""Automatic numbers of Word files, list by list: what is printed before each paragraph.

Covers: clearway.texts.numbering, clearway.texts.readers.docx_parts.
"""

from __future__ import annotations

from lxml import etree

from clearway.texts.readers.docx_parts import Counter, ListItem, read_numbering

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def printed(parts: list[str], items: list[ListItem], styles: str = "") -> list[str]:
    numbering = etree.fromstring(f"<w:numbering {SPACE}>{''.join(parts)}</w:numbering>")
    sheet = etree.fromstring(f"<w:styles {SPACE}>{styles}</w:styles>")
    counter = Counter(read_numbering(numbering, sheet))
    return [counter.printed(item) for item in items]


def test_a_level_begins_again_after_one_above() -> None:
    levels = [level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")]
    items: list[ListItem] = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert printed([abstract(0, *levels), num(1, 0)], items) == ["1.", "(a)", "(b)", "2.", "(a)"]


def test_a_level_that_never_begins_again() -> None:
    levels = [
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
    ]
    items: list[ListItem] = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)]
    assert printed([abstract(0, *levels), num(1, 0)], items) == ["I", "1.", "2.", "II", "3."]


def test_legal_numbers_are_figures_at_every_level() -> None:
    levels = [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")]
    items: list[ListItem] = [("1", 0), ("1", 0), ("1", 1)]
    assert printed([abstract(0, *levels), num(1, 0)], items) == ["I.", "II.", "2.1"]


def test_lists_of_one_definition_count_together_until_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    parts = [abstract(0, level(0, "decimal", "%1.")), num(1, 0), num(2, 0), num(3, 0, anew)]
    items: list[ListItem] = [("1", 0), ("2", 0), ("3", 0), ("3", 0)]
    assert printed(parts, items) == ["1.", "2.", "5.", "6."]


def test_a_list_can_borrow_its_levels_from_a_style() -> None:
    borrowed = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
    parts = [abstract(0, level(0, "decimal", "OP%1.")), borrowed, num(1, 0), num(2, 1)]
    style = (
        '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert printed(parts, [("2", 0)], style) == ["OP1."]


def test_bullets_and_unknown_lists() -> None:
    parts = [abstract(0, level(0, "bullet", "\uf0b7"), level(1, "none", "")), num(1, 0)]
    assert printed(parts, [("1", 0), ("1", 1), ("1", 7), ("9", 0)]) == ["•", "", "", ""]


def test_a_format_that_is_not_known_gives_no_number_and_is_counted() -> None:
    lists = abstract(0, level(0, "koreanLegal", "%1.")) + num(1, 0)
    numbering = etree.fromstring(f"<w:numbering {SPACE}>{lists}</w:numbering>")
    counter = Counter(read_numbering(numbering, None))
    assert [counter.printed(("1", 0)) for _ in range(2)] == ["", ""]
    assert counter.unknown == {"koreanLegal": 2}


def test_letters_of_other_scripts_are_those_that_word_prints() -> None:
    parts = [
        abstract(0, level(0, "russianLower", "%1)"), level(1, "arabicAbjad", "(%2)")),
        num(1, 0),
    ]
    items: list[ListItem] = [("1", 0), ("1", 0), ("1", 1), ("1", 1), ("1", 1)]
    assert printed(parts, items) == ["а)", "б)", "(أ)", "(ب)", "(ج)"]
