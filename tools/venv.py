"""Makes a virtual environment with nothing but the standard library.

Usage: python tools/venv.py FOLDER

Debian and Ubuntu ship Python without `ensurepip`; there the package that has it is installed when
we may, and named when we may not.
"""

import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

OLDEST = (3, 11)

PATIENCE = 300
"""Seconds to wait for another program that is installing packages."""


def package_with_venv() -> str:
    """The Debian package that brings `ensurepip` to this Python."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def install_ensurepip() -> None:
    """Installs what is missing, or ends the program saying what to install."""
    package = package_with_venv()
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit(f"Python lacks ensurepip. On Debian or Ubuntu: sudo apt-get install {package}")
    if not (run_apt("update") and run_apt("install", "-y", "--no-install-recommends", package)):
        sys.exit(f"Python lacks ensurepip, and {package} could not be installed.")


def run_apt(*arguments: str, patience: float = PATIENCE, pause: float = 2) -> bool:
    """Whether apt-get did what it was asked to; what went wrong is on the screen.

    Where another program holds a lock, it is waited for. apt-get itself does so for dpkg's lock
    only, and fails at once for those of its lists and its archives.
    """
    command = ["apt-get", "-qq", "-o", f"DPkg::Lock::Timeout={int(patience)}", *arguments]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    until = time.monotonic() + patience
    while True:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            check=False,
        )
        locked = done.returncode != 0 and "Could not get lock" in done.stderr
        if not locked or time.monotonic() > until:
            sys.stderr.write(done.stderr)
            return done.returncode == 0
        time.sleep(pause)


def main(folder: str) -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if find_spec("ensurepip") is None:
        install_ensurepip()
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
