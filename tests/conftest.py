"""What all tests share: the repository's root, a real browser, a page that is watched, a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

from tests.running import ROOT, URL, build
from tools.browser import ARGUMENTS, MISSING, find_browser
from tools.serving import serving

# The same examples on every machine, however slow it is.
settings.register_profile("clearway", derandomize=True, deadline=None)
# By hand, for as long as one likes: pytest --hypothesis-profile=long tests/records
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile("clearway")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what comes out into the golden files, and compare; then read the diff",
    )


@pytest.fixture
def golden_file(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden_file(path, text)`: the file must hold the text, byte for byte (UTF-8)."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def golden(golden_file: Callable[[Path, str], None]) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text must be that of tests/golden/`name`."""
    return lambda name, text: golden_file(ROOT / "tests" / "golden" / name, text)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped record as a site on 22 November 2026, built once for all tests."""
    folder = tmp_path_factory.mktemp("now") / urlsplit(URL).path.strip("/")
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def site_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same record as a site on 10 November 2025, five weeks before the meeting."""
    folder = tmp_path_factory.mktemp("before") / urlsplit(URL).path.strip("/")
    build(ROOT, folder, "2025-11-10")
    return folder


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Where `site` is served: in a subfolder, as many sites are. It ends in '/'."""
    return f"{serve(site.parent)}/{site.name}/"


@pytest.fixture(scope="session")
def address_before(site_before: Path, serve: Callable[[Path], str]) -> str:
    """Where `site_before` is served. It ends in '/'."""
    return f"{serve(site_before.parent)}/{site_before.name}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run. Without one the tests fail; they never skip."""
    path = find_browser()
    if path is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Watch:
    """What went wrong on the pages of one context, in the order it happened."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def answer(self, route: Route) -> None:
        """Lets a request to this machine through, and refuses and notes every other."""
        address = urlsplit(route.request.url)
        if address.hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def over(self, context: BrowserContext) -> None:
        context.route("**/*", self.answer)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self.read)

    def read(self, message: ConsoleMessage) -> None:
        """Notes what a browser says of a page that broke its own policy."""
        if "Content Security Policy" in message.text:
            self.errors.append(f"{message.location['url']}: {message.text}")


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(**options)`: a new context with Playwright's own options (viewport,
    color_scheme, java_script_enabled, timezone_id …).

    A visitor's browser contacts no third party: at the end of the test a request that would have
    left this machine, a script that failed, or a part of a page that its own policy forbids, is
    an error.
    """
    watch = Watch()
    with ExitStack() as opened:

        def new(**options: object) -> BrowserContext:
            context: BrowserContext = opened.enter_context(
                browser.new_context(**options)  # type: ignore[arg-type] # handed through
            )
            # A machine that does other things as well may take its time.
            context.set_default_navigation_timeout(120_000)
            watch.over(context)
            return context

        yield new
    assert watch.foreign == []
    assert watch.errors == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a watched context (see `open_context`), 1280 by 800."""
    return open_context(viewport={"width": 1280, "height": 800}).new_page()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """`serve(folder)`: the address of a folder, served until the tests end."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))
