"""What is written is YAML as people here write it, and reads back as what was given."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.errors import WriteError
from clearway.problems import HIDDEN
from clearway.records.editing.layout import HOME_OF_KIND
from clearway.records.editing.yaml_writing import Written, record_text, with_field
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


RECORD = """\
# A comment.
name: Ann Lee # hers
role: >-
  Reader of

  many books
source:
  - https://a.example
"""


def test_one_field_changed_and_all_else_kept() -> None:
    assert with_field(RECORD, "role", "Writer") == RECORD.replace(
        "role: >-\n  Reader of\n\n  many books\n", "role: Writer\n"
    )
    assert with_field(RECORD, "country", "NO") == RECORD.replace(
        "source:", 'country: "NO"\nsource:'
    )
    assert with_field(RECORD, "source", "https://b.example") == RECORD.replace(
        "source:\n  - https://a.example\n", "source: https://b.example\n"
    )
    assert with_field("name: Ann", "name", r"\1") == 'name: "\\\\1"\n'
    assert with_field("a: 1", "b", "c") == "a: 1\nb: c\n"
