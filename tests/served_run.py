"""Command lines of a teacher in one process of the server's account: for tests that are not about how it starts.

The interpreter, the code and the account are the installed ones, and the program asks as ever who is there; only sudo
and the start of an interpreter for each line are left out, which have tests of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import warm
from school import Server, Teacher
from terminal import Result

_RUN = """
import contextlib, io, json, sys
from plc_tui.cli.run import run
from plc_tui.host import identity

assert identity.caller().served, "this is not the server's program"

def stream(text=""):
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)

found = []
for line in json.loads(sys.argv[1]):
    out, err, sys.stdin = stream(), stream(), stream("piped")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(line)
    found.append([code, out.buffer.getvalue().decode(errors="replace"), err.buffer.getvalue().decode()])
print(json.dumps(found))
"""


def served(server: Server, teacher: Teacher, lines: Sequence[Sequence[str]]) -> list[Result]:
    """Run the lines as `teacher`, one after the other, and return what each gave."""
    code, out, err = warm.run(
        [server.layout.plc.read_text().split()[0], "-c", _RUN, json.dumps(list(map(list, lines)))],
        env={"SUDO_UID": str(teacher.uid), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/var/lib/plc"},
        cwd="/var/lib/plc",
        code=installed(server),
        account="plc",
    )
    assert code == 0, err.decode()
    return [Result(*each) for each in json.loads(out)]


def ask(server: Server, teacher: Teacher, *line: str, expect: int | None = 0) -> Result:
    """Run one line as `teacher`; AssertionError unless it exits with `expect`."""
    (result,) = served(server, teacher, [line])
    assert expect in (None, result.code), f"{line}: exit {result.code}\n{result.out}\n{result.err}"
    return result


def installed(server: Server) -> warm.Code:
    """The code that is installed now, as its start names it."""
    found = re.match(r"#!(\S+) (\S+)\n.*sys\.path\.append\('([^']+)'\)", server.layout.plc.read_text(), re.DOTALL)
    assert found
    return warm.Code((found[1], found[2]), found[3], ("plc_tui.cli.run", "plc_tui.services.opening"))
