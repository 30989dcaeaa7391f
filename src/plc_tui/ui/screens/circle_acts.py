"""What a member does with a circle, wherever she meets it; only inside an action or a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.circle_forms import colleague
from plc_tui.ui.words.people import invite_consequence, leave_consequence, some

if TYPE_CHECKING:
    from plc_tui.domain.people import Circle
    from plc_tui.ui.screens.frame import PlaceScreen


async def join(screen: PlaceScreen, circle: Circle) -> None:
    """Accept an invitation. Nothing of hers is opened to anyone by it, so nothing is asked."""
    await screen.ask(lambda plc: plc.circles.join(circle.handle))
    screen.wrote(safe.fill("You are in $title now, and can read what is shared with it.", title=circle.title))


async def turn_down(screen: PlaceScreen, circle: Circle) -> None:
    """Say no to an invitation."""
    await screen.ask(lambda plc: plc.circles.leave(circle.handle))
    screen.wrote(safe.fill("You turned down the invitation to $title. They can ask you again.", title=circle.title))


async def invite(screen: PlaceScreen, circle: Circle) -> None:
    """Choose colleagues and ask them to join, after saying what that will open to them."""
    known = {place.person.id for place in circle.members} | {person.id for person in circle.invited}
    others = await screen.ask(lambda plc: {m.handle: m for m in plc.members.list() if m.id not in known})
    if not others:
        screen.say("Everyone here is in it or invited already.")
        return
    options = [Option(member.handle, colleague(member)) for member in others.values()]
    chosen = await screen.choose(safe.fill("Whom do you invite to $title?", title=circle.title), options, many=True)
    if not chosen:
        screen.say("Nobody was invited.")
        return
    names = [others[handle].name for handle in chosen]
    question = safe.fill("Invite $names to $title?", names=some(names), title=circle.title)
    if not await screen.confirm(question, invite_consequence(circle, names), "Invite"):
        screen.say("Nobody was invited.")
        return
    await screen.ask(lambda plc: [plc.circles.invite(circle.handle, handle) for handle in chosen])
    verb = "is" if len(names) == 1 else "are"
    screen.wrote(safe.fill(f"$names {verb} invited, and will see it on Home.", names=some(names)))


async def leave(screen: PlaceScreen, circle: Circle) -> bool:
    """Ask, saying what she will no longer read, and leave; False when she stays."""
    lost, mine = await screen.ask(
        lambda plc: (
            plc.circles.losing(circle.handle),
            bool(plc.notes.list("mine", circle=circle.handle, count=1).items),
        )
    )
    question = safe.fill("Leave $title?", title=circle.title)
    if not await screen.confirm(question, leave_consequence(lost, mine), "Leave it", "Stay"):
        screen.say("You are still in it.")
        return False
    await screen.ask(lambda plc: plc.circles.leave(circle.handle))
    screen.wrote(safe.fill("You have left $title.", title=circle.title))
    return True
