"""Repositories that hold records."""

import shutil
from pathlib import Path

import pytest

from tests.repositories import Repository


@pytest.fixture(scope="package")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A page outside data/, a commit, a merged pull request of two commits, a squashed one."""
    made = Repository.new(tmp_path_factory.mktemp("original"))
    made.write("README.md", "A tracker\n")
    made.write("data/asks/light.yaml", "title: Light\n")
    made.commit("The first records")
    made.write("README.md", "A tracker of ours\n")
    made.commit("Nothing of the records", day=1)
    made.git("switch", "--quiet", "--create", "lamps")
    made.write("data/asks/light.yaml", "title: More light\n")
    made.commit("More light", day=2, author="Łucja <script>alert(1)</script>")
    made.write("data/asks/lamps.yaml", "title: Lamps\n")
    made.commit("Lamps", day=3, author="mail@library.example")
    made.git("switch", "--quiet", "main")
    merge = ("merge", "--quiet", "--no-ff", "lamps", "-m")
    made.git(*merge, "Merge pull request #12 from somebody/lamps\n\nMore light, and lamps", day=4)
    made.git("mv", "data/asks/lamps.yaml", "data/asks/lanterns.yaml")
    made.commit("Lanterns, says kari@library.example (#13)", day=5)
    return made


@pytest.fixture
def repository(original: Repository, tmp_path: Path) -> Repository:
    """A copy of it, to do with as a test likes."""
    shutil.copytree(original.folder, tmp_path / "tracker")
    return Repository(tmp_path / "tracker")
