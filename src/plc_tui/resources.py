"""Finds the folders that travel with the program: `styles/` and `seed/`."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name`, beside the package in a wheel or at the top of a checkout.

    Raises FileNotFoundError when the installation lost it.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"this installation of plc has lost its {name} folder; install it again")
