"""A problem in its three formats."""

import json
from dataclasses import replace

from clearway.problems import (
    Place,
    Problem,
    Severity,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    has_errors,
    in_file_order,
)

LATE = Problem(
    Place("data/milestones.yaml", 14, 11),
    "when",
    "when must be a date such as 2025-07-25 or 2025-08",
    "it is '25 July'",
    "Write 2025-07-25",
)
ODD = Problem(
    Place("data/a,b:c.yaml"),
    "choice",
    "kind must be one of these, 100% so",
    "it is 'dead\nline\r::error::x'",
    "Did you mean deadline?",
    Severity.WARNING,
)


def test_text_is_one_line_a_problem() -> None:
    assert as_text([LATE]) == (
        "data/milestones.yaml:14:11: error[when] when must be a date such as 2025-07-25 or "
        "2025-08; it is '25 July'. Write 2025-07-25.\n"
    )
    assert as_text([ODD]).startswith("data/a,b:c.yaml:1:1: warning[choice] kind must be")
    assert as_text([ODD]).endswith(". Did you mean deadline?\n")


def test_a_workflow_command_cannot_be_ended_by_a_record() -> None:
    assert as_github([LATE, ODD]) == (
        "::error file=data/milestones.yaml,line=14,col=11,title=when::when must be a date such "
        "as 2025-07-25 or 2025-08; it is '25 July'. Write 2025-07-25.\n"
        "::warning file=data/a%2Cb%3Ac.yaml,line=1,col=1,title=choice::kind must be one of "
        "these, 100%25 so; it is 'dead%0Aline%0D::error::x'. Did you mean deadline?\n"
    )


def test_gitlab_gets_a_report_in_which_each_finding_has_a_fingerprint_of_its_own() -> None:
    moved = replace(LATE, place=LATE.place._replace(line=20))
    first, second, warning = as_gitlab([LATE, LATE, ODD])
    assert {name: first[name] for name in first if name != "fingerprint"} == {
        "description": LATE.message,
        "check_name": "when",
        "severity": "major",
        "location": {"path": "data/milestones.yaml", "lines": {"begin": 14}},
    }
    assert warning["severity"] == "minor"
    assert len({each["fingerprint"] for each in (first, second, warning)}) == 3
    assert as_gitlab([moved])[0]["fingerprint"] == first["fingerprint"]


def test_json_holds_every_clause() -> None:
    assert json.loads(json.dumps(as_json([LATE]))) == [
        {
            "path": "data/milestones.yaml",
            "line": 14,
            "column": 11,
            "severity": "error",
            "rule": "when",
            "must": "when must be a date such as 2025-07-25 or 2025-08",
            "found": "it is '25 July'",
            "remedy": "Write 2025-07-25",
            "message": (
                "when must be a date such as 2025-07-25 or 2025-08; it is '25 July'. "
                "Write 2025-07-25."
            ),
        }
    ]
    assert as_json([]) == []


def test_file_order_and_no_repetition() -> None:
    first = Problem(Place("data/milestones.yaml", 2, 1), "x", "m", "f", "r")
    assert in_file_order([LATE, first, LATE, ODD]) == (ODD, first, LATE)


def test_a_warning_lets_the_build_pass() -> None:
    assert has_errors([ODD, LATE])
    assert not has_errors([ODD])
    assert not has_errors([])
