"""Writes the golden files anew: `python -m tests.publish.calendars.make_golden`.

Look at what changed (`git diff --word-diff`) before you keep it: a golden file is what readers
get.
"""

from tests.publish.calendars.folders import GOLDEN, NAMES, feeds_of, process_of


def main() -> None:
    for name in NAMES:
        everything = feeds_of(process_of(name))[0]
        (GOLDEN / f"{name}.ics").write_bytes(everything.content)


if __name__ == "__main__":
    main()
