"""What to write for a date in another spelling: only what it can mean, and each meaning once."""

import pytest

from clearway.records.dates.date_hints import suggestion


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        # Day, month and year as people write them.
        ("16 December 2025", "Write 2025-12-16"),
        ("Tuesday, 16th of December, 2025", "Write 2025-12-16"),
        ("16. dec. 2025", "Write 2025-12-16"),
        ("  1 sept 2025 ", "Write 2025-09-01"),
        ("December 16, 2025", "Write 2025-12-16"),
        ("Dec 16th 2025", "Write 2025-12-16"),
        ("16 December", "Write it with its year: YYYY-12-16"),
        ("December 2025", "Write 2025-12"),
        ("Aug., 2025", "Write 2025-08"),
        # No calendar has such a day.
        ("31.02.2026", "Write the day that is meant; no calendar has 2026-02-31"),
        ("29 February 2028", "Write 2028-02-29"),
        ("30 February 2028", "Write the day that is meant; no calendar has 2028-02-30"),
        ("5.13.2026", "Write the day that is meant; no calendar has 2026-13-05"),
        # No month has such a name.
        ("16 Decembre 2025", None),
        ("16 septe 2025", "Write 2025-09-16"),
        ("16 septx 2025", None),
        ("16 Foo 2025", None),
        ("16 Jux 2025", None),
        ("1 Mar 2025", "Write 2025-03-01"),
        ("1 May 2025", "Write 2025-05-01"),
        ("1 Jun 2025", "Write 2025-06-01"),
        ("1 Jul 2025", "Write 2025-07-01"),
        # Figures: with dots the day comes first.
        ("7.6.2025", "Write 2025-06-07"),
        ("16.12.2025", "Write 2025-12-16"),
        # With slashes it may be the month; twelve is a month and thirteen is none.
        ("25/7/2025", "Write 2025-07-25"),
        ("7/25/2025", "Write 2025-07-25"),
        ("7/6/2025", "Write 2025-06-07 or 2025-07-06, as is meant"),
        ("7/7/2024", "Write 2024-07-07"),
        ("12/12/2024", "Write 2024-12-12"),
        ("12/11/2025", "Write 2025-11-12 or 2025-12-11, as is meant"),
        ("11/12/2025", "Write 2025-12-11 or 2025-11-12, as is meant"),
        ("13/12/2025", "Write 2025-12-13"),
        ("12/13/2025", "Write 2025-12-13"),
        # The order is right, the signs are not.
        ("2025/7/9", "Write 2025-07-09"),
        ("2025.07.09", "Write 2025-07-09"),
        ("2025-7-9", "Write 2025-07-09"),
        # Times.
        ("2025-07-09 16:45", "Write 2025-07-09T16:45"),
        ("2025-07-09T9.45", "Write 2025-07-09T09:45"),
        (
            "2025-07-09T16:45:00Z",
            "Write 2025-07-09T16:45, and UTC in a line zone:",
        ),
        (
            "2025-07-09 16:45 +02:00",
            "Write 2025-07-09T16:45, and the zone in a line zone: such as America/New_York",
        ),
        ("16:45", "Write the day before the time, such as 2025-07-09T16:45"),
        ("9.30 in the morning", "Write the day before the time, such as 2025-07-09T16:45"),
        ("soon", None),
        ("", None),
    ],
)
def test_suggestion(text: str, remedy: str | None) -> None:
    assert suggestion(text) == remedy
