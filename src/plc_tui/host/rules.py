"""What does not work on a school's server, and the sentence that says so: the one table.

Everything here would let a caller name a path, start another program, or act as somebody else, in a process that can
reach everybody's words. A verb stands here as it is typed after `plc`, an option as it is written, and what a verb
does inside by a word of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

_OWN_FILE = "The school's server has one community and one file."
_TAKE = "Your own words you take with you by: plc export > words.zip"
_ROSTER = "Who belongs here is who is in this server's group {group}; whoever runs the server can change that."
_YOURS = "Your settings are kept with your words on the school's server, not in a file."
_SECRET = "The school's server cannot read your files. Say {} - and add < FILE at the end of the line."

REFUSED: Mapping[str, str] = {
    # options
    "--db": f"{_OWN_FILE} Leave out --db.",
    "--as": "On the school's server everyone acts as herself. Leave out --as.",
    "--config": f"{_YOURS} Leave out --config.",
    "--file": "The school's server cannot read your files. Send the text along instead: put - in its place and add "
    "< FILE at the end of the line.",
    "--passphrase-file": _SECRET.format("--passphrase-file"),
    "--new-passphrase-file": _SECRET.format("--new-passphrase-file"),
    "--code-file": _SECRET.format("--code-file"),
    "--to": "The school's server cannot write into your folders. Take your words by: plc export > words.zip",
    "--login": _ROSTER,
    # verbs
    "backup": f"Whoever runs the school's server makes its backups, every night. {_TAKE}",
    "restore": f"Whoever runs the school's server brings backups back. {_TAKE}",
    "demo": "A made-up community needs a file of your own, on a computer of your own.",
    "init --name": "This community has its name already.",
    "init --handle": "Your handle is made from your login.",
    "member add": _ROSTER,
    "member remove": _ROSTER,
    "config path": _YOURS,
    # what a verb would do
    "editor": "The school's server starts no editor. Write on the screen (type: plc), or send the text along with -.",
    "roster": _ROSTER,
    "setting": "That is the same for everyone on the school's server; whoever runs it decides.",
    "terminal": "That is not for a screen. Send it to a file of yours: plc export > words.zip",
}


def refusal(what: str, group: str = "") -> str | None:
    """Return the sentence why `what` does not work on a server, None when it does."""
    words = REFUSED.get(what)
    return words.format(group=group) if words else None


def refused_line(verb: str, given: Mapping[str, object], group: str = "") -> str | None:
    """Return why a command line does not work on a server: its verb, or an option of it. None when it does.

    `given` are the options that stand on it with their values; one whose value is "-" means standard input.
    """
    for what in (verb, *(name for each in given for name in (f"{verb} {each}", each) if given[each] != "-")):
        if words := refusal(what, group):
            return words
    return None
