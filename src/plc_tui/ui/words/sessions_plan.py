"""A session while it is being planned: its fields as text, what the form says of them, and who will see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.seeds import Protocol
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.words.sessions import at, long

if TYPE_CHECKING:
    from plc_tui.services.protocol_plans import ProtocolPlan

NOBODY = "-"
"""The choice of no circle, nobody who presents, no work."""

HINTS = {
    "protocol": "The plan of the meeting: its steps, and who speaks when. Enter chooses another.",
    "circle": "Its members see the session and can come in. Enter chooses.",
    "people": "How many you will be; the steps are fitted to that.",
    "minutes": "How long you have; the steps become shorter or longer. Empty is the usual time.",
    "when": "A day and a time, such as fri 15:30 or 4 december 9:00. It may stay open.",
    "title": "What it is called in everyone's list. Empty is the protocol's name.",
    "focus": "The question the session is about. Whoever presents can word it later.",
    "presenter": "Who brings work and a question. It may stay open.",
    "work": "A note or goal of yours that the others will read, as it is now.",
    "invite": "Colleagues who can come in as well. Enter chooses.",
    "plan": "Enter plans it. Arrows go to what you want to change.",
}
"""One line of explanation for each choice, shown for the one she is at."""


@dataclass(frozen=True, slots=True)
class Planning:
    """What the form offers: protocols, circles of hers, colleagues, and titles of her own works."""

    me: Member
    members: tuple[Member, ...]
    circles: tuple[Circle, ...]
    protocols: tuple[Protocol, ...]

    @property
    def colleagues(self) -> tuple[Member, ...]:
        """Everyone but me."""
        return tuple(member for member in self.members if member.id != self.me.id)

    @property
    def mine(self) -> tuple[Circle, ...]:
        """Circles I am in, those I facilitate first."""
        mine = (circle for circle in self.circles if circle.holds(self.me.id))
        return tuple(sorted(mine, key=lambda circle: not circle.facilitated_by(self.me.id)))

    def circle(self, handle: str) -> Circle | None:
        """Return the circle of this handle."""
        return next((circle for circle in self.circles if circle.handle == handle), None)

    def name(self, handle: str) -> str:
        """Return the name of a member."""
        return next((member.name for member in self.members if member.handle == handle), handle)

    def protocol(self, protocol_id: str) -> Protocol | None:
        """Return the protocol of this id; None when its file is no longer there."""
        return next((protocol for protocol in self.protocols if protocol.id == protocol_id), None)


@dataclass(frozen=True, slots=True)
class Echo:
    """What the form understood: the plan (None: no protocol yet), the moment, and what it did not understand."""

    plan: ProtocolPlan | None = None
    starts: datetime | None = None
    numbers: str = ""
    moment: str = ""


def number(words: str, what: str) -> int | None:
    """Read a whole number from a field; None for an empty one. Raises Invalid."""
    if not words.strip():
        return None
    if not words.strip().isdecimal():
        raise Invalid(f"{what}: write a number, such as 45.")
    return int(words)


def read_handles(words: str) -> tuple[str, ...]:
    """Read the handles kept in one field of a draft."""
    return tuple(filter(None, words.split(",")))


# What the buttons say


def protocol_label(echo: Echo) -> Content:
    """The protocol with its length, or that one is to be chosen."""
    if echo.plan is None:
        return Content.styled("None yet: press Enter to choose", "$soft")
    return safe.fill("$title[$soft], $long[/]", title=echo.plan.protocol.title, long=long(echo.plan.seconds))


def circle_label(handle: str, planning: Planning) -> Content:
    """The circle and its size."""
    circle = planning.circle(handle)
    if circle is None:
        return Content.styled("No circle: only those you invite", "$soft")
    return safe.fill("$title [$soft]($size)[/]", title=circle.title, size=_people(len(circle.members)))


def presenter_label(handle: str, planning: Planning, echo: Echo) -> Content:
    """Who presents."""
    if handle:
        return Content("You") if handle == planning.me.handle else safe.line(planning.name(handle))
    if echo.plan is not None and not echo.plan.protocol.has_presenter:
        return Content.styled("Nobody: this protocol has no presenter", "$soft")
    return Content.styled("Not said yet", "$soft")


def work_label(title: str, presenter: str, planning: Planning) -> Content:
    """The work, or who brings it."""
    if title:
        return safe.line(f"“{title}”")
    if presenter and presenter != planning.me.handle:
        return safe.fill("[$soft]$name brings it, on the session's page[/]", name=planning.name(presenter))
    return Content.styled("None yet", "$soft")


def invite_label(handles: Iterable[str], planning: Planning) -> Content:
    """Who is invited besides the circle."""
    names = [planning.name(handle) for handle in handles]
    return safe.line(", ".join(names)) if names else Content.styled("Nobody else", "$soft")


# What stands beside the fields


def people_echo(echo: Echo) -> Content:
    """Whether the protocol is for so many."""
    if echo.numbers:
        return _wrong(echo, "People")
    if echo.plan is None:
        return Content("")
    least, most = echo.plan.protocol.people_least, echo.plan.protocol.people_most
    fits = least <= echo.plan.people <= most
    words = f"it is for {least} to {most}" if least != most else f"it is for {most}"
    return Content.styled(words if fits else f"take care: {words}", "$soft" if fits else "$care")


def _wrong(echo: Echo, field: str) -> Content:
    """What is wrong with this field, when it is this one."""
    return safe.line(echo.numbers, "$care") if echo.numbers.startswith(field) else Content("")


def minutes_echo(echo: Echo) -> Content:
    """How long it comes to."""
    if echo.numbers:
        return _wrong(echo, "Minutes")
    if echo.plan is None:
        return Content("")
    if echo.plan.why_not.startswith("needs"):
        return safe.line(f"take care: it {echo.plan.why_not}", "$care")
    if echo.plan.minutes is None:
        return Content.styled(f"usually {long(echo.plan.seconds)}", "$soft")
    fits = abs(echo.plan.seconds - echo.plan.minutes * 60) < 60
    return Content.styled("" if fits else f"comes to {long(echo.plan.seconds)}", "$soft")


def when_echo(echo: Echo, now: datetime, clock: int) -> Content:
    """The moment as it was understood."""
    if echo.moment:
        return safe.line(echo.moment, "$care")
    if echo.starts is None:
        return Content.styled("no day yet", "$soft")
    local = echo.starts.astimezone(now.tzinfo)
    return safe.line(f"{local:%A} {local.day} {local:%B}, {at(local, now, clock).rpartition(' ')[2]}", "$good")


# Who will see it


def statement(fields: Mapping[str, str], planning: Planning, work: str) -> Content:
    """Say plainly who will see that it is planned, and who will read the work."""
    circle = planning.circle(fields["circle"])
    inside = {place.person.handle for place in circle.members} if circle else set()
    extra = dict.fromkeys((*read_handles(fields["invite"]), *filter(None, [fields["presenter"]])))
    named = [planning.name(h) for h in extra if h not in inside and h != planning.me.handle]
    who = join_words([*([f"{circle.title} ({_people(len(circle.members))})"] if circle else []), *named])
    if not who:
        alone = "Only you will see that this session is planned, until you invite somebody."
        return Content(alone)
    reads = f" and can read a copy of “{work}” as it is now" if work else ""
    return safe.fill("[b $warm]$who[/] will see that this session is planned$reads.", who=who, reads=reads)


def anyone_else(fields: Mapping[str, str], planning: Planning) -> bool:
    """Whether anybody but her would see it."""
    others = {fields["presenter"], *read_handles(fields["invite"])} - {"", planning.me.handle}
    circle = planning.circle(fields["circle"])
    return bool(others) or (circle is not None and len(circle.members) > 1)


def new_session(fields: Mapping[str, str], starts: datetime | None) -> NewSession:
    """The form as a session to plan. Raises Invalid."""
    if not fields["protocol"]:
        raise Invalid("Choose a protocol first: it is the plan of the meeting.")
    plain = NewSession(fields["protocol"], fields["title"], fields["focus"], starts=starts)
    return replace(
        plain,
        circle=fields["circle"],
        invite=read_handles(fields["invite"]),
        presenter=fields["presenter"],
        work=fields["work"],
        minutes=number(fields["minutes"], "Minutes"),
        people=number(fields["people"], "People") or 0,
    )


# What there is to choose


def circle_options(planning: Planning) -> list[Option]:
    """Her circles, and none."""
    options = [
        Option(
            circle.handle, safe.line(circle.title), Content(f"{_people(len(circle.members))} see it and can come in")
        )
        for circle in planning.mine
    ]
    return [*options, Option(NOBODY, Content("No circle"), Content("Only those you invite by name."))]


def presenter_options(planning: Planning, handle: str) -> list[Option]:
    """Those of the circle first, then everyone; and nobody."""
    circle = planning.circle(handle)
    inside = {place.person.id for place in circle.members} if circle else set()
    every = sorted(planning.members, key=lambda m: (m.id != planning.me.id, m.id not in inside, m.name.casefold()))
    options = [
        Option(
            m.handle, Content("You") if m.id == planning.me.id else safe.line(m.name), _outside(m.id in inside, circle)
        )
        for m in every
    ]
    return [Option(NOBODY, Content("Not said yet")), *options]


def _outside(inside: bool, circle: Circle | None) -> Content | None:
    if inside or circle is None:
        return None
    return safe.fill("not in $title; will see the session too", title=circle.title)


def _people(count: int) -> str:
    return counted(count, "person", "people")
