"""How teachers reach the program: sudo's rule for their group, and the command that they type."""

from __future__ import annotations

from pathlib import Path

from plc_tui.host.config import ServerConfig
from plc_tui.host.layout import Layout
from plc_tui.host.setup import people, tools
from plc_tui.host.setup.part import AGAIN, Look, Part, TextFile

SUDOERS = """\
# Lets the group {group} start plc as the account {account}, and nothing else. Written by `plc server install`.
#
# Only these command lines are allowed, so that no argument of a teacher's can mean anything before plc has asked who
# is calling; and so that no word of hers is written to the log. What she typed comes on standard input.
Cmnd_Alias PLC = {plc} "", \\
    {plc} --arguments-on-stdin [1-9], \\
    {plc} --arguments-on-stdin [1-9][0-9], \\
    {plc} --arguments-on-stdin [1-9][0-9][0-9]
Defaults!PLC env_reset, !setenv, !requiretty, use_pty, noexec, umask=0077, umask_override
Defaults!PLC env_keep = "COLORTERM LANG LC_ALL LC_CTYPE NO_COLOR"
Defaults!PLC secure_path = "/usr/sbin:/usr/bin:/sbin:/bin"
%{group} ALL=({account}:{account}) CWD={data} NOPASSWD: PLC
"""

WRAPPER = """\
#!/bin/sh
# Starts plc on the school's server. Written by `plc server install`.
if [ "$(id -u)" = 0 ]; then
    exec {plc} "$@"
fi
if [ "$_PLC_COMPLETE" ]; then
    set -- "_PLC_COMPLETE=$_PLC_COMPLETE" "COMP_WORDS=$COMP_WORDS" "COMP_CWORD=$COMP_CWORD"
elif [ "$#" = 0 ]; then
    exec {sudo} -n -u {account} -- {plc}
fi
if [ "$#" -gt 999 ]; then
    echo "plc takes at most 999 words." >&2
    exit 2
fi
# What was typed goes over standard input: sudo writes arguments to the log, and these may be somebody's words.
more=
for word; do
    case $_PLC_COMPLETE$word in -|*=-) more=yes ;; esac
done
{{
    printf '%s\\0' "$@"
    if [ "$more" ]; then cat; fi
}} | {sudo} -n -u {account} -- {plc} --arguments-on-stdin "$#"
"""


def parts(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return the parts of the set-up that let teachers in."""
    names = {"group": config.group, "account": config.account, "plc": layout.plc, "data": layout.data}
    sudo = tools.find("sudo") or "/usr/bin/sudo"
    return (
        TextFile("sudo's rule", layout.sudoers, SUDOERS.format(**names), 0o440, _one_rule, _all_rules),
        TextFile("the command plc", layout.wrapper, WRAPPER.format(**names, sudo=sudo), 0o755),
    )


def _one_rule(file: Path) -> str:
    return tools.complaint("visudo", "-cf", str(file))


def _all_rules() -> str:
    return tools.complaint("visudo", "-c")


def looks(config: ServerConfig, layout: Layout) -> tuple[Part, ...]:
    """Return what is looked at beside: whether sudo really lets the group in, as its other files may forbid it."""
    return (
        Look("sudo's files", _all_rules, "Mend what visudo names: sudo visudo -c"),
        Look("sudo for the group", lambda: _refused(config, layout), f"{AGAIN}; see: sudo visudo -c"),
    )


def _refused(config: ServerConfig, layout: Layout) -> str:
    for login in people.members(config.group)[:1]:
        if tools.complaint("sudo", "-n", "-l", "-U", login, "-u", config.account, "--", str(layout.plc)):
            return f"sudo does not let {login} start plc"
    return ""
