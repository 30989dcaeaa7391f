"""Who may read a thing: the ladder, from only me to everyone here.

Widening it asks, naming people; narrowing it happens at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from plc_tui.domain.audience import (
    EVERYONE,
    EVERYONE_HERE,
    ONLY_ME,
    Audience,
    AudienceChange,
    AudienceKind,
    Choice,
    join_words,
    with_circles,
    with_people,
)
from plc_tui.text import one_line_summary
from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.marks import Marks, marks_of
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.paged_list import PagedList, Row

if TYPE_CHECKING:
    from plc_tui.domain.people import Circle, Member
    from plc_tui.services import Plc
    from plc_tui.ui.screens.talking import Talking

_NAMED = 6
"""So many people are named in a question; of more the first ones are, and the rest counted."""

RUNGS: tuple[tuple[AudienceKind, str, str], ...] = (
    ("me", "Only me", "Nobody else can read it."),
    ("people", "These people...", "Colleagues you name, one by one."),
    ("circles", "These circles...", "Whoever is in a circle you name, now or later."),
    ("community", "Everyone here", "Every member, also those who join later."),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the ladder needs to know: the audience as it is, and whom it could be widened to."""

    title: str
    audience: Audience
    me: str
    members: tuple[Member, ...]
    circles: tuple[Circle, ...]

    @property
    def colleagues(self) -> tuple[Member, ...]:
        """Everyone but me."""
        return tuple(member for member in self.members if member.id != self.me)


class Ladder(Dialog[str]):
    """Gives the rung that was chosen; the one that holds now is marked."""

    CSS_PATH = style("audience")
    BINDINGS = [
        Binding(letter, f"rung('{kind}')", show=False)
        for letter, kind in (("m", "me"), ("p", "people"), ("c", "circles"), ("e", "community"))
    ]

    def __init__(self, title: str, audience: Audience) -> None:
        super().__init__(safe.fill("Who can read “$title”?", title=one_line_summary(title, 60)))
        self._audience = audience

    def compose_body(self) -> ComposeResult:
        """The four rungs."""
        yield PagedList()

    def on_mount(self) -> None:
        """The cursor begins on the rung that holds now."""
        paged_list = self.query_one(PagedList)
        paged_list.show(rungs(self._audience, marks_of(self)))
        paged_list.go_to(self._audience.kind)
        paged_list.focus()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("enter", "Choose"), ("escape", "Back, as it is"))

    @on(PagedList.Opened)
    def _opened(self, message: PagedList.Opened) -> None:
        self.dismiss(message.key)

    def action_rung(self, kind: str) -> None:
        """Choose by letter."""
        self.dismiss(kind)


def rungs(audience: Audience, marks: Marks) -> list[Row]:
    """The ladder as rows; the rung that holds now has a mark, the word for it, and its names."""
    return [_rung(kind, title, help_, audience, marks) for kind, title, help_ in RUNGS]


def _rung(kind: AudienceKind, title: str, help_: str, audience: Audience, marks: Marks) -> Row:
    if kind != audience.kind:
        return Row(kind, Content(title), Content(help_), mark=" ")
    names = [person.name for person in audience.people] + [circle.title for circle in audience.circles]
    detail = safe.line(_some(names)) if names else Content(help_)
    return Row(kind, Content(title), detail, Content("as it is now"), mark=marks.done)


def _some(names: list[str]) -> str:
    """Join names as a sentence does; of a great many only the first are named."""
    if len(names) <= _NAMED:
        return join_words(names)
    return join_words([*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} others"])


def question(change: AudienceChange) -> Content:
    """What is asked before an audience widens: `Ben and Aisha will be able to read this. Share?`"""
    names = _some([person.name for person in change.gain])
    circles = join_words([circle.title for circle in change.audience.circles])
    group = {"community": "Everyone here", "circles": circles}.get(change.audience.kind, "")
    if group and names:
        return safe.fill("$group ($names) will be able to read this. Share?", group=group, names=names)
    return safe.fill("$who will be able to read this. Share?", who=group or names)


def consequence(change: AudienceChange) -> Content:
    """What else is true then: who loses it, and that earlier versions stay hers."""
    lost = [person.name for person in change.lose]
    later = {
        "circles": "So will whoever joins the circle later. ",
        "community": "So will whoever joins later. ",
    }.get(change.audience.kind, "")
    ends = f"{_some(lost)} will no longer be able to. " if lost else ""
    rest = "They read it as it is from now on, and can respond. Earlier versions stay yours alone, "
    return safe.words(f"{later}{ends}{rest}and you can narrow it again at any time.")


def asks_first(now: Audience, change: AudienceChange) -> bool:
    """Whether a change needs a yes: someone gains it, or would by joining a circle or the community later."""
    groups = {circle.id for circle in change.audience.circles}
    if change.audience.kind == "community":
        groups = {EVERYONE}
    newly = groups - now.principals()
    return change.widens or bool(newly and EVERYONE not in now.principals())


async def choose_audience(screen: Talking, thing_id: str) -> bool:
    """Let her choose who may read a note or goal of hers; True when that changed. Only inside an action or a worker.

    Raises NotFound and NotPermitted.
    """
    situation = await screen.ask(lambda plc: _situation(plc, thing_id))
    rung = await screen.push_wait(Ladder(situation.title, situation.audience))
    choice = None if rung is None else await _choice(screen, situation, rung)
    if choice is None:
        return False
    change = await screen.ask(lambda plc: plc.audience.preview(thing_id, choice))
    if not change.lose and change.audience.principals() == situation.audience.principals():
        screen.say("It stays as it was.")
        return False
    if asks_first(situation.audience, change) and not await screen.confirm(
        question(change), consequence(change), "Share it", "Keep it as it is"
    ):
        screen.say("Nothing was shared.")
        return False
    words = await screen.ask(lambda plc: _share(plc, thing_id, choice))
    screen.wrote(safe.fill("Who can read it now: [b]$words[/b]", words=words))
    return True


def _situation(plc: Plc, thing_id: str) -> Situation:
    plc.audience.preview(thing_id, ONLY_ME)  # refuses what is not hers
    if thing_id.startswith("g"):
        goal = plc.goals.show(thing_id)
        title, audience = goal.wording.question, goal.audience
    else:
        note = plc.notes.show(thing_id)
        title, audience = note.title, note.audience
    return Situation(title, audience, plc.actor.id, plc.members.list(), plc.circles.list())


def _share(plc: Plc, thing_id: str, choice: Choice) -> str:
    if thing_id.startswith("g"):
        plc.goals.share(thing_id, choice)
    else:
        plc.notes.share(thing_id, choice)
    return plc.audience.words(thing_id)


async def _choice(screen: Talking, situation: Situation, rung: str) -> Choice | None:
    if rung == "me":
        return ONLY_ME
    if rung == "community":
        return EVERYONE_HERE
    return await (_people if rung == "people" else _circles)(screen, situation)


async def _people(screen: Talking, situation: Situation) -> Choice | None:
    before = [person.handle for person in situation.audience.people]
    if not situation.colleagues:
        screen.say("There is nobody else here yet.")
        return None
    options = [
        Option(member.handle, safe.fill("$name [$soft]@$handle[/]", name=member.name, handle=member.handle))
        for member in situation.colleagues
    ]
    hint = "Type a name to narrow the list"
    chosen = await screen.choose("Which people can read it?", options, many=True, chosen=before, hint=hint)
    if chosen:
        return with_people(*chosen)
    return _nobody(screen, chosen, had_some=bool(before))


async def _circles(screen: Talking, situation: Situation) -> Choice | None:
    before = [circle.handle for circle in situation.audience.circles]
    if not situation.circles:
        screen.say("There are no circles here yet.")
        return None
    hers = sorted(situation.circles, key=lambda circle: (not circle.holds(situation.me), circle.title.casefold()))
    options = [_circle_option(circle, circle.holds(situation.me)) for circle in hers]
    chosen = await screen.choose("Which circles can read it?", options, many=True, chosen=before, none="nothing yet")
    if chosen:
        return with_circles(*chosen)
    return _nobody(screen, chosen, had_some=bool(before))


def _circle_option(circle: Circle, mine: bool) -> Option:
    names = _some([place.person.name for place in circle.members])
    detail = safe.fill("$names$not_in", names=names, not_in="" if mine else " · you are not in it")
    return Option(circle.handle, safe.line(circle.title), detail)


def _nobody(screen: Talking, chosen: tuple[str, ...] | None, *, had_some: bool) -> Choice | None:
    """Taking everybody away means only me; choosing nobody where there was nobody means she thought better of it."""
    if chosen is not None and had_some:
        return ONLY_ME
    screen.say(None if chosen is None else "Nobody was chosen; it stays as it was.")
    return None
