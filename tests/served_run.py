"""Many command lines of a teacher in one process of the server's account: for tests of what the program refuses.

The interpreter, the code and the account are the installed ones, and the program asks as ever who is there; only sudo
and the start of a process for each line are left out, which have tests of their own.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

from school import Server, Teacher
from terminal import Result

_RUN = """
import contextlib, io, json, os
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
    start, code = server.layout.plc.read_text().partition("\n")[::2]
    setting_up = code.partition("from plc_tui")[0]
    command = ["setpriv", "--reuid", "plc", "--regid", "plc", "--clear-groups", *start.removeprefix("#!").split()]
    done = subprocess.run(
        [*command, "-c", setting_up + _RUN, json.dumps(list(map(list, lines)))],
        env={"SUDO_UID": str(teacher.uid), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/var/lib/plc"},
        cwd="/var/lib/plc",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Result(*each) for each in json.loads(done.stdout)]
