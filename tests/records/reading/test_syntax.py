"""What people type who have never seen YAML, and the line that they get for it."""

from datetime import date
from pathlib import Path

import pytest

from clearway.problems import as_text
from clearway.records.reading.syntax import cut, in_quotes
from clearway.records.rules import check
from tests.records.folders import lay_out

HEAD = "- id: plenary\n  kind: meeting\n  source: https://library.example/plenary\n"
TITLE = "  title: Plenary\n"
A_DATE = "when must be a date such as 2025-07-25 or 2025-08; it is "
A_ZONE = (
    "zone must be a place of the IANA time zone database, such as Europe/Zurich, or UTC; it is "
)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(
            f"{TITLE}  when:2025-12-12\n",
            "5:8: error[yaml] a field must have a space after its colon; 'when:2025-12-12' has "
            "none. Write when: 2025-12-12.",
            id="no space after the colon",
        ),
        pytest.param(
            f"{TITLE}   when: 2025-12-12\n",
            "5:4: error[yaml] the fields of one record must begin in the same column; when begins "
            "in column 4, title above it in column 3. Begin when in column 3, by spaces before it.",
            id="another column",
        ),
        pytest.param(
            f"{TITLE}\u00a0 when: 2025-12-12\n",
            "5:1: error[yaml] fields must be set in with plain spaces; there is another space here "
            "(U+00A0), which looks like one. Delete the space before the field and type it with "
            "the space bar.",
            id="a space from a word processor",
        ),
        pytest.param(
            f"{TITLE}\twhen: 2025-12-12\n",
            "5:1: error[yaml] fields must be set in with spaces; there is a tab here. Replace it "
            "by spaces, as many as the line above has.",
            id="a tab",
        ),
        pytest.param(
            f"{TITLE}  when: 2025\u201312\u201312\n",
            f"5:9: error[when] {A_DATE}'2025\u201312\u201312', with a dash in place of the hyphen. "
            "Write 2025-12-12.",
            id="dashes",
        ),
        pytest.param(
            f"{TITLE}  when: \u201c2025-12-12\u201d\n",
            f"5:9: error[when] {A_DATE}'\u201c2025-12-12\u201d', with quotation marks in it. "
            "Write 2025-12-12.",
            id="curly quotation marks",
        ),
        pytest.param(
            "  title: Meeting #2\n  when: 2025-12-12\n",
            "4:10: error[cut-text] a text with a # in it must stand in quotes; '#2' is left out, "
            "for to YAML a comment begins there. Write 'Meeting #2', or put a space after the # "
            "of a comment.",
            id="a text that YAML cuts",
        ),
        pytest.param(
            f"{TITLE}  when: 2025-12-12T22:00/02:00\n  zone: Europe/Paris\n",
            f"5:9: error[when] {A_DATE}'2025-12-12T22:00/02:00', which ends before it starts. "
            "Where it ends on the next day, write 2025-12-12T22:00/2025-12-13T02:00; else look it "
            "up.",
            id="past midnight",
        ),
        pytest.param(
            f"{TITLE}  when: 2025-12-12T22:00/23:00\n  zone: GMT+2\n",
            f"6:9: error[zone] {A_ZONE}the offset 'GMT+2'. Write the place where it is held, such "
            "as Europe/Zurich, for an offset changes with the seasons; keep what the source "
            "printed, 'GMT+2', in a line printed:.",
            id="an offset",
        ),
        pytest.param(
            f"{TITLE}  when: 2025-12-12T22:00/23:00\n  zone: America/Joao_Pessoa\n",
            f"6:9: error[zone] {A_ZONE}'America/Joao_Pessoa'. Write the continent and a large city "
            "of that zone, such as Africa/Nairobi.",
            id="a city that is not in the database",
        ),
        pytest.param(
            f"{TITLE}  when: 2025-12-12T22:00/23:00\n  zone: AoE\n",
            f"6:9: error[zone] {A_ZONE}'AoE'. Write Etc/GMT+12, which is the name for Anywhere on "
            "Earth.",
            id="anywhere on Earth",
        ),
        pytest.param(
            f"{TITLE}  when: 2025-12-12\n  evidence: unseen\n",
            "6:13: error[choice] evidence must be seen, planned, inferred or weak; it is 'unseen'. "
            "Write one of these.",
            id="the opposite of a choice",
        ),
    ],
)
def test_a_mistake_is_named_as_what_it_is(written: str, message: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    (root / "data" / "milestones.yaml").write_text(f"{HEAD}{written}", encoding="utf-8")
    printed = as_text(check(root, date(2026, 11, 22)).problems).splitlines()
    assert f"data/milestones.yaml:{message}" in printed


def test_helpers() -> None:
    assert in_quotes("the group's #2") == "'the group''s #2'"
    assert (cut("short"), len(cut("long " * 30))) == ("short", 60)
