"""What is written is YAML as people here write it, and reads back as what was given."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from clearway.errors import WriteError
from clearway.problems import HIDDEN
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.yaml_writing import Written, field_text, record_text
from clearway.records.reading.files import parse_front_matter
from clearway.records.reading.yaml_values import parse_yaml

ENDORSEMENT = HOME_OF_KIND["endorsement"]


def test_an_endorsement() -> None:
    values: dict[str, Written] = {
        "id": "ann-lee",
        "statement": "open-doors",
        "name": "Ann Lee",
        "printed": "Ann Lee: reader # 7",
        "kind": "individual",
        "country": "NO",
        "number": 12,
        "date": date(2026, 5, 31),
        "different_from": ["anne-lee", "ann-lee-2"],
        "source": "https://library.example/list#names",
        "role": "",
    }
    assert record_text(ENDORSEMENT, values) == (
        "# yaml-language-server: $schema=../../../schemas/endorsement.json\n"
        "name: Ann Lee\n"
        'printed: "Ann Lee: reader # 7"\n'
        "kind: individual\n"
        'country: "NO"\n'
        "number: 12\n"
        "date: 2026-05-31\n"
        "different_from: [anne-lee, ann-lee-2]\n"
        "source: https://library.example/list#names\n"
        'role: ""\n'
    )


def test_a_record_in_markdown() -> None:
    long = (
        "How to open the doors on Saturdays, written after the first meeting and before the next."
    )
    values: dict[str, Written] = {
        "title": {"en": "Open doors", "fr": "Portes ouvertes"},
        "when": "2026-05",
        "description": f"{long} {long}",
        "endorsement": {"closes": {"when": "2026-07-31", "source": "https://a.example"}},
        "source": [{"title": "Minutes", "note": "Page 2.\n\n  Set in."}, "https://a.example"],
        "stage": None,
    }
    assert record_text(HOME_OF_KIND["statement"], values, "\nThe *text*.\n\n") == (
        "---\n"
        "# yaml-language-server: $schema=../../schemas/statement.json\n"
        "title:\n"
        "  en: Open doors\n"
        "  fr: Portes ouvertes\n"
        "when: 2026-05\n"
        "description: >-\n"
        "  How to open the doors on Saturdays, written after the first meeting and before the "
        "next. How to\n"
        "  open the doors on Saturdays, written after the first meeting and before the next.\n"
        "endorsement:\n"
        "  closes:\n"
        "    when: 2026-07-31\n"
        "    source: https://a.example\n"
        "source:\n"
        "  - title: Minutes\n"
        "    note: |-\n"
        "      Page 2.\n"
        "\n"
        "        Set in.\n"
        "  - https://a.example\n"
        "stage:\n"
        "---\n"
        "\n"
        "The *text*.\n"
    )


def test_an_entry_of_a_list() -> None:
    values: dict[str, Written] = {
        "id": "vote",
        "title": "Vote",
        "is_open": True,
        "source": ["https://a.example", ""],
    }
    assert record_text(HOME_OF_KIND["milestone"], values) == (
        '- id: vote\n  title: Vote\n  is_open: yes\n  source:\n    - https://a.example\n    - ""\n'
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ann", "Ann"),
        ("Ng\u0169g\u0129 wa", "Ng\u0169g\u0129 wa"),
        ("\u674e\u5a1c", "\u674e\u5a1c"),
        ("NO", '"NO"'),
        ("null", '"null"'),
        ("12", '"12"'),
        ("0a1b2c3", "0a1b2c3"),
        ("2025-07-09-geneva", "2025-07-09-geneva"),
        ("12e4567", '"12e4567"'),
        ("0x1f", '"0x1f"'),
        ("0b01", '"0b01"'),
        ("1_0.5", '"1_0.5"'),
        ("2024-1-31", '"2024-1-31"'),
        ("2026-05-31", "2026-05-31"),
        ("2026-05-31T10:00/11:00", "2026-05-31T10:00/11:00"),
        ("- a", '"- a"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        (" a", '" a"'),
        ("a  b", '"a  b"'),
        ("{{ x }}", '"{{ x }}"'),
        ("<b>", '"<b>"'),
        ("=1+1", '"=1+1"'),
        ("*a", '"*a"'),
        ("!!python/object", '"!!python/object"'),
        ("~", '"~"'),
        ('say "x"', 'say "x"'),
        ("'x", '"\'x"'),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_only_what_needs_quotes_has_them(text: str, written: str) -> None:
    assert record_text(ENDORSEMENT, {"name": text}).splitlines()[1] == f"name: {written}"


@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\x85", "\ufeff", "\ud800"])
def test_what_no_record_may_hold_is_not_written(hidden: str) -> None:
    with pytest.raises(WriteError):
        record_text(ENDORSEMENT, {"name": f"Ann{hidden}Lee"})
    with pytest.raises(WriteError):
        record_text(ENDORSEMENT, {f"name{hidden}": "Ann"})


@given(st.from_regex(r"[0-9][0-9a-fxoet_.-]{0,12}", fullmatch=True))
def test_what_begins_with_a_digit_is_a_text_to_every_reader(text: str) -> None:
    """But for dates, which people write without quotes."""
    line = field_text("a", text)
    if re.fullmatch(r"a: \d{4}-\d\d(-\d\d)?\n", line):
        return
    assert yaml.safe_load(line) == {"a": text}
    assert YAML(typ="safe", pure=True).load(line) == {"a": text}


TEXTS = st.text().filter(lambda text: not HIDDEN.search(text)) | st.from_regex(
    r"[ \n\t:#'\"a-c{}\[\]&*!|>%@`?,-]{0,120}", fullmatch=True
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(TEXTS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5), TEXTS)
def test_whatever_is_written_reads_back(values: dict[str, Written], body: str) -> None:
    kept = {name: value for name, value in values.items() if name not in ("id", "statement")}
    if not kept:
        return
    text = record_text(ENDORSEMENT, values)
    document, problems = parse_yaml(text, "x.yaml")
    assert problems == ()
    assert document is not None
    assert document.value == kept
    assert yaml.safe_load(text).keys() == kept.keys()
    entry, problems = parse_yaml(record_text(HOME_OF_KIND["milestone"], kept), "x.yaml")
    assert (problems, entry and entry.value) == ((), [kept])
    whole, problems = parse_front_matter(
        record_text(HOME_OF_KIND["draft"], {"title": values}, body),
        "x.md",
    )
    assert whole is not None
    assert (problems, whole.value, whole.body.strip()) == ((), {"title": values}, body.strip())
