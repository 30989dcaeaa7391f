"""The system's own tools, run with nothing of the caller's in their surroundings."""

from __future__ import annotations

import shutil
import subprocess

from plc_tui.host.config import ServerProblem

PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def find(name: str) -> str | None:
    """Return where a tool is, None when it is not installed."""
    return shutil.which(name, path=PATH)


def need(name: str, package: str) -> str:
    """Return where a tool is. Raises ServerProblem, which says how to install it."""
    if there := find(name):
        return there
    raise ServerProblem(f"There is no {name} on this machine. Install it first: apt-get install {package}")


def run(name: str, *args: str) -> None:
    """Run a tool. Raises ServerProblem with the tool's own last words when it fails."""
    if reason := complaint(name, *args):
        raise ServerProblem(f"{name} {' '.join(args)}: {reason}")


def complaint(name: str, *args: str) -> str:
    """Run a tool and return what it complained of, "" when it was content."""
    there = find(name)
    if there is None:
        return f"there is no {name} on this machine"
    done = subprocess.run([there, *args], check=False, capture_output=True, text=True, env={"PATH": PATH}, cwd="/")
    if done.returncode == 0:
        return ""
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return " ".join(said)[:300] or f"it ended with {done.returncode}"
