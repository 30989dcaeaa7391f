"""What a program that can reach everybody's words does to itself first."""

from __future__ import annotations

import subprocess
import sys

CLOSED = """
import os, resource, sys
from plc_tui.host.hardening import harden
if "--close" in sys.argv:
    for number in (0, 1, 2): os.close(number)
harden()
if "--close" in sys.argv:
    opened = os.open("/dev/null", os.O_RDONLY)
    sys.exit(0 if opened > 2 and os.fstat(1).st_rdev == os.stat("/dev/null").st_rdev else 1)
status = open("/proc/self/status").read()
print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)), "NoNewPrivs:\\t1" in status)
"""


def test_no_core_no_tracing_no_rights_and_files_for_the_account_alone() -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0o77 True"


def test_a_closed_descriptor_is_not_given_to_the_next_file() -> None:
    assert subprocess.run([sys.executable, "-c", CLOSED, "--close"], check=False).returncode == 0


def test_nothing_but_the_standard_library_is_imported_before(tmp_path: object) -> None:
    script = (
        "import sys; from plc_tui.host import door, hardening\n"
        "ours = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in ours if name.isidentifier() and not name.startswith('_')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['plc_tui']"
