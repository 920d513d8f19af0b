"""What is not in the records: the days, and where site and repository live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from clearway.errors import DateError, SettingError
from clearway.publish.page import FORGES, Site
from clearway.records.dates.when import read_day

VERSION = "MIKE_DOCS_VERSION"
"""By which mike tells a build which version it is; unset for a site that stands alone."""

LOCAL_URL = "http://127.0.0.1:8000/"
"""Where a site lives while nothing says where it will."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not in the records: the days, and where site and repository live.

    `today` is the day of the check, `as_of` the day that the site speaks of. Where a day was asked
    for, `only_known` is set: the site then shows no more than could be known by its end. It does
    not hang on today, so that the same day gives the same site whenever it is built.
    """

    today: date
    as_of: date
    site: Site
    only_known: bool = False

    @property
    def clock(self) -> date | None:
        """The day after which no commit can be; None where the site does not hang on today."""
        return None if self.only_known else self.today

    @property
    def publishes(self) -> bool:
        """Whether the site's address is one that others reach; without one it is a preview.

        >>> day = date(2026, 11, 22)
        >>> urls = (LOCAL_URL, "http://localhost:8000/", "http://[::1]/", "https://port.example/")
        >>> [Settings(day, day, Site(url)).publishes for url in urls]
        [False, False, False, True]
        """
        host = urlsplit(self.site.url).hostname or ""
        try:
            return ip_address(host).is_global
        except ValueError:
            return host != "localhost" and not host.endswith(".localhost")


def read_settings(
    environment: Mapping[str, str], now: datetime, as_of: str | None = None, url: str | None = None
) -> Settings:
    """Settings from the environment; a given `as_of` (2025-11-10) or `url` goes before it.

    SOURCE_DATE_EPOCH (seconds, as reproducible-builds.org defines it) stands for the clock;
    CLEARWAY_AS_OF, CLEARWAY_SITE_URL, CLEARWAY_REPOSITORY, CLEARWAY_BRANCH and CLEARWAY_FORGE
    say the rest, MIKE_DOCS_VERSION which version of the site is built. Raises SettingError.
    """
    today = _today(environment, now)
    told = as_of or environment.get("CLEARWAY_AS_OF")
    forge = environment.get("CLEARWAY_FORGE") or "github"
    if forge not in FORGES:
        raise SettingError(f"CLEARWAY_FORGE must be one of {', '.join(FORGES)}; it is '{forge}'")
    try:
        day = read_day(told) if told else today
    except DateError as error:
        raise SettingError(f"as-of must be a day such as 2025-11-10; {error}") from None
    site_url = url or environment.get("CLEARWAY_SITE_URL") or LOCAL_URL
    site = Site(
        url=f"{site_url.rstrip('/')}/",
        repository=environment.get("CLEARWAY_REPOSITORY", "").rstrip("/"),
        branch=environment.get("CLEARWAY_BRANCH") or "main",
        forge=forge,
        version=environment.get(VERSION, ""),
    )
    return Settings(today, day, site, only_known=bool(told))


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment from which another process reads the same settings."""
    noon = datetime(*settings.today.timetuple()[:3], 12, tzinfo=UTC)
    return {
        "SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}",
        "CLEARWAY_AS_OF": settings.as_of.isoformat() if settings.only_known else "",
        "CLEARWAY_SITE_URL": settings.site.url,
        "CLEARWAY_REPOSITORY": settings.site.repository,
        "CLEARWAY_BRANCH": settings.site.branch,
        "CLEARWAY_FORGE": settings.site.forge,
        VERSION: settings.site.version,
    }


def _today(environment: Mapping[str, str], now: datetime) -> date:
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return now.astimezone(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH must be a number of seconds; it is '{epoch}'"
        raise SettingError(message) from None
