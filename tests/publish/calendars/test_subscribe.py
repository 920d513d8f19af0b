"""The addresses by which calendars subscribe."""

from clearway.publish.calendars import subscriptions
from tests.publish.calendars.folders import feeds_of, process_of


def test_every_topic_has_its_addresses_and_single_occasions_have_none() -> None:
    found = subscriptions("https://parks.example.org/2025/", feeds_of(process_of("moved")))
    assert [(s.name, s.url) for s in found] == [
        ("all", "https://parks.example.org/2025/calendar/all.ics"),
        ("consultations", "https://parks.example.org/2025/calendar/consultations.ics"),
        ("deadlines", "https://parks.example.org/2025/calendar/deadlines.ics"),
        ("meetings", "https://parks.example.org/2025/calendar/meetings.ics"),
        ("topic/trees", "https://parks.example.org/2025/calendar/topic/trees.ics"),
        ("stage/hearing", "https://parks.example.org/2025/calendar/stage/hearing.ics"),
    ]
    assert {way.client: way.url for way in found[0].ways} == {
        "Apple Calendar": "webcal://parks.example.org/2025/calendar/all.ics",
        "Thunderbird": "webcal://parks.example.org/2025/calendar/all.ics",
        "Google Calendar": (
            "https://calendar.google.com/calendar/r"
            "?cid=webcal%3A%2F%2Fparks.example.org%2F2025%2Fcalendar%2Fall.ics"
        ),
        "Outlook.com": (
            "https://outlook.live.com/calendar/0/addfromweb"
            "?url=https%3A%2F%2Fparks.example.org%2F2025%2Fcalendar%2Fall.ics"
            "&name=Parks%20plan%3A%20all%20dates"
        ),
        "Outlook at work or school": (
            "https://outlook.office.com/calendar/0/addfromweb"
            "?url=https%3A%2F%2Fparks.example.org%2F2025%2Fcalendar%2Fall.ics"
            "&name=Parks%20plan%3A%20all%20dates"
        ),
    }


def test_every_way_says_how_often_it_looks_again() -> None:
    for subscription in subscriptions("https://parks.example.org/", feeds_of(process_of("span"))):
        assert all(way.refresh for way in subscription.ways)
