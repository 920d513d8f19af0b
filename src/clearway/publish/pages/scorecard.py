"""The scorecard of the process: each commitment, what decides it, and what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from clearway.insight.knowledge.days import Days
from clearway.insight.scorecard import Score, Scorecard, figures, scorecard, settled_on
from clearway.insight.scorecard.promises import PromiseState, of_kind, promises, since
from clearway.language import N_, ngettext
from clearway.language import gettext as _
from clearway.publish import formatting
from clearway.publish.labels import label
from clearway.publish.page import Heading, Page, address
from clearway.publish.pages.common import Book, first_words, index_page, record_page
from clearway.records.kinds.commitment import Commitment, Fulfilment, Promise
from clearway.records.kinds.statement import Statement

HERE = "scorecard/"
FIGURES = "figures/"
PROMISES = "promises/"


def pages(book: Book) -> Iterator[Page]:
    card = scorecard(book.process, book.as_of)
    yield _card(book, card)
    for score in card.scores:
        yield _page(book, score)
    yield _figures(book)


def points_in_words(scores: Sequence[Score]) -> str:
    """The verdict on a statement in a sentence, the number of each kind of point in it."""
    known = Counter(score.verdict for score in scores if score.text_is_known)
    total = sum(known.values())
    if not total:
        return _("The text of its points is not known here, so none can be judged.")
    said = formatting.comma_list(
        _(form).format(number=formatting.number_word(known[verdict]))
        for verdict, form in _COUNTED.items()
        if known[verdict] or verdict is Fulfilment.MET
    )
    form = ngettext("Of one point: {verdicts}.", "Of {number} points: {verdicts}.", total)
    whole = form.format(number=formatting.number_word(total), verdicts=said)
    more = len(scores) - total
    if not more:
        return whole
    rest = ngettext(
        "The text of {number} more is not known here.",
        "The text of {number} more is not known here.",
        more,
    )
    return f"{whole} {rest.format(number=formatting.number_word(more))}"


_COUNTED = {
    Fulfilment.MET: N_("{number} met"),
    Fulfilment.PARTLY: N_("{number} partly met"),
    Fulfilment.NOT_MET: N_("{number} not met"),
    Fulfilment.UNKNOWN: N_("{number} not known from the sources read"),
}


_POINTS = {
    Fulfilment.MET: N_("met"),
    Fulfilment.PARTLY: N_("partly met"),
    Fulfilment.NOT_MET: N_("not met"),
    Fulfilment.UNKNOWN: N_("not known from the sources read"),
}


def score_in_words(score: Score) -> str:
    """The verdict on one point in a sentence: what was counted, and what an editor judges."""
    if not score.text_is_known:
        return _("Its text is not known here, so it cannot be judged.")
    said = formatting.capitalize_first(_(_POINTS[score.verdict]))
    kept, missed, unknown = score.tally
    parts = []
    if kept or missed:
        of = ngettext("the one case", "the {number} cases", kept + missed)
        form = ngettext(
            "of {cases} known, {number} was kept", "of {cases} known, {number} were kept", kept
        )
        parts.append(form.format(cases=of.format(number=kept + missed), number=kept))
    if unknown and parts:
        form = ngettext("{number} more is not known", "{number} more are not known", unknown)
        parts.append(form.format(number=unknown))
    judgement = score.judgement
    if judgement and judgement.verdict is not Fulfilment.UNKNOWN:
        if not parts:
            return _("{verdict}, as an editor judges from the evidence.").format(verdict=said)
        form = _("an editor judges the rest {verdict}")
        parts.append(form.format(verdict=_(_POINTS[judgement.verdict])))
    return f"{said}: {'; '.join(parts)}." if parts else f"{said}."


def _card(book: Book, card: Scorecard) -> Page:
    sections = list(_sections(card))
    known = sum(number for _, number in card.counts)
    return index_page(
        book,
        HERE,
        _("Scorecard"),
        _("What was asked of the process itself, and whether it was kept, with what decides it."),
        "scorecard.html",
        headings=tuple(Heading(statement.id, str(statement.title)) for statement, _ in sections),
        card=card,
        known=known,
        answer=points_in_words([score for score in card.scores if score.text_is_known]),
        sections=sections,
        in_words=points_in_words,
        score_in_words=score_in_words,
        shares=[(verdict, number, _share(number, known)) for verdict, number in card.counts],
        verdicts=list(Fulfilment),
    )


def _figures(book: Book) -> Page:
    results = figures(book.process, book.as_of)
    return index_page(
        book,
        FIGURES,
        _("The process in figures"),
        _("What can be counted about how the process was run: notice, ways in, records, slips."),
        "figures.html",
        headings=(
            *(Heading(r.measure.rule, formatting.rule_title(r.measure.rule)) for r in results),
            Heading("judged", _("How this is judged")),
        ),
        trail=((_("Scorecard"), HERE), (_("The process in figures"), None)),
        results=results,
    )


def _share(number: int, whole: int) -> float:
    """Of the width of the picture, in percent."""
    return round(100 * number / whole, 2) if whole else 0.0


def _sections(card: Scorecard) -> Iterator[tuple[Statement, Sequence[Score]]]:
    for _id, found in groupby(card.scores, key=lambda score: score.statement.id):
        scores = list(found)
        yield scores[0].statement, scores


def _page(book: Book, score: Score) -> Page:
    commitment: Commitment = score.commitment
    said = commitment.text or commitment.text_unknown or ""
    return record_page(
        book,
        commitment,
        "commitment.html",
        ((_("Scorecard"), HERE),),
        first_words(f"{commitment.title}: {label(score.verdict).text}. {said}"),
        score=score,
        said=score_in_words(score),
        since=formatting.since_settled(
            settled_on(score, Days(book.process).told),
            score.verdict is not Fulfilment.UNKNOWN,
            score.judgement.date if score.judgement else None,
        ),
        as_of=book.as_of,
        asks=[ask for ask in book.process.asks if commitment.id in ask.commitments],
    )


# --- What those who run the process promised, and what became of it


def promise_pages(book: Book) -> Iterator[Page]:
    found = promises(book.process, book.as_of)
    groups = [
        (state, of_kind(found.statuses, state))
        for state in dict.fromkeys(status.state for status in found.statuses)
    ]
    yield index_page(
        book,
        PROMISES,
        _("Promises"),
        _("What those who run the process promised, when it was due, and what became of it."),
        "promises.html",
        headings=tuple(Heading(str(state), label(state).text.capitalize()) for state, _ in groups),
        found=found,
        groups=groups,
        states=list(PromiseState),
        made=lambda promise: _made(book, promise),
    )
    for status in found.statuses:
        promise = status.promise
        yield record_page(
            book,
            promise,
            "promise.html",
            ((_("Promises"), PROMISES),),
            first_words(f"{promise.title}: {label(status.state).text}. {promise.text or ''}"),
            status=status,
            since=formatting.since_promised(
                since(status, Days(book.process).of_ref(promise.made)),
                status.state in (PromiseState.NOT_YET_DUE, PromiseState.UNKNOWN),
            ),
            made=_made(book, promise),
            as_of=book.as_of,
        )


def _made(book: Book, promise: Promise) -> tuple[str, str]:
    """What the place is called where it was promised, and its address."""
    record = book.process.records[promise.made]
    at = address(record).partition("#")[0] if promise.point else address(record)
    return str(
        getattr(record, "title", record.id)
    ), f"{at}#{promise.point}" if promise.point else at
