"""The Chromium that the tests drive: the system's where there is one, else one that is installed.

`find_browser()` looks and changes nothing. `python -m tools.browser` installs what is missing and
prints the path, or says why there is none and ends with 1.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.venv import run_apt

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")

# A quiet browser: it starts without asking, and calls nobody on its own account.
# Playwright itself gives --headless and a new, empty --user-data-dir.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

MISSING = """The tests look at the built site in Chromium; none was found, and none could be
installed. Install one of chromium, google-chrome or chromium-browser so that it is on the
PATH (Debian: sudo apt-get install chromium), or run: .venv/bin/playwright install chromium"""


def find_browser() -> str | None:
    """The path of a Chromium that starts; None when there is none."""
    return next(filter(starts, candidates()), None)


def candidates() -> Iterator[str]:
    """Where a Chromium may be, the system's first."""
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        yield path


def starts(path: str) -> bool:
    """Whether the program says its version; Ubuntu's `chromium-browser` may be an empty shell."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def run_install() -> None:
    """Installs Chromium the way this system does it. Failures show on the screen and end here."""
    if may_install_debian_package() and install_packages():
        return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.insert(-1, "--with-deps")
    subprocess.run(command, stdin=subprocess.DEVNULL, check=False)


def may_install_debian_package() -> bool:
    """Only Debian has the browser itself in `chromium`; in Ubuntu's stead comes a snap."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    return platform.freedesktop_os_release().get("ID") == "debian"


def install_packages() -> bool:
    """Whether Debian's packages could be installed; the font is for the pictures."""
    packages = ("chromium", "fonts-dejavu-core")
    return run_apt("update") and run_apt("install", "-y", "--no-install-recommends", *packages)


def main() -> int:
    path = find_browser()
    if path is None:
        print("No Chromium yet: installing one", flush=True)
        run_install()
        path = find_browser()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
