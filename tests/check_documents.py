"""Holds the documents against the program: `make check` runs this."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from plc_tui import __version__
from plc_tui.ui import commands

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


def problems() -> Iterator[str]:
    """Yield a sentence for each thing a document says that is not so."""
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}
    for name, text in texts.items():
        yield from _links(name, text)
        yield from _paths(name, text)
    readme = texts["README.md"]
    if re.findall(r"^(make \w+)$", readme, re.M)[:2] != ["make demo", "make test"]:
        yield "README.md: its first two commands are not `make demo` and `make test`."
    if _with_keys(readme) != readme:
        yield "README.md: its table of keys is not the program's; `make keys` writes it anew."
    yield from _verbs(readme)
    yield from _dependencies(texts["ARCHITECTURE.md"])
    if f"## {__version__}" not in texts["CHANGELOG.md"]:
        yield f"CHANGELOG.md: says nothing about {__version__}."


def _with_keys(readme: str) -> str:
    """Return the README with the program's own table of keys between its marks."""
    before, begin, rest = readme.partition("<!-- keys -->")
    _, end, after = rest.partition("<!-- /keys -->")
    return f"{before}{begin}\n{commands.key_table()}{end}{after}"


def _links(name: str, text: str) -> Iterator[str]:
    for alt, target in re.findall(r"!?\[([^\]]*)\]\(([^)#]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://")) and not (ROOT / target).exists():
            yield f"{name}: links to {target}, which is not there."
        if not alt.strip():
            yield f"{name}: {target} has no words."


def _paths(name: str, text: str) -> Iterator[str]:
    """Every path in code marks that looks like one of ours exists."""
    for path in re.findall(r"`((?:src|tests|seed|styles|docs|benchmarks|\.ci)/[\w./-]*)`", text):
        if not (ROOT / path).exists():
            yield f"{name}: names {path}, which is not there."


def _verbs(readme: str) -> Iterator[str]:
    from plc_tui.cli.root import VERBS

    for verb in re.findall(r"^plc ([a-z-]+)", readme, re.M):
        if verb not in VERBS:
            yield f"README.md: shows `plc {verb}`, which there is not."


def _dependencies(architecture: str) -> Iterator[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for name in (re.split(r"[<>=]", line)[0] for line in wanted):
        if f"`{name}`" not in architecture:
            yield f"ARCHITECTURE.md: does not say why the project needs {name}."


if __name__ == "__main__":
    if sys.argv[1:] == ["--write-keys"]:
        readme = ROOT / "README.md"
        readme.write_text(_with_keys(readme.read_text(encoding="utf-8")), encoding="utf-8")
    found = list(problems())
    print("\n".join(found) or "The documents are true.")
    sys.exit(bool(found))
