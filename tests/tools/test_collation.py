"""The tables of the collator are those of the ICU that the lock names."""

import pytest

from tools import collation


@pytest.mark.parametrize("name", ["root.txt", "rules.txt", "pinyin.txt"])
def test_tables_are_written_from_icu(name: str) -> None:
    assert collation.tables()[name] == (collation.FOLDER / name).read_text(encoding="utf-8")
