"""An ask for reviews while it is being written: its fields as text, for the form and the draft, and as a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from plc_tui import seeds
from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.reviews import NewRequest
from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option

VOLUNTEERS = "volunteers"
NAMED = "people"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the form offers: the work, and whom it could go to."""

    work_id: str
    title: str
    kind: str
    version: int
    me: str
    members: tuple[Member, ...]
    circles: tuple[Circle, ...]

    @property
    def colleagues(self) -> tuple[Member, ...]:
        """Everyone but me."""
        return tuple(member for member in self.members if member.id != self.me)


def whom_words(whom: str, asking: Asking) -> Content:
    """Say whom it goes to: `Ben Ito and Noor Haddad`."""
    kind, handles = read_whom(whom)
    if kind == NAMED:
        names = {member.handle: member.name for member in asking.members}
        return safe.line(", ".join(names.get(handle, handle) for handle in handles))
    if kind == "circles":
        titles = {circle.handle: circle.title for circle in asking.circles}
        return safe.line(", ".join(titles.get(handle, handle) for handle in handles))
    if kind == VOLUNTEERS:
        return Content("Any volunteer here")
    return Content.styled("Nobody yet: press Enter to choose", "$soft")


def read_whom(whom: str) -> tuple[str, tuple[str, ...]]:
    """Read the field `whom` of a draft: `people:ben,noor`, `circles:maths`, `volunteers`."""
    kind, _, handles = whom.partition(":")
    return kind, tuple(filter(None, handles.split(",")))


def choice_of(whom: str) -> Choice:
    """Return whom it goes to as a choice. Raises Invalid when nobody was chosen."""
    kind, handles = read_whom(whom)
    if kind == NAMED and handles:
        return with_people(*handles)
    if kind == "circles" and handles:
        return with_circles(*handles)
    if kind == VOLUNTEERS:
        return EVERYONE_HERE
    raise Invalid("Say whom you ask: colleagues, a circle, or any volunteer.")


def whom_options(asking: Asking) -> list[Option]:
    """The first choice: by name, a circle, or any volunteer."""
    mine = sorted(asking.circles, key=lambda circle: (not circle.holds(asking.me), circle.title.casefold()))
    options = [Option(NAMED, Content("Colleagues by name..."), Content("You choose who. Each of them has a place."))]
    options += [
        Option(
            f"circles:{circle.handle}",
            safe.line(circle.title),
            safe.fill(
                "Everyone in it can read the ask; the first to take it write.$note", note=_not_in(circle, asking)
            ),
        )
        for circle in mine
    ]
    return [*options, Option(VOLUNTEERS, Content("Any volunteer here"), Content("Everyone can read the ask."))]


def _not_in(circle: Circle, asking: Asking) -> str:
    return "" if circle.holds(asking.me) else " You are not in it."


def people_options(asking: Asking) -> list[Option]:
    """Colleagues, with what each says she can help with."""
    return [colleague_option(member) for member in asking.colleagues]


def colleague_option(member: Member, note: str = "") -> Option:
    """A colleague to choose; below the name a note of ours, else what the member can help with."""
    title = safe.fill("$name  [$soft]@$handle[/]", name=member.name, handle=member.handle)
    about = note or member.can_help
    return Option(member.handle, title, safe.line(about) if about else None)


def frame_options() -> list[Option]:
    """The feedback frames, each with what it is for."""
    return [Option(frame.id, safe.line(frame.title), safe.line(frame.purpose)) for frame in seeds.frames()]


def frame_words(frame_id: str) -> Content:
    """What the chosen frame is called."""
    frame = next((frame for frame in seeds.frames() if frame.id == frame_id), None)
    if frame is None:
        return Content.styled("None yet: press Enter to choose", "$soft")
    return safe.line(frame.title)


def masked_words(masked: str) -> Content:
    """Whether names are hidden, in words."""
    if masked:
        return Content("Masked: names stay hidden on both sides until both say yes")
    return Content("Named: you both see who it is")


def new_request(work_id: str, fields: Mapping[str, str], by: date | None) -> NewRequest:
    """Return the form's fields as a request. Raises Invalid with the reason when it cannot be one."""
    if not fields["focus"].strip():
        raise Invalid("Begin with your question: what do you want help with?")
    return NewRequest(
        work=work_id,
        focus=fields["focus"],
        choice=choice_of(fields["whom"]),
        frame=fields["frame"],
        off_limits=fields["off_limits"],
        by=by,
        masked=bool(fields["masked"]),
        wanted=wanted_in(fields["wanted"]),
    )


def wanted_in(words: str) -> int:
    """Read how many reviews are wanted; two when nothing is said. Raises Invalid."""
    if not words.strip():
        return 2
    if not words.strip().isdecimal() or not 1 <= int(words) <= 20:
        raise Invalid("How many reviews? Write a number from 1 to 20.")
    return int(words)
