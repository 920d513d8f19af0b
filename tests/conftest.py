"""What all tests share: the repository's root, a real browser, a page that is watched, a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tools.browser import ARGUMENTS, MISSING, find_browser
from tools.serving import serving

# The same examples on every machine, however slow it is.
settings.register_profile("clearway", derandomize=True, deadline=None)
settings.load_profile("clearway")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parent.parent


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


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(**options)`: a new context with Playwright's own options (viewport,
    color_scheme, java_script_enabled, timezone_id …).

    A visitor's browser contacts no third party: at the end of the test a request that would have
    left this machine, or a script that failed, is an error.
    """
    watch = Watch()
    with ExitStack() as opened:

        def new(**options: object) -> BrowserContext:
            context: BrowserContext = opened.enter_context(
                browser.new_context(**options)  # type: ignore[arg-type] # handed through
            )
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
