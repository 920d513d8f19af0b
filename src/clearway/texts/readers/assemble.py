"""Settled blocks into paragraphs: numbers split from text, heading levels, doubts collected."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clearway.texts.checks import (
    check_brackets,
    check_doubled_numbers,
    check_missing_numbers,
    check_number_order,
    first_findings,
)
from clearway.texts.numbers import BULLET, joined, split_heading_number, split_number
from clearway.texts.paragraphs import (
    MAX_PARAGRAPHS,
    Footnote,
    FootnoteMark,
    NumberedParagraph,
    read_body,
    write_paragraphs,
)
from clearway.texts.readers.blocks import Proposal, Settled
from clearway.texts.readers.document import Doubt, DraftFileError, Imported, ImportedAnnotation

HIGHEST_HEADING = 2


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer wrote beside the text."""

    text: str
    author: str = ""
    date: str = ""


def assembled(
    blocks: Sequence[Settled],
    footnotes: Iterable[tuple[str, str]] = (),
    doubts: Iterable[Doubt] = (),
    comments: Mapping[str, Comment] | None = None,
) -> Imported:
    """The draft that the blocks spell. Raises DraftFileError when they hold no text at all.

    Footnotes are (label, text); those without a mark are kept, with a doubt. Doubts are in the
    order given, then what the numbers and brackets of the whole text leave open.
    """
    if len(blocks) > MAX_PARAGRAPHS:
        says = f"the file has {len(blocks):,} paragraphs; at most {MAX_PARAGRAPHS:,} are read"
        raise DraftFileError(says)
    blocks = _titled(blocks)
    title = " ".join(block.text for block in blocks if block.block.is_title)
    all_doubts = list(doubts)
    levels = _levels(blocks)
    body = [block for block in blocks if not block.block.is_title]
    paragraphs = [_paragraph(block, levels, all_doubts) for block in body]
    kept = [
        (block, new) for block, new in zip(body, paragraphs, strict=True) if new.number or new.text
    ]
    if not kept:
        raise DraftFileError("the file holds no text")
    footnotes = tuple(footnotes)
    if not footnotes and not any(block.proposals for block, _ in kept):
        typed, footnotes = _typed_notes([new for _, new in kept])
        kept = [(block, new) for (block, _), new in zip(kept, typed, strict=False)]
    kept = [(block, _writable(block, new, all_doubts)) for block, new in kept]
    notes = _footnotes([new for _, new in kept], footnotes, all_doubts)
    text = write_paragraphs((new for _, new in kept), notes)
    read = read_body(text)
    annotations = [
        annotation
        for (block, new), paragraph in zip(kept, read.paragraphs, strict=True)
        for annotation in _annotations(block, new, paragraph, comments or {}, all_doubts)
    ]
    all_doubts += _findings(text, [block for block, _ in kept], read.paragraphs)
    kept_notes = _with_moves(annotations, {p.anchor: p.text for p in read.paragraphs})
    return Imported(title, read.paragraphs, read.footnotes, kept_notes, tuple(all_doubts))


def _titled(blocks: Sequence[Settled]) -> Sequence[Settled]:
    """The blocks with their first marked as the title, if it is the only heading of depth 1.

    Word says itself which paragraph is the title; elsewhere it is the one highest heading.
    """
    if any(block.block.is_title for block in blocks):
        return blocks
    highest = [block for block in blocks if block.block.heading == 1]
    if len(highest) != 1 or not blocks or blocks[0] is not highest[0] or len(blocks) == 1:
        return blocks
    title = replace(blocks[0], block=replace(blocks[0].block, is_title=True))
    return [title, *blocks[1:]]


def _levels(blocks: Sequence[Settled]) -> dict[int, int]:
    """Heading depths as the file has them to counts of '#', without gaps, from '##'."""
    deep = {block.block.heading for block in blocks if block.block.heading} - {0}
    deep -= {block.block.heading for block in blocks if block.block.is_title}
    return {depth: min(6, HIGHEST_HEADING + index) for index, depth in enumerate(sorted(deep))}


def _paragraph(block: Settled, levels: Mapping[int, int], doubts: list[Doubt]) -> NumberedParagraph:
    printed, source = block.block.number, block.block
    if split_number(f"{printed} x")[0] == BULLET and split_number(block.text)[0]:
        printed = ""  # '• (a) in winter' is (a)
    full_text = f"{printed} {block.text}".strip() if printed else block.text
    split = split_heading_number if source.heading else split_number
    number, text = split(full_text)
    if printed and not number:
        # 'OP1' before a small letter is a number here, because the file says so
        number, text = split(f"{printed}. {block.text}")
    if printed and not number:
        text = full_text
        says = f"the number '{printed}' is in no form that a record knows; it is left in the text"
        doubts.append(Doubt(source.page, source.line, says))
    if not number and full_text.startswith("#"):
        number, text = split(full_text.lstrip("# "))
        says = f"the signs before '{quoted(text)}' would make it a heading; they are taken off"
        doubts.append(Doubt(source.page, source.line, says))
    if number == BULLET and not text:
        number = ""
    if source.heading and not text and split(full_text) != (number, text):
        # A heading that is nothing but a number in no form that reads back
        number, text = "", full_text
    shift = len(block.text) - len(text)
    marks = tuple(
        FootnoteMark(min(max(0, mark.offset - shift), len(text)), mark.label)
        for mark in block.marks
    )
    if source.heading:
        return NumberedParagraph(number, text, "h", levels.get(source.heading, 2), 0, "", marks)
    return NumberedParagraph(number, text, "p", 0, 0, "", marks)


def _writable(block: Settled, new: NumberedParagraph, doubts: list[Doubt]) -> NumberedParagraph:
    """The paragraph in a form that a record reads back as the same, if with less to it.

    Without its footnote marks, or with its number as a part of its text; a doubt says so. Raises
    DraftFileError where nothing helps.
    """
    full_text = joined(new.number, new.text)
    for form, says in (
        (new, ""),
        (replace(new, marks=()), "its footnote marks cannot be kept where they are"),
        (replace(new, number="", text=full_text, marks=()), "its number is left in the text"),
    ):
        try:
            write_paragraphs([form])
        except ValueError:
            continue
        if says:
            doubt = f"'{quoted(full_text)}' cannot be written as it is: {says}"
            doubts.append(Doubt(block.block.page, block.block.line, doubt))
        return form
    raise DraftFileError(f"a paragraph cannot be kept as a text: '{quoted(full_text)}'")


def quoted(text: str) -> str:
    """The beginning of a text, to name it by."""
    return text if len(text) <= 40 else f"{text[:40].rsplit(' ', 1)[0]} …"


def _footnotes(
    paragraphs: Sequence[NumberedParagraph],
    footnotes: Iterable[tuple[str, str]],
    doubts: list[Doubt],
) -> tuple[Footnote, ...]:
    marked = {mark.label for paragraph in paragraphs for mark in paragraph.marks}
    notes = tuple(Footnote(label, text) for label, text in footnotes)
    for label in sorted(marked - {note.label for note in notes}):
        doubts.append(Doubt(None, None, f"footnote {label} is marked but was not found"))
    for note in notes:
        if note.label not in marked:
            says = f"footnote {note.label} was found, but not its mark: '{quoted(note.text)}'"
            doubts.append(Doubt(None, None, says))
    return notes


_TYPED_NOTE = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")


def _typed_notes(
    paragraphs: Sequence[NumberedParagraph],
) -> tuple[Sequence[NumberedParagraph], tuple[tuple[str, str], ...]]:
    """The paragraphs without the notes that are typed at the end, and these as (label, text).

    '[1] Minute 14.', '[2] …' at the end are notes if the text has each of [1], [2] … once.
    """
    notes: list[tuple[str, str]] = []
    for paragraph in reversed(paragraphs):
        match = _TYPED_NOTE.match(paragraph.text)
        if paragraph.number or paragraph.kind == "h" or paragraph.marks or match is None:
            break
        notes.insert(0, (match[1], paragraph.text[match.end() :]))
    body = paragraphs[: len(paragraphs) - len(notes)]
    text = "\n".join(paragraph.text for paragraph in body)
    in_order = [label for label, _ in notes] == [str(n + 1) for n in range(len(notes))]
    if not notes or not in_order or any(text.count(f"[{label}]") != 1 for label, _ in notes):
        return paragraphs, ()
    return [_with_typed_marks(paragraph, len(notes)) for paragraph in body], tuple(notes)


def _with_typed_marks(paragraph: NumberedParagraph, notes: int) -> NumberedParagraph:
    """The paragraph with its [1], [2] … taken out of the text as marks of that many notes."""
    text, marks = paragraph.text, list(paragraph.marks)
    for label in re.findall(r"\[(\d{1,3})\]", text):
        if 1 <= int(label) <= notes and str(int(label)) == label:
            before, _, after = text.partition(f"[{label}]")
            before = before.rstrip()
            marks.append(FootnoteMark(len(before), label))
            text = before + after if before else after.lstrip()
    return replace(paragraph, text=text, marks=tuple(marks))


# --- annotations -----------------------------------------------------------------------------


def _annotations(
    block: Settled,
    new: NumberedParagraph,
    paragraph: NumberedParagraph,
    comments: Mapping[str, Comment],
    doubts: list[Doubt],
) -> list[tuple[ImportedAnnotation, bool]]:
    """Each annotation of a paragraph, and whether the file says that it is half of a move."""
    shift = len(block.text) - len(new.text)
    out = []
    for proposal in block.proposals:
        start = min(max(0, proposal.start - shift), len(new.text))
        end = min(max(start, proposal.end - shift), len(new.text))
        if proposal.action in ("delete", "replace") and start == end:
            says = f"a tracked change of the number of '{quoted(new.text)}' is left out"
            doubts.append(Doubt(block.block.page, block.block.line, says))
            continue
        out.append((_annotation(proposal, start, end, paragraph, comments), proposal.moved))
    return out


def _annotation(
    proposal: Proposal,
    start: int,
    end: int,
    paragraph: NumberedParagraph,
    comments: Mapping[str, Comment],
) -> ImportedAnnotation:
    comment = comments.get(proposal.text) if proposal.action == "comment" else None
    prefix, suffix = (
        ("", "") if proposal.placement != "within" else _around(paragraph.text, start, end)
    )
    return ImportedAnnotation(
        paragraph.anchor,
        paragraph.number,
        proposal.action,
        paragraph.text[start:end],
        prefix,
        suffix,
        comment.text if comment else proposal.text,
        proposal.placement,
        comment.author if comment else proposal.author,
        comment.date if comment else proposal.date,
    )


def _with_moves(
    annotations: Sequence[tuple[ImportedAnnotation, bool]], texts: Mapping[str, str]
) -> tuple[ImportedAnnotation, ...]:
    """The annotations, where a move that the file marks is one instead of its two halves.

    Each comes with whether it is such a half: the deletion of a whole paragraph, or the insertion
    of the same words elsewhere.
    """
    arrived = {
        (each.text.strip(), each.author): index
        for index, (each, moved) in enumerate(annotations)
        if moved and each.action == "insert" and each.placement != "within"
    }
    moves: dict[int, ImportedAnnotation] = {}
    paired: set[int] = set()
    for index, (each, moved) in enumerate(annotations):
        if not moved or each.action != "delete" or each.exact != texts[each.anchor]:
            continue
        with_number = joined(each.number, each.exact)
        there = arrived.get((each.exact, each.author), arrived.get((with_number, each.author)))
        if there is not None and there not in paired:
            paired.add(there)
            place = annotations[there][0]
            moves[index] = replace(
                each,
                action="move",
                exact="",
                prefix="",
                suffix="",
                placement=place.placement,
                target=place.anchor,
            )
    return tuple(
        moves.get(index, each) for index, (each, _) in enumerate(annotations) if index not in paired
    )


_MOST_AROUND = 50
"""Words on each side; where these are not enough, the whole paragraph is."""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The fewest whole words before and after with which the quotation occurs once in the text."""
    first, last = start, end
    for _ in range(_MOST_AROUND):
        first = text.rfind(" ", 0, first - 1) + 1 if first > 1 else 0
        last = text.find(" ", last + 1)
        last = len(text) if last < 0 else last
        quotation = text[first:last]
        if text.find(quotation, text.find(quotation) + 1) < 0:
            return text[first:start], text[end:last]
    return text[:start], text[end:]


# --- doubts about the text as a whole -----------------------------------------------------------


def _findings(
    body: str, blocks: Sequence[Settled], paragraphs: Sequence[NumberedParagraph]
) -> list[Doubt]:
    """Numbers that are doubled, missing or out of order: often a sign of a misread paragraph."""
    checks = (check_doubled_numbers, check_number_order, check_missing_numbers, check_brackets)
    odd_places = sorted(each for check in checks for each in first_findings(check(body)))
    lines = [paragraph.line for paragraph in paragraphs]
    out = []
    for finding in odd_places:
        source = blocks[bisect_right(lines, finding.line) - 1].block
        out.append(Doubt(source.page, source.line, f"{finding.must}; {finding.found}"))
    return out


def with_number(block: Settled, number: str) -> Settled:
    """The block with a number that was counted for it."""
    return replace(block, block=replace(block.block, number=number))
