"""Makes a virtual environment with nothing but the standard library.

Usage: python tools/venv.py FOLDER

Debian and Ubuntu ship Python without `ensurepip`; there the package that has it is installed when
we may, and named when we may not.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

OLDEST = (3, 11)


def package_with_venv() -> str:
    """The Debian package that brings `ensurepip` to this Python."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def install_ensurepip() -> None:
    """Installs what is missing, or ends the program saying what to install."""
    package = package_with_venv()
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        sys.exit(f"Python lacks ensurepip. On Debian or Ubuntu: sudo apt-get install {package}")
    subprocess.run([apt, "update", "-qq"], check=True, stdin=subprocess.DEVNULL)
    subprocess.run(
        [apt, "install", "-y", "-qq", "--no-install-recommends", package],
        check=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )


def main(folder: str) -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if find_spec("ensurepip") is None:
        install_ensurepip()
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
