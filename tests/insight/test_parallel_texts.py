"""Which paragraph of one language is which of another.

Covers: clearway.insight.lineage.parallel_texts.
"""

from __future__ import annotations

import pytest

from clearway.insight.lineage.parallel_texts import side_by_side
from clearway.texts.paragraphs import read_paragraphs

ENGLISH = """\
The Assembly,

Recalling its resolution 70/125 of 16 December 2015 on the overall review of the outcomes,

Noting the report of the Commission,

1. Decides to convene a meeting:

(a) in spring;

(b) in autumn;

2. Requests a report.
"""
FRENCH = """\
L'Assemblée,

Rappelant sa résolution 70/125 du 16 décembre 2015 sur l'examen d'ensemble des résultats,

Prenant acte du rapport de la Commission,

1. Décide de se réunir :

a) Au printemps ;

b) En automne ;

2. Demande un rapport.
"""
RUSSIAN = """\
Ассамблея,

ссылаясь на свою резолюцию 70/125 от 16 декабря 2015 года об общем обзоре хода осуществления,

принимая к сведению доклад Комиссии,

1. постановляет созвать совещание:

а) весной;

б) осенью;

2. просит представить доклад.
"""
ARABIC = """\
إن الجمعية،

إذ تشير إلى قرارها 70/125 المؤرخ 16 كانون الأول/ديسمبر 2015 بشأن الاستعراض العام للنتائج،

وإذ تلاحظ تقرير اللجنة،

١ - تقرر عقد اجتماع:

(أ) في الربيع؛

(ب) في الخريف؛

٢ - تطلب تقريرا.
"""
CHINESE = """\
大会，

回顾其2015年12月16日关于全面审查成果执行情况的第70/125号决议，

注意到委员会的报告，

1．决定召开会议：

（a）在春季；

（b）在秋季；

2．请提出报告。
"""


@pytest.mark.parametrize("other", [FRENCH, RUSSIAN, ARABIC, CHINESE, ENGLISH])
def test_the_same_text_in_two_languages_is_paired_one_by_one(other: str) -> None:
    rows = side_by_side([read_paragraphs(ENGLISH), read_paragraphs(other)])
    assert rows == tuple((i, i) for i in range(7))


def test_five_languages_stand_in_one_row() -> None:
    texts = [read_paragraphs(text) for text in (ENGLISH, FRENCH, RUSSIAN, ARABIC, CHINESE)]
    assert side_by_side(texts) == tuple((i,) * 5 for i in range(7))


@pytest.mark.parametrize(
    ("gone", "rows"),
    [
        ("Rappelant", [(0, 0), (1, None), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5)]),
        ("Prenant acte", [(0, 0), (1, 1), (2, None), (3, 2), (4, 3), (5, 4), (6, 5)]),
        ("a) Au", [(0, 0), (1, 1), (2, 2), (3, 3), (4, None), (5, 4), (6, 5)]),
        ("2. Demande", [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, None)]),
    ],
)
def test_what_one_language_lacks_stands_alone(gone: str, rows: list[tuple[int, int]]) -> None:
    kept = "\n\n".join(p for p in FRENCH.split("\n\n") if not p.startswith(gone))
    assert list(side_by_side([read_paragraphs(ENGLISH), read_paragraphs(kept)])) == rows


def test_what_only_the_second_language_has_follows_what_came_before_it() -> None:
    more = FRENCH.replace("2. Demande", "1bis. Remercie les interprètes.\n\n2. Demande")
    rows = side_by_side([read_paragraphs(ENGLISH), read_paragraphs(more), read_paragraphs(RUSSIAN)])
    assert rows[5:] == ((5, 5, 5), (None, 6, None), (6, 7, 6))


def test_every_paragraph_is_in_one_row_where_nothing_fits() -> None:
    other = "## Un titre\n\n9. Tout autre chose.\n\n8. Encore.\n\nRien.\n"
    rows = side_by_side([read_paragraphs(ENGLISH), read_paragraphs(other)])
    assert sorted(i for i, _ in rows if i is not None) == list(range(7))
    assert sorted(j for _, j in rows if j is not None) == list(range(4))


def test_no_version_and_an_empty_one() -> None:
    assert side_by_side([]) == ()
    assert side_by_side([(), read_paragraphs("1. One.\n")]) == ((None, 0),)
