"""One small community in a real file in which every word that somebody wrote is a word of its own.

So a word on the screen, in a list or in a message tells whose text it came from, and whether the one at the keys may
read that text. Who may read what is written down here by hand, thing by thing; nothing of it is asked of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_circles, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc

ACTORS = {
    "olga": "the owner",
    "nils": "a named colleague",
    "carla": "a member of the circle",
    "ivo": "a co-member who is only invited to the circle",
    "mira": "a masked reviewer",
    "axel": "an asked reviewer, who writes",
    "bea": "a reviewer who has sent her review",
    "arno": "a reviewer who was asked and has not answered",
    "nora": "a member to whom nothing was given",
    "kaya": "the keeper, to whom nothing was given",
    "petra": "the author of a masked request",
    "lena": "a member who left",
    "zed": "somebody who is no member",
}
"""Who comes to the keys. `lena` was named, was in the circle and was asked, and then left."""
OUTSIDE = ("lena", "zed")
"""Those to whom the file does not open."""
MEMBERS = frozenset(ACTORS) - frozenset(OUTSIDE)
COMMON = "kestrel"
"""A word in everything that can be found: for counting."""
_WORD = re.compile(r"qz\d{3}m")


@dataclass
class Thing:
    """Something that can be read: what kind it is, where it stands, who owns it, and who else may read it."""

    name: str
    kind: str
    owner: str
    readers: frozenset[str] = frozenset()
    id: str = ""
    in_bin: bool = False
    seats: dict[str, str] = field(default_factory=dict)
    """For a request: where each colleague stands in it."""

    def relation(self, actor: str) -> str:
        """How `actor` stands to it: the column of the rules."""
        if actor in OUTSIDE:
            return "outside"
        if actor == self.owner:
            return "owner"
        return self.seats.get(actor) or ("reader" if actor in self.readers else "other")


class World:
    """The file, the things in it, and the words."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.things: dict[str, Thing] = {}
        self._words: list[tuple[str, str]] = []
        self._places: dict[tuple[str, str], str] = {}
        self._only: dict[tuple[str, str], frozenset[str]] = {}
        self._seen: dict[str, frozenset[str]] = {}

    # Words

    def word(self, thing: str, part: str, only: Iterable[str] | None = None) -> str:
        """Make the word of one part of a thing; `only` says who may read it when not all who read the thing may."""
        found = f"qz{len(self._words):03d}m"
        self._words.append((thing, part))
        self._places[thing, part] = found
        if only is not None:
            self._only[thing, part] = frozenset(only)
        return found

    def of(self, thing: str, part: str) -> str:
        """The word of one part of a thing."""
        return self._places[thing, part]

    def may_see(self, actor: str) -> frozenset[str]:
        """Every word `actor` may read, once all is made."""
        if actor not in self._seen:
            words = () if actor in OUTSIDE else self._places.values()
            self._seen[actor] = frozenset(word for word in words if self._may(actor, word))
        return self._seen[actor]

    def _may(self, actor: str, word: str) -> bool:
        name, part = self.whence(word)
        thing = self.things[name]
        return actor in self._only.get((name, part), thing.readers | {thing.owner})

    def whence(self, word: str) -> tuple[str, str]:
        """The thing and the part a word stands in."""
        return self._words[int(word[2:5])]

    @staticmethod
    def words_in(output: str) -> frozenset[str]:
        """Every such word in what was printed, also where a line was broken or letters made large."""
        return frozenset(_WORD.findall(output.lower()))

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Every word with its thing and its part."""
        for (thing, part), word in self._places.items():
            yield thing, part, word

    # Making it

    def add(self, thing: Thing) -> Thing:
        """Remember a thing."""
        self.things[thing.name] = thing
        return thing

    @contextmanager
    def at(self, handle: str, hours: float = 0) -> Iterator[Plc]:
        """A member's own program on the file, so many hours from now."""
        plc = open_plc(self.path, as_handle=handle, clock=lambda: datetime.now(UTC) + timedelta(hours=hours))
        try:
            yield plc
        finally:
            plc.close()


WITH: dict[str, tuple[Choice | None, frozenset[str]]] = {
    "alone": (None, frozenset()),
    "to nils": (with_people("nils", "lena"), frozenset({"nils"})),
    "to the circle": (with_circles("maths"), frozenset({"carla"})),
    "to everyone": (EVERYONE_HERE, MEMBERS),
    "in the bin": (EVERYONE_HERE, frozenset()),
}
"""Each way a note or goal is given, and who then may read it besides its owner; nobody reads what is in the bin."""


def build(path: Path) -> World:
    """Make the community in a new file."""
    world = World(path)
    keeper = make(path, name="Riverbank", handle_="kaya", display="Kaya Keeper", login="kaya")
    for handle in ACTORS:
        if handle not in ("kaya", "zed"):
            keeper.members.add(handle, f"{handle.capitalize()} Somebody")
    with world.at("olga") as olga, world.at("carla") as carla, world.at("nils") as nils:
        olga.circles.new("maths", "Maths circle", "We watch pupils think", ["carla", "lena"])
        olga.circles.invite("maths", "ivo")
        _notes(world, olga)
        _goals(world, olga)
        _responses(world, olga, nils, carla)
        _drafts(world, olga)
    _sessions(world)
    _requests(world)
    with world.at("petra") as petra:
        _masked(world, petra)
    _locked(world)
    keeper.members.remove("lena")
    for name in [name for name, thing in world.things.items() if thing.in_bin and thing.kind in ("note", "goal")]:
        with world.at("olga") as olga:
            olga.bin.put(world.things[name].id)
    keeper.close()
    return world


def _notes(world: World, olga: Plc) -> None:
    for given, (choice, readers) in WITH.items():
        in_bin = given == "in the bin"
        note = world.add(Thing(f"note {given}", "note", "olga", readers, in_bin=in_bin))
        only = ["olga"] if in_bin else None
        words = {part: world.word(note.name, part, only) for part in ("title", "body", "tag")}
        early = world.word(note.name, "earlier title", ["olga"]), world.word(note.name, "earlier body", ["olga"])
        note.id = olga.notes.add(NewNote(early[1], early[0], tags=(words["tag"],))).id
        olga.notes.edit(note.id, words["title"], f"{words['body']} {COMMON}", tags=[words["tag"]])
        if choice:
            olga.notes.share(note.id, choice)


def _goals(world: World, olga: Plc) -> None:
    for given, (choice, readers) in WITH.items():
        in_bin = given == "in the bin"
        goal = world.add(Thing(f"goal {given}", "goal", "olga", readers, in_bin=in_bin))
        step = world.add(Thing(f"step of the goal {given}", "step", "olga", readers, in_bin=in_bin))

        word = partial(world.word, goal.name, only=["olga"] if in_bin else None)
        early = Wording(word("earlier question"), word("earlier why"), extra=(("obstacle", word("earlier obstacle")),))
        goal.id = olga.goals.add(NewGoal(early, "woop", word("step"))).id
        now = Wording(word("question"), f"{word('why')} {COMMON}", word("notice"), word("steers"), word("season"))
        olga.goals.reword(goal.id, now, word("because"))
        step.id = olga.goals.show(goal.id).steps[0].id
        olga.goals.check_in(goal.id, word("tried"), word("noticed"), word("confidence"))
        if choice:
            olga.goals.share(goal.id, choice)


def _responses(world: World, olga: Plc, nils: Plc, carla: Plc) -> None:
    writers = {"to nils": nils, "to the circle": carla, "to everyone": carla, "in the bin": carla}
    for kind in ("note", "goal"):
        for given, writer in writers.items():
            root = world.things[f"{kind} {given}"]
            name = f"response to the {root.name}"
            by = writer.actor.handle
            readers = frozenset() if root.in_bin else root.readers | {"olga"}
            response = world.add(Thing(name, "response", by, readers, in_bin=root.in_bin))
            only = [by] if root.in_bin else None
            said = f"{world.word(name, 'text', only)} {COMMON}"
            response.id = writer.responses.add(root.id, "wonder", said).id
            answer = world.add(Thing(f"answer to the {name}", "response", "olga", readers | {by}, in_bin=root.in_bin))
            said = f"{world.word(answer.name, 'text', ['olga'] if root.in_bin else None)} {COMMON}"
            answer.id = olga.responses.add(response.id, "answer", said).id
    taken = world.add(Thing("response taken back", "response", "carla", in_bin=True))
    said = world.word(taken.name, "text", ["carla"])
    taken.id = carla.responses.add(world.things["note to everyone"].id, "wonder", said).id
    carla.responses.withdraw(taken.id)


def _drafts(world: World, olga: Plc) -> None:
    note = world.things["note to everyone"]
    for name, place in (("draft of a new note", "note:new"), ("draft of a note", f"note:{note.id}")):
        draft = world.add(Thing(name, "draft", "olga", id=place))
        olga.drafts.keep(place, {part: world.word(draft.name, part) for part in ("title", "body")})


AGENDA: tuple[dict[str, object], ...] = (
    {"title": "Aloud", "gathers": ("note",)},
    {"title": "Unseen", "gathers": ("note",), "hidden": True, "naming": "anonymous"},
    {"title": "Vote", "dots": 3},
    {"title": "Last"},
)


def _sessions(world: World) -> None:
    """Three sessions of the circle that Olga facilitates; an hour ago, so that she has been away from the console."""
    readers = frozenset({"carla", "nils"})
    planned = world.add(Thing("session planned", "planned", "olga", readers))
    _plan(world, planned)
    for name, kind in (("session open", "session"), ("session over", "held")):
        session = world.add(Thing(name, kind, "olga", readers, seats={"nils": "seated"}))
        _plan(world, session)
        with world.at("olga", -1) as olga, world.at("nils", -1) as nils:
            _hold(world, session, olga, nils)
            if kind == "held":
                olga.sessions.close(session.id)


def _plan(world: World, session: Thing) -> None:
    words = {part: f"{world.word(session.name, part)} {COMMON}" for part in ("title", "focus")}
    with world.at("olga", -1) as olga:
        later = datetime.now(UTC) + timedelta(days=1)
        new = NewSession("chalk-talk", words["title"], words["focus"], "maths", ("nils",), starts=later)
        session.id = olga.sessions.plan(new).id
        first = olga.sessions.show(session.id).steps
        for fields in reversed(AGENDA):
            step = SessionStep("", seconds=300, **fields)  # type: ignore[arg-type]  # its own fields
            olga.console.insert(session.id, step, first[-1].id)
        for step in first:
            olga.console.remove(session.id, step.id)


def _hold(world: World, session: Thing, olga: Plc, nils: Plc) -> None:
    """Nils says something in the open and something hidden, parks one thing and promises another; so does Olga."""
    olga.sessions.open(session.id)
    nils.sessions.join(session.id)
    first, second, *_ = (step.id for step in olga.console.forward(session.id, "").room.steps)
    nils.seat.say(session.id, world.word(session.name, "said"))
    olga.console.forward(session.id, first)
    nils.seat.say(session.id, world.word(session.name, "hidden", ["nils"]))
    nils.seat.park(session.id, world.word(session.name, "parked"))
    olga.console.go_to(session.id, first, second)
    readers = session.readers
    promise = world.add(Thing(f"promise in the {session.name}", "promise", "olga", readers))
    olga.seat.commit(session.id, world.word(promise.name, "text"))
    promise.id = olga.seat.owed()[-1].id
    nils.seat.commit(session.id, world.word(session.name, "promise"))


ASKED: dict[str, tuple[Choice, frozenset[str], dict[str, str]]] = {
    "asked by name": (
        with_people("axel", "bea", "arno", "lena"),
        frozenset({"axel", "bea", "arno"}),
        {"axel": "writing", "bea": "sent", "arno": "asked"},
    ),
    "open to volunteers": (EVERYONE_HERE, MEMBERS, dict.fromkeys(MEMBERS - {"olga"}, "free")),
    "to the circle": (with_circles("maths"), frozenset({"carla"}), {"carla": "free"}),
    "closed": (with_people("bea", "axel"), frozenset({"bea"}), {"bea": "ended"}),
    "withdrawn": (with_people("axel", "bea"), frozenset(), {}),
}
"""Each request of Olga's: whom she asked, who sees it now besides her, and where each of them stands in it."""


def _requests(world: World) -> None:
    for state, (choice, readers, seats) in ASKED.items():
        with world.at("olga") as olga:
            request = _ask(world, olga, f"request {state}", choice, readers, seats)
        if state in ("asked by name", "closed", "withdrawn"):
            _review(world, request, "axel", send=False)
        if state in ("asked by name", "closed"):
            _review(world, request, "bea", send=True)
        with world.at("olga") as olga:
            if state == "closed":
                olga.reviews.close(request.id, world.word(request.name, "closing"))
            elif state == "withdrawn":
                olga.reviews.withdraw(request.id)


def _ask(
    world: World,
    author: Plc,
    name: str,
    choice: Choice,
    readers: frozenset[str],
    seats: dict[str, str],
    *,
    masked: bool = False,
) -> Thing:
    """A request about a work of its own, which is given to nobody: it is read through the request, in one version."""
    owner = author.actor.handle
    request = world.add(Thing(name, "request", owner, readers, seats=seats))
    work = world.add(Thing(f"work of the {name}", "work", owner))
    reads = readers | {owner}
    title, body = world.word(work.name, "title", reads), world.word(work.name, "body", reads)
    tag = world.word(work.name, "tag")
    work.id = author.notes.add(NewNote(f"{body} {COMMON}", title, tags=(tag,))).id
    words = [world.word(name, part) for part in ("focus", "off-limits")]
    request.id = author.reviews.ask(NewRequest(work.id, words[0], choice, off_limits=words[1], masked=masked)).id
    author.notes.edit(work.id, body=f"{world.word(work.name, 'later body')} {COMMON}")
    return request


def _review(world: World, request: Thing, by: str, *, send: bool) -> None:
    """A review in a request; what is written in it is read by its writer, and once it is sent by the author too."""
    ended = request.name in ("request closed", "request withdrawn")
    owner = request.owner
    reads = {by, owner} if send else {by}  # an unsent one is kept among its writer's drafts when its request ends
    point = world.add(Thing(f"point by {by} in the {request.name}", "point", by))
    with world.at(by) as writer:
        writer.reviews.take(request.id)
        writer.reviews.write(request.id, [("warm", f"{world.word(point.name, 'text', reads)} {COMMON}")])
        if send:
            writer.reviews.send(request.id)
        mine = writer.reviews.show(request.id).reviews[0]
    point.id = mine.points[0].id
    point.seats = {owner: "author"} if send else {}
    if ended:
        point.seats = {owner: "too late"} if send else {}
        if not send:
            point.in_bin = True  # gone out of its writer's sight, but for her draft
    if send:
        with world.at(owner) as author:
            author.reviews.decide(point.id, "try", world.word(point.name, "reply", reads))


def _masked(world: World, petra: Plc) -> None:
    choice = with_people("mira", "bea")
    seats = {"mira": "writing", "bea": "sent"}
    request = _ask(world, petra, "request masked", choice, frozenset({"mira", "bea"}), seats, masked=True)
    _review(world, request, "mira", send=False)
    _review(world, request, "bea", send=True)


SECRET = "four words nobody else has"
"""The passphrase of those who have one."""
WITH_PASSPHRASE = ("olga", "nils", "nora")
"""An owner, a reader and another member: making a key takes a tenth of a second for each."""


def _locked(world: World) -> None:
    for handle in WITH_PASSPHRASE:
        with world.at(handle) as plc:
            plc.locks.begin(SECRET)
            if handle == "olga":
                _lock_one(world, plc)


def _lock_one(world: World, olga: Plc) -> None:
    """A note that had been read by Nils until it was locked, with a draft of it. Without the passphrase its words are
    nobody's, not even hers."""
    note = world.add(Thing("note locked", "locked", "olga"))
    words = {part: world.word(note.name, part, []) for part in ("title", "body", "tag", "draft")}
    text = f"{words['body']} {COMMON}"
    note.id = olga.notes.add(NewNote(text, words["title"], tags=(words["tag"],))).id
    olga.notes.share(note.id, with_people("nils"))
    olga.drafts.keep(f"note:{note.id}", {"body": words["draft"]})
    olga.locks.lock(note.id)
