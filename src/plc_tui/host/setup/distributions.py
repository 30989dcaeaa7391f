"""Which installed distributions the program needs, and which files they are made of."""

from __future__ import annotations

import ast
import csv
import os
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from plc_tui.host.config import ServerProblem

OURS = "plc-tui"

LEFT_OUT = frozenset(("..", "__pycache__", "tests"))
"""Folders of a distribution that are no part of a program: commands elsewhere, byte code, tests of its own."""


def needed() -> tuple[Distribution, ...]:
    """Return every distribution the program needs but itself, by name. Raises ServerProblem when one is missing."""
    found: dict[str, Distribution] = {}
    waiting = [(OURS, frozenset[str]())]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in done:
            continue
        done.add((name, extras))
        found[name] = _installed(name)
        waiting += _wanted(found[name], extras)
    return tuple(found[name] for name in sorted(found) if name != OURS)


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise ServerProblem(f"The package {name}, which plc needs, is not installed here; install plc anew.") from None


def _wanted(of: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in of.requires or ():
        requirement, _, marker = line.partition(";")
        asked = re.match(r"\s*([\w.-]+)\s*(?:\[([^\]]*)\])?", requirement)
        if asked and holds(marker.strip(), extras):
            more = frozenset(re.findall(r"[\w.-]+", asked[2] or ""))
            yield re.sub(r"[-_.]+", "-", asked[1]).lower(), more


def holds(marker: str, extras: frozenset[str] = frozenset()) -> bool:
    """Say whether a requirement with this marker is one of this machine's.

    A marker (packaging.python.org, "Dependency specifiers") is an expression that Python's own parser can read, but
    for its rarest operators; a requirement with one of those counts, as too much does no harm.
    """
    try:
        tree = ast.parse(marker or "''==''", mode="eval").body
    except SyntaxError:
        return True
    return any(_holds(tree, _environment(extra)) for extra in (extras or {""}))


def _holds(node: ast.expr, known: dict[str, str]) -> bool:
    if isinstance(node, ast.BoolOp):
        together = all if isinstance(node.op, ast.And) else any
        return together(_holds(each, known) for each in node.values)
    if isinstance(node, ast.Compare):
        left, right = (_value(each, known) for each in (node.left, node.comparators[0]))
        return _compared(left, node.ops[0], right)
    raise ServerProblem(f"A package here has a requirement that cannot be understood: {ast.unparse(node)}.")


def _value(node: ast.expr, known: dict[str, str]) -> str:
    return known[node.id] if isinstance(node, ast.Name) else str(ast.literal_eval(node))


def _compared(left: str, operator: ast.cmpop, right: str) -> bool:
    if isinstance(operator, ast.In | ast.NotIn):
        return (left in right) == isinstance(operator, ast.In)
    a, b = _ordered(left), _ordered(right)
    if a is None or b is None:
        a, b = [left], [right]
    order = (a > b) - (a < b)
    allowed = {ast.Eq: (0,), ast.NotEq: (-1, 1), ast.Lt: (-1,), ast.LtE: (-1, 0), ast.Gt: (1,), ast.GtE: (0, 1)}
    return order in allowed[type(operator)]


def _ordered(version: str) -> list[object] | None:
    """Return the numbers of a version, without the zeros at its end that mean nothing; None for any other text."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        return None
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return list(numbers)


def _environment(extra: str) -> dict[str, str]:
    return {
        "extra": extra,
        "implementation_name": sys.implementation.name,
        "implementation_version": platform.python_version(),
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": platform.release(),
        "platform_system": platform.system(),
        "platform_version": platform.version(),
        "python_full_version": platform.python_version(),
        "python_version": ".".join(platform.python_version_tuple()[:2]),
        "sys_platform": sys.platform,
    }


def files_of(each: Distribution) -> Iterator[tuple[Path, str]]:
    """Yield every file of a distribution with its place below the folder of packages. Raises ServerProblem."""
    record = each.read_text("RECORD")
    if record is None:
        raise ServerProblem(f"The package {each.name} does not say which files it has; install plc with pip.")
    base = str(each.locate_file(""))
    for place, *_ in csv.reader(record.splitlines()):
        parts = place.split("/")
        if parts[0] and not LEFT_OUT.intersection(parts[:-1]):
            yield Path(base, place), place
