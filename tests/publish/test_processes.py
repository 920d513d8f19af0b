"""Work in a copy of this process, and what becomes of it where there can be none.

Each runs in a process of its own: beside the threads of other tests nothing is copied.
"""

from pathlib import Path

import pytest

from tests.running import run

HEAD = """\
import os, signal, sys, threading
from clearway.errors import OutputError
from clearway.publish import processes
from clearway.publish.processes import can_fork, meanwhile
here = os.getpid()
"""


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        pytest.param(
            "other = meanwhile(os.getpid)\nprint(other() != here, other() == other())",
            "True True",
            id="in another process, once",
        ),
        pytest.param(
            "def lost():\n    raise OutputError('read, but not told', 'report it')\n"
            "try:\n    meanwhile(lost)()\n"
            "except OutputError as error:\n    print(error, error.remedy)",
            "read, but not told; report it report it",
            id="what it raises comes here",
        ),
        pytest.param(
            "def work():\n"
            "    if os.getpid() != here:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return os.getpid()\n"
            "print(meanwhile(work)() == here)",
            "True",
            id="killed, so done here",
        ),
        pytest.param(
            "goes_on = threading.Event()\nthread = threading.Thread(target=goes_on.wait)\n"
            "thread.start()\nprint(can_fork(), meanwhile(os.getpid)() == here)\ngoes_on.set()",
            "False True",
            id="beside a thread",
        ),
        pytest.param(
            "os.sched_getaffinity = lambda process: {0}\n"
            "print(can_fork(), meanwhile(os.getpid)() == here)",
            "False True",
            id="one processor",
        ),
    ],
)
def test_work_in_a_copy_of_the_process(program: str, printed: str, tmp_path: Path) -> None:
    if "thread" not in program and "lambda" not in program:
        # As on a machine with two processors; with one, the copy takes turns.
        program = f"os.sched_getaffinity = lambda process: {{0, 1}}\n{program}"
    done = run("python", "-c", HEAD + program, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (f"{printed}\n", "")
