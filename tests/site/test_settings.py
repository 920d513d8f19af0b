"""Settings from clock and environment, and the environment that gives them again."""

from datetime import UTC, date, datetime

import pytest

from clearway.errors import SettingError
from clearway.site.settings import environment_of, read_settings

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("environment", "today", "as_of", "only_known"),
    [
        ({}, "2026-11-22", "2026-11-22", False),
        ({"SOURCE_DATE_EPOCH": "1717459200"}, "2024-06-04", "2024-06-04", False),
        ({"CLEARWAY_AS_OF": "2025-11-10"}, "2026-11-22", "2025-11-10", True),
        ({"CLEARWAY_AS_OF": ""}, "2026-11-22", "2026-11-22", False),
    ],
)
def test_days(environment: dict[str, str], today: str, as_of: str, *, only_known: bool) -> None:
    found = read_settings(environment, NOW)
    assert (found.today, found.as_of, found.only_known) == (
        date.fromisoformat(today),
        date.fromisoformat(as_of),
        only_known,
    )
    assert found.clock == (None if only_known else found.today)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {"SOURCE_DATE_EPOCH": "today"},
            "SOURCE_DATE_EPOCH must be a number of seconds; it is 'today'",
        ),
        (
            {"CLEARWAY_AS_OF": "10 November"},
            "as-of must be a day such as 2025-11-10; it is '10 November'. "
            "Write it with its year: YYYY-11-10",
        ),
        (
            {"CLEARWAY_FORGE": "hub"},
            "CLEARWAY_FORGE must be one of github, gitlab, forgejo; it is 'hub'",
        ),
    ],
)
def test_a_setting_that_cannot_be_used(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(environment, NOW)
    assert str(caught.value) == message


def test_another_process_reads_the_same_settings() -> None:
    given = {
        "CLEARWAY_AS_OF": "2025-11-10",
        "CLEARWAY_SITE_URL": "https://library.example/tracker",
        "CLEARWAY_REPOSITORY": "https://forge.example/library/tracker/",
        "CLEARWAY_BRANCH": "trunk",
        "CLEARWAY_FORGE": "gitlab",
        "MIKE_DOCS_VERSION": "first",
    }
    settings = read_settings(given, NOW)
    assert settings.site.url == "https://library.example/tracker/"
    assert read_settings(environment_of(settings), NOW) == settings
