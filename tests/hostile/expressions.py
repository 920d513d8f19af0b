"""All regular expressions of the program, found in its code, with input that is hard for each.

Nothing is listed by hand: expressions are read from the calls of `re` and from the compiled ones in
modules, so that a new one is found by itself.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

import clearway

SOURCE = Path(clearway.__file__).parent

ANCHORED = frozenset({"match", "fullmatch"})
METHODS = frozenset({"search", "sub", "subn", "split", "findall", "finditer", "scanner"}) | ANCHORED


@dataclass(frozen=True)
class Expression:
    """A regular expression and where it is; `anchored` if it is tried at a beginning only."""

    where: str
    pattern: str
    flags: int
    anchored: bool

    def run(self, text: str) -> None:
        """Has it look for all that it can find, as the program does."""
        compiled = re.compile(self.pattern, self.flags)
        if self.anchored:
            compiled.fullmatch(text)
            compiled.match(text)
        else:
            for _ in compiled.finditer(text):
                pass


class _Stranger(str):
    """What stands for a value that only the running program has: a word."""

    __slots__ = ()

    def __radd__(self, other: object) -> Any:
        return other + self.encode() if isinstance(other, bytes) else f"{other}{self}"


class _Names(dict[str, Any]):
    """A module's names; a function's own are words."""

    called: frozenset[str] = frozenset()

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name) if name in self.called else _Stranger(name)


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages([str(SOURCE)], "clearway."):
        if "starter.files" not in found.name:
            yield importlib.import_module(found.name)


def expressions() -> list[Expression]:
    """Every expression, each once."""
    used = _methods_by_name()
    found: dict[tuple[str, int], Expression] = {}
    for module in modules():
        path = Path(module.__file__ or "")
        for name, compiled in _compiled_in(module):
            own = name.split(".")[-1]
            methods = used.get(f"{path}:{own}" if own.startswith("_") else own, set())
            anchored = bool(methods) and methods <= ANCHORED
            _put(
                found,
                Expression(f"{module.__name__}.{name}", _text(compiled), compiled.flags, anchored),
            )
        kept = {(each.pattern, each.flags) for each in found.values()}
        for line, method, pattern, flags in _inline(path, module):
            if method == "compile" and (pattern, flags) in kept:
                continue  # it has a name in the module, by which it is used
            _put(found, Expression(f"{module.__name__}:{line}", pattern, flags, method in ANCHORED))
    return list(found.values())


def _put(found: dict[tuple[str, int], Expression], new: Expression) -> None:
    key = (new.pattern, new.flags & ~re.UNICODE)
    old = found.get(key)
    if old is None or (old.anchored and not new.anchored):
        found[key] = new


def _compiled_in(module: Any) -> Iterator[tuple[str, re.Pattern[Any]]]:
    waiting = [(name, value) for name, value in vars(module).items() if not name.startswith("__")]
    seen: set[int] = set()
    while waiting:
        name, value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            yield name, value
        elif isinstance(value, dict):
            waiting += [(f"{name}", each) for pair in value.items() for each in pair]
        elif isinstance(value, tuple | list | set | frozenset) and len(value) < 2000:
            waiting += [(name, each) for each in value]
        elif isinstance(value, type) and value.__module__ == module.__name__:
            waiting += [(f"{name}.{key}", each) for key, each in vars(value).items()]


def _methods_by_name() -> dict[str, set[str]]:
    """With which methods each name is used anywhere: 'MARK': {'sub'}.

    A name that is handed on counts as looked for everywhere; one that is gone through is used as
    the loop uses what it gives.
    """
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        here: dict[str, set[str]] = {}
        loops: list[tuple[str, list[str]]] = []
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                if isinstance(node.value, ast.Name | ast.Attribute):
                    name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                    here.setdefault(name, set()).add(node.attr)
            elif isinstance(node, ast.Call):
                for argument in node.args:
                    if isinstance(argument, ast.Name):
                        here.setdefault(argument.id, set()).add("search")
            elif isinstance(node, ast.For | ast.comprehension):
                targets = [each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)]
                through = node.iter.elts if isinstance(node.iter, ast.Tuple) else [node.iter]
                loops += [(each.id, targets) for each in through if isinstance(each, ast.Name)]
        for name, targets in loops:
            for target in targets:
                here.setdefault(name, set()).update(here.get(target, ()))
        for name, methods in here.items():
            # A private name is another one in each file.
            key = f"{path}:{name}" if name.startswith("_") else name
            found.setdefault(key, set()).update(methods)
    return found


def _inline(path: Path, module: Any) -> Iterator[tuple[int, str, str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called = node.func
        if not (isinstance(called.value, ast.Name) and called.value.id == "re"):
            continue
        if called.attr not in METHODS | {"compile"} or not node.args:
            continue
        names = _Names(vars(module))
        calls = [each.func for each in ast.walk(node.args[0]) if isinstance(each, ast.Call)]
        names.called = frozenset(each.id for each in calls if isinstance(each, ast.Name))
        given = compile(ast.Expression(node.args[0]), str(path), "eval")
        pattern = eval(given, {}, names)  # noqa: S307 - the code of the program itself
        if not isinstance(pattern, re.Pattern):
            pattern = re.compile(pattern, _flags(node))
        yield node.lineno, called.attr, _text(pattern), pattern.flags


def _text(pattern: re.Pattern[Any]) -> str:
    given = pattern.pattern
    return given.decode("latin-1") if isinstance(given, bytes) else str(given)


def _flags(node: ast.Call) -> int:
    found = 0
    for argument in [*node.args[1:], *(keyword.value for keyword in node.keywords)]:
        text = ast.unparse(argument)
        if (
            text.startswith("re.")
            and text.replace("re.", "").replace("|", "").replace(" ", "").isupper()
        ):
            found |= int(eval(text, {"re": re}))  # noqa: S307
    return found


# --- Input that is hard -------------------------------------------------------------------------

AFTER = ("", "\n", "!", "\0", " ", "a", "@", "-", "é")


def attacks(expression: Expression) -> list[tuple[str, str, str]]:
    """Beginning, what is repeated, and end, of texts that may be hard."""
    tree = sre_parser.parse(expression.pattern, expression.flags)
    singles = set(_signs(tree)) | set("a0 -.<(@\n")
    repeats = list(_repeats(tree, ""))
    found = {("", sign) for sign in singles}
    found |= {(before, body) for before, body in repeats}
    found |= {("", before + body) for before, body in repeats if before}
    bodies = {body for _, body in repeats if body}
    found |= {
        ("", one + other) for one in bodies for other in singles if len(bodies) * len(singles) < 80
    }
    return [(before, body, after) for before, body in sorted(found) if body for after in AFTER[:4]]


def _signs(tree: Any) -> Iterator[str]:
    for op, value in tree:
        if op is sre.LITERAL:
            yield chr(value)
        elif op is sre.IN:
            yield _one_of(value)
        else:
            for inner in _inner(op, value):
                yield from _signs(inner)


def _inner(op: Any, value: Any) -> list[Any]:
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.BRANCH:
        return list(value[1])
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op is sre.GROUPREF_EXISTS:
        return [each for each in value[1:] if each is not None]
    return []


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each part that may be repeated without end: what comes before it, and one time of it."""
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[1] > 100:
            yield before, _sample(value[2])
        for inner in _inner(op, value):
            yield from _repeats(inner, before)
        before += _sample([(op, value)])


_CATEGORY = {
    sre.CATEGORY_DIGIT: "0",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: ".",
}


def _one_of(value: Any) -> str:
    negated = value and value[0][0] is sre.NEGATE
    members = value[1:] if negated else value
    if negated:
        shut = {chr(v) for op, v in members if op is sre.LITERAL}
        return next(sign for sign in "ab0 .,;" if sign not in shut)
    op, first = members[0]
    if op is sre.LITERAL:
        return chr(first)
    if op is sre.RANGE:
        return chr(first[0])
    return _CATEGORY.get(first, "a")


def _sample(tree: Any) -> str:
    """A text that the expression may match."""
    found = ""
    for op, value in tree:
        if op is sre.LITERAL:
            found += chr(value)
        elif op is sre.NOT_LITERAL:
            found += "a" if value != ord("a") else "b"
        elif op is sre.ANY:
            found += "a"
        elif op is sre.IN:
            found += _one_of(value)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            found += _sample(value[2]) * max(1, min(int(value[0]), 3))
        elif op is sre.SUBPATTERN:
            found += _sample(value[3])
        elif op is sre.BRANCH:
            found += _sample(value[1][0])
        elif op is sre.ATOMIC_GROUP:
            found += _sample(value)
    return found


# --- How time grows -----------------------------------------------------------------------------

ENOUGH = 0.002
"""Seconds from which on a measurement says something."""


def growth(run: Callable[[str], None], before: str, body: str, after: str) -> float | None:
    """By how much more time a text of twice the length takes; None where it takes next to none.

    The processor's time, and the least of several: other programs do not count.
    """
    for count in (8, 12, 16, 20, 24):
        # What grows as 2^n shows itself before it would take for ever.
        if _least(run, before + body * count + after, 1) > 0.2:
            return 1000.0
    size, last = 512, 0.0
    while size <= 8192:
        text = before + body * (size // len(body)) + after
        took = _least(run, text, 3 if last > ENOUGH else 1)
        if took > 0.3:
            return 1000.0  # nothing linear takes so long for so little
        if took > ENOUGH:
            if last:
                half = before + body * (size // 2 // len(body)) + after
                return _least(run, text, 5) / max(_least(run, half, 5), 1e-9)
            last = took
        size *= 2
    return None


def _least(run: Callable[[str], None], text: str, times: int) -> float:
    found = []
    for _ in range(times):
        began = time.process_time()
        run(text)
        found.append(time.process_time() - began)
    return min(found)
