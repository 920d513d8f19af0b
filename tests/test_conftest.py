"""The browser that the tests look through must see, and must tell when something is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.conftest import Watch


@pytest.fixture
def address(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Agenda</title><p id=where></p>"
        "<script>document.getElementById('where').textContent = location.hostname</script>",
        encoding="utf-8",
    )
    return serve(tmp_path)


def test_a_served_folder_is_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    assert page.title() == "Agenda"
    assert page.locator("#where").inner_text() == "127.0.0.1"


def test_a_request_that_leaves_the_machine_is_stopped_and_noted(browser: Browser) -> None:
    watch = Watch()
    with browser.new_context() as context:
        watch.over(context)
        with pytest.raises(Error, match="ERR_FAILED"):
            context.new_page().goto("https://example.org/font.woff2")
    assert watch.foreign == ["https://example.org/font.woff2"]


def test_a_script_that_fails_is_noted(browser: Browser, address: str) -> None:
    watch = Watch()
    with browser.new_context() as context:
        watch.over(context)
        page = context.new_page()
        page.goto(f"{address}/")
        page.evaluate("setTimeout(() => { throw new Error('no such date') })")
        page.wait_for_timeout(200)
    assert watch.errors == ["no such date"]


def test_what_the_policy_of_a_page_forbids_is_noted(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
        "<title>Agenda</title><script>document.title = 'Changed'</script>",
        encoding="utf-8",
    )
    watch = Watch()
    with browser.new_context() as context:
        watch.over(context)
        page = context.new_page()
        page.goto(f"{serve(tmp_path)}/")
        page.wait_for_timeout(200)
        assert page.title() == "Agenda"
    assert len(watch.errors) == 1
    assert "script-src 'none'" in watch.errors[0]
