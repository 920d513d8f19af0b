"""What may not be published in place of what subscribers have.

Covers: clearway.history.published.
"""

import pytest

from clearway.release.guard import published_events, refusals

DAY = "2026-11-22"


def feed(*events: str) -> dict[str, bytes]:
    """A calendar of events written 'uid sequence start status', and the feed of each."""
    parts = []
    for event in events:
        uid, sequence, start, status = event.split()
        start = start if ":" in start else f";VALUE=DATE:{start}"
        parts.append(
            f"BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTART{start}\r\n"
            f"STATUS:{status}\r\nEND:VEVENT\r\n"
        )
    files = {"calendar/all.ics": "".join(parts).encode()}
    for event, part in zip(events, parts, strict=True):
        files[f"calendar/{event.partition('@')[0]}.ics"] = part.encode()
    return files


BEFORE = feed("a@x.example 80 20260501 CONFIRMED", "b@x.example 90 20260502 CONFIRMED")


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        feed("a@x.example 81 20260508 CONFIRMED", "b@x.example 90 20260502 CONFIRMED"),
        feed("a@x.example 81 20260501 CANCELLED", "b@x.example 90 20260502 CONFIRMED"),
        feed(
            "a@x.example 80 20260501 CONFIRMED",
            "b@x.example 90 20260502 CONFIRMED",
            "c@x.example 1 20260501 CONFIRMED",
        ),
        # A later name of a record whose first name is back: its address is still there.
        feed("a@x.example 80 20260501 CONFIRMED")
        | {"calendar/b.ics": feed("a@x.example 80 20260501 CONFIRMED")["calendar/a.ics"]},
    ],
)
def test_what_tells_as_much_or_more_may_be_published(after: dict[str, bytes]) -> None:
    assert refusals(BEFORE, after, DAY) == ()


def test_the_first_time_anything_may_be_published() -> None:
    assert refusals({}, BEFORE, DAY) == ()


def test_an_event_may_not_go() -> None:
    after = feed("a@x.example 80 20260501 CONFIRMED")
    assert refusals(BEFORE, after, DAY) == (
        "b would be gone from calendars without a word. Put the record back and say that it is "
        "cancelled, or list its id under was: in the record that took its place",
    )


def test_a_revision_may_not_fall() -> None:
    later = 4_000_000  # 2020-02-16
    before = feed(f"a@x.example {later} 20260501 CONFIRMED", "b@x.example 90 20260502 CONFIRMED")
    after = feed("a@x.example 70 20260501 CONFIRMED", "b@x.example 90 20260503 CONFIRMED")
    assert refusals(before, after, DAY) == (
        "the revision of a would fall; b would differ with the revision that it has; programs "
        "would keep the old dates. Add this line to data/process.yaml and commit it: "
        "revised: 2020-02-17",
    )


def test_many_are_counted() -> None:
    before = feed(*(f"e{n}@x.example 80 20260501 CONFIRMED" for n in range(9)))
    after = feed(*(f"e{n}@x.example 7 20260501 CONFIRMED" for n in range(9)))
    (line,) = refusals(before, after, DAY)
    assert line.startswith("the revision of e0, e1, e2, e3, e4 and 4 more would fall; ")


def test_another_identity_is_named_with_the_one_that_was() -> None:
    after = feed("a@y.example 80 20260501 CONFIRMED", "b@y.example 90 20260502 CONFIRMED")
    said = (
        "every event that was published ends in @x.example, and none would now; programs would "
        "keep all old ones. Add this line to data/process.yaml: identity: x.example,{}"
    )
    assert refusals(BEFORE, after, DAY) == (said.format(DAY),)
    atom = b"<feed><id>tag:x.example,2025-06-20:feeds/all</id></feed>"
    assert refusals(BEFORE | {"feeds/all.atom": atom}, after, DAY) == (said.format("2025-06-20"),)


def test_the_same_moment_in_another_form_is_no_other_date() -> None:
    local = feed("a@x.example 80 ;TZID=Europe/Zurich:20260701T120000 CONFIRMED")
    utc = feed("a@x.example 80 :20260701T100000Z CONFIRMED")
    assert refusals(local, utc, DAY) == ()
    hour_later = feed("a@x.example 80 :20260701T110000Z CONFIRMED")
    assert len(refusals(local, hour_later, DAY)) == 1


def test_calendars_of_topics_hold_nothing_of_their_own() -> None:
    assert published_events({"calendar/topic/a.ics": BEFORE["calendar/a.ics"]}) == {}
