"""The order of names in each language: by CLDR's rules, written out here, and as ICU has it."""

import random
import re

import icu
import pytest

from clearway.errors import InputError
from clearway.publish.collator import Collator, parse_root
from tools.collation import tables

ORDERS = [
    # The root order: accents count after letters, case after accents; signs before letters.
    ("en", "de Vries|De Vries|de-Vries|Devries|O'Neil|Oates"),
    ("en", "Ann Zed|Anna B|Ánna B|Anna C|Asa|Åsa|Łukasz|Lund|Øst|Ostrava|Öttl|Zebra"),
    ("en", "2 Rivers|Zoë|Δέλτα|Борис|אבג|علي|ไทย|李"),
    ("fr", "cote|Cote|coté|côte|Côte|côté|Élan|Œdipe|ôter"),
    # Ñ is a letter after N; CH and LL have been none since 1994.
    ("es", "centro|chile|cielo|lima|llano|lodo|nube|nuzco|ñandú|Ñuñoa|oca"),
    ("pt", "Ângela|Antônia|Caçador|Cacao|Cação|Cacau|Conceição|Íris|Zé"),
    # Ä is A with an accent, ß is ss; this is CLDR's standard, not the telephone book's.
    ("de", "Mueller|Muller|Müller|Mullerin|Strasse|Straße|Strassen|Zorn"),
    # Å, Ä and Ö come after Z; Æ is Ä, Ø is Ö, Ü is Y; V and W have been two letters since 2006.
    ("sv", "Dal|Đerić|Vik|Wall|Xu|Yberg|Übler|Yngve|Zorn|Åberg|Æbelø|Ängel|Øby|Öst|Østby"),
    # Cyrillic before all others; Ё is Е with an accent, Й a letter after И.
    ("ru", "2 реки|Елена|Ёлка|Ельцин|Иван|Йод|Кот|Яна|Adam|علي|李"),
    # Arabic before all others; alefs and hamzas are one letter; ة before ت, ى before ي.
    ("ar", "آدم|إبراهيم|أحمد|اسماء|بسمة|بسمت|على|علي|يوسف|Adam|Борис"),
    # By pinyin: ā, běi, chén, lǐ, wáng, zhāng; characters before letters.
    ("zh", "阿里|北京|陈|李|王|张|Adam|Борис"),
    ("zh-Hans-CN", "阿里|北京|陈|李|王|张|Adam|Борис"),
    # By code point, which is mostly by radicals and strokes: 一, 亻, 木, 玉, 阜.
    ("zh-Hant", "上海|何|李|王|陳|Adam"),
    ("nb", "Zorn|Ærø|Ås|Aasen"),
    ("da", "Zorn|Æbelø|Øby|Aalborg|Åsted"),
    ("hu", "cukor|csak|dal|gyár|ház"),
    ("uk", "Гай|Ґанок|Дім|Їжак|Йосип|Adam"),
]


@pytest.mark.parametrize(("language", "names"), ORDERS)
def test_names_are_in_the_order_of_the_language(language: str, names: str) -> None:
    for start in (names.split("|"), names.split("|")[::-1], sorted(names.split("|"))):
        assert "|".join(sorted(start, key=Collator.of(language).key)) == names


@pytest.mark.parametrize(
    ("language", "first", "second", "same"),
    [
        ("en", "Ost", "öst", True),
        ("en", "Ost", "Ast", False),
        ("en", "Æ", "ae", True),
        ("en", "ŋ", "n", False),
        ("sv", "ö", "o", False),
        ("sv", "ö", "Ø", True),
        ("es", "ñ", "n", False),
        ("pt", "ñ", "n", True),
    ],
)
def test_letters_without_their_accents(language: str, first: str, second: str, same: bool) -> None:
    key = Collator.of(language).letter_key
    assert (key(first) == key(second)) is same


def test_equal_texts_have_equal_keys_however_they_are_written() -> None:
    key = Collator.of("sv").key
    assert key("\u00e5") == key("a\u030a")
    # Å with a dot below: Unicode's order has the dot between the letter and its ring.
    assert key("\u00e5\u0323") == key("a\u0323\u030a")
    assert key("\u00e5\u0323") > key("z")


def test_an_unknown_language_has_the_root_order() -> None:
    names = ["zoo", "Öl", "ol", "李", "Борис"]
    assert sorted(names, key=Collator.of("tlh").key) == sorted(names, key=Collator.of("en").key)


def test_a_text_that_has_no_weights_sorts_first() -> None:
    assert sorted(["a", "", " "], key=Collator.of("en").key) == ["", " ", "a"]


# Languages and their rules; traditional characters are by strokes in ICU, by code points here.
RULES = [("en", ""), ("pt", ""), ("fr", "")] + [
    (tag, rules)
    for tag, _, rules in (line.partition(" ") for line in tables()["rules.txt"].splitlines())
    if not tag.startswith(("#", "zh-"))
]

MIXED = "abcdehijlmnostuvyzABCEÉÄÖÜÑß -'0αβάбвгеёиійЯابتةىيأإآءअआकखि"


@pytest.mark.parametrize(("language", "rules"), RULES)
def test_the_order_is_that_of_icu(language: str, rules: str) -> None:
    """Two thousand texts of the letters of the rules and of some others, drawn by lot."""
    lot = random.Random(language)  # noqa: S311
    letters = sorted({*MIXED, *re.sub(r"\[[^]]*\]|[&<=/*'\s\u200e]", "", rules)})
    if language == "zh":
        # Not compared: ICU has vowels with tones before plain ones, and 重 by two sounds.
        letters = [*"abc ABC-'0бвاب", *"中国阿北京大学人名王李张刘陈庆上海"]
    texts = {"".join(lot.choices(letters, k=lot.randint(1, 8))) for _ in range(2000)}
    ours = Collator.of(language).key
    theirs = icu.Collator.createInstance(icu.Locale(language))
    theirs.setAttribute(icu.UCollAttribute.NORMALIZATION_MODE, icu.UCollAttributeValue.ON)
    # Small letters come first in every language here.
    theirs.setAttribute(icu.UCollAttribute.CASE_FIRST, icu.UCollAttributeValue.OFF)
    assert sorted(texts, key=lambda t: (ours(t), t)) == sorted(
        texts, key=lambda t: (theirs.getSortKey(t), t)
    )


SMALL = """@common 1 1
@script Latn 2 5
20 1.1.1
61-64 2.1.1
301 0.2.1""".splitlines()


@pytest.mark.parametrize(
    ("rules", "texts"),
    [
        ("", "a á b c d"),
        ("&a<á", "a á b c d"),
        ("&b<á", "a b á c d"),
        ("&[before 1]c<x<y", "a á b x y c d"),
        ("&b<x&b<y", "a b y x c d"),
        ("&b<bc", "ab b bd bc bcc c"),
        ("&ab<<x", "aac ab x abb abc"),
        ("&b<<<x/a", "b ba x baa c"),
        ("&b=x", "b xa c"),
        ("[suppressContractions [b]]", "a b c"),
    ],
)
def test_what_rules_do(rules: str, texts: str) -> None:
    key = Collator(parse_root(SMALL), rules).key
    assert sorted(sorted(texts.split()), key=key) == texts.split()


@pytest.mark.parametrize(
    "rules",
    ["&[last variable]<x", "[reorder Cyrl]", "[backwards 2]", "&\u0301<x", "&b<*e-zA-Z"],
)
def test_what_rules_cannot_do(rules: str) -> None:
    with pytest.raises(InputError):
        Collator(parse_root(SMALL), rules)
