"""One kind of seed file: the shipped ones, and a community's own that add to them or replace them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from plc_tui import resources
from plc_tui.seeds.fields import Fields, parse, read_page
from plc_tui.seeds.problem import SeedProblem

T = TypeVar("T")

_USUAL_PLACE = 100.0


class Shelf(Generic[T]):
    """Everything of one kind, read once. `pattern` is where its files are: `models/*.toml`.

    `shipped` is the folder that came with the program, found by itself when it is not given.
    """

    def __init__(self, pattern: str, called: str, build: Callable[[Fields], T], shipped: Path | None = None) -> None:
        self._pattern = pattern
        self._called = called
        self._build = build
        self._shipped = shipped
        self._own: Path | None = None
        self._things: dict[str, T] | None = None
        self._came: tuple[dict[str, tuple[float, T]], dict[str, Path]] | None = None
        self._paths: dict[str, Path] = {}
        self._problems: tuple[str, ...] = ()

    def use_folder(self, path: Path | None) -> None:
        """Read a community's own files from `path` as well, or no longer; what was read of them is forgotten."""
        self._own = path
        self.read_again()

    def read_again(self) -> None:
        """Forget what was read of the community's own files: one was changed or added."""
        self._things = None

    def all(self) -> tuple[T, ...]:
        """Return all things, in the order their files ask for. A broken shipped file is a SeedProblem."""
        return tuple(self._read().values())

    def get(self, thing_id: str) -> T:
        """Return the thing called `thing_id`. Raises SeedProblem when there is none."""
        things = self._read()
        if thing_id not in things:
            raise SeedProblem(f'There is no {self._called} "{thing_id}"; there are: {", ".join(things)}.')
        return things[thing_id]

    def file(self, thing_id: str) -> Path:
        """Return the file that `thing_id` was read from. Raises SeedProblem when there is none."""
        self.get(thing_id)
        return self._paths[thing_id]

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each of the community's files that had to be left out."""
        self._read()
        return self._problems

    def _read(self) -> dict[str, T]:
        if self._things is None:
            came, paths = self._that_came()
            found, self._paths = dict(came), dict(paths)
            self._problems = self._add_own(found)
            ordered = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
            self._things = {name: thing for name, (_, thing) in ordered}
        return self._things

    def _that_came(self) -> tuple[dict[str, tuple[float, T]], dict[str, Path]]:
        """Return what came with the program, and its files: nobody changes those while it runs."""
        if self._came is None:
            paths = {path.stem: path for path in self._files(self._shipped or resources.folder("seed"))}
            self._came = {name: self._one(path) for name, path in paths.items()}, paths
        return self._came

    def _add_own(self, found: dict[str, tuple[float, T]]) -> tuple[str, ...]:
        """Add the community's files to `found`; a broken one is left out and named in the answer."""
        problems: list[str] = []
        for path in self._files(self._own) if self._own else ():
            try:
                found[path.stem] = self._one(path)
                self._paths[path.stem] = path
            except SeedProblem as problem:
                problems.append(str(problem))
        return tuple(problems)

    def _files(self, top: Path) -> list[Path]:
        try:
            return sorted(top.glob(self._pattern))
        except OSError:  # a community's folder that may not be listed is as good as none
            return []

    def _one(self, path: Path) -> tuple[float, T]:
        """Read one file: its place in lists, and the thing. Its id must be its name."""
        name = path.name if "/" not in self._pattern else f"{path.parent.name}/{path.name}"
        fields = parse(read_page(path, name))
        place = fields.maybe_number("place")
        thing = self._build(fields)
        fields.end()
        if getattr(thing, "id", path.stem) != path.stem:
            raise fields.problem(f'"id" wants to be the file\'s own name, "{path.stem}"', "id")
        return (_USUAL_PLACE if place is None else place), thing
