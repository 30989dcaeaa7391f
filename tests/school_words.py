"""A school with words in it: what aisha wrote on a server, and for whom."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from plc_tui.domain.audience import with_circles, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make_empty
from plc_tui.services.roster import Roster, join
from school import GROUP, Server, Teacher

PRIVATE = "quokka-only-mine"
SHARED = "quokka-for-ben"
IN_CIRCLE = "quokka-in-the-circle"
GOAL = "quokka-a-goal"
RESPONSE = "quokka-a-response"
DRAFT = "quokka-a-draft"
WORDS = (PRIVATE, SHARED, IN_CIRCLE, GOAL, RESPONSE, DRAFT)
"""What aisha wrote. It all begins with `MARK`."""
MARK = "quokka"


@dataclass(frozen=True)
class School:
    """The school, and the ids of what aisha wrote. Maya keeps it; ben and aisha are in the circle maths."""

    server: Server
    private: str
    shared: str
    in_circle: str
    goal: str

    @property
    def maya(self) -> Teacher:
        """Its keeper."""
        return self.server.maya

    @property
    def ben(self) -> Teacher:
        """A colleague."""
        return self.server.ben

    @property
    def aisha(self) -> Teacher:
        """Whoever wrote the words."""
        return self.server.aisha


def fill(server: Server) -> School:
    """Let the three come in and aisha write, through the services, and give the file to the server."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plc.db"
        make_empty(file, name="Riverside")
        for teacher, name in ((server.maya, "Maya Okafor"), (server.ben, "Ben Ito")):
            join(file, _roster(server, teacher), name, "UTC").close()
        school = _write(server, file)
        put(server, file)
    return school


def _roster(server: Server, teacher: Teacher) -> Roster:
    return Roster(
        teacher.login,
        teacher.uid,
        GROUP,
        frozenset({server.maya.login}),
        lambda: lambda login: pwd.getpwnam(login).pw_uid,
    )


def _write(server: Server, file: Path) -> School:
    ben = server.ben.login
    with closing(join(file, _roster(server, server.aisha), "Aisha Khan", "UTC")) as aisha:
        aisha.circles.new("maths", "Maths circle", "Talk that carries.", [ben])
        private = aisha.notes.add(NewNote(f"{PRIVATE} in a note", f"{PRIVATE} title", tags=(PRIVATE,)))
        shared = aisha.notes.add(NewNote(f"{SHARED} in a note", "Wait time"))
        aisha.notes.share(shared.id, with_people(ben))
        in_circle = aisha.notes.add(NewNote(f"{IN_CIRCLE} in a note", "Talk"))
        aisha.notes.share(in_circle.id, with_circles("maths"))
        goal = aisha.goals.add(NewGoal(Wording(f"How do I {GOAL}?")))
        aisha.responses.add(shared.id, "wonder", f"{RESPONSE}?")
        aisha.drafts.keep("note:new", {"title": DRAFT, "body": DRAFT})
    return School(server, private.id, shared.id, in_circle.id, goal.id)


def put(server: Server, file: Path) -> None:
    """Put a community's file in the place of the server's; nobody has it open."""
    place = server.layout.community
    for old in place.parent.glob("plc.db*"):
        old.unlink()
    shutil.copyfile(file, place)
    place.chmod(0o600)
    os.chown(place, server.account.pw_uid, server.account.pw_gid)
