"""Planning a session: what one needs, then one form in which everything may stay as it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from plc_tui.domain.errors import Invalid, NotFound
from plc_tui.text import clean_line
from plc_tui.ui import commands, safe
from plc_tui.ui.dialogs.answer import Answer
from plc_tui.ui.screens import session_choosing as choosing
from plc_tui.ui.screens.answering import KEPT
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.screens.session_protocols import ProtocolsScreen
from plc_tui.ui.widgets.plan_fields import About, plan_line
from plc_tui.ui.words import sessions_plan as words
from plc_tui.ui.words.sessions import at
from plc_tui.ui.words.sessions_plan import HINTS, Echo, Planning, new_session, number, read_handles
from plc_tui.ui.words.sessions_protocols import Wish

if TYPE_CHECKING:
    from datetime import datetime

    from plc_tui.domain.finding import Draft
    from plc_tui.services import Plc
    from plc_tui.services.protocol_plans import ProtocolPlan

PLACE = "session:new"
"""Where the draft of a plan is kept."""
_ROWS = (
    ("protocol", "Protocol"),
    ("circle", "With whom"),
    ("people", "People"),
    ("minutes", "Minutes"),
    ("when", "When"),
    ("title", "Title"),
    ("focus", "About"),
    ("presenter", "Presents"),
    ("work", "The work"),
    ("invite", "Also invite"),
)
_BUTTONS = ("protocol", "circle", "presenter", "work", "invite")
_ECHOED = ("people", "minutes", "when")


class PlanScreen(EditorScreen):
    """The form of a plan. Gives what is to be said: that it is planned, or that its words are kept."""

    NAME = "session-plan"
    PLACE = "sessions"
    BINDINGS = [
        *commands.bindings(NAME),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    CSS_PATH = style("session_plan")
    ABOUT = Help(
        "One line for each choice, and all of them may stay as they are: the protocol says how the meeting goes, the "
        "circle who can come. Day, title, question, presenter and work can be given now or later. The last line says "
        "who will see it.",
        "Tuning in half an hour with Maths circle, 5 people, 40 minutes, fri 15:30, “Which of these questions could I "
        "act on?”, Ben presents. Plan it: the five of you see it in Sessions, and Ben brings his note.",
    )

    def __init__(self, plan: ProtocolPlan | None) -> None:
        super().__init__()
        self._plan, self._echo = plan, Echo()
        self._planning: Planning | None = None
        self._work_title = ""
        self.planned = ""
        """The id of the session once it is planned."""
        self._chosen = dict.fromkeys(_BUTTONS, "")
        self._begun: Mapping[str, str] = {}
        self._buttons = {name: Button("", id=name, compact=True) for name in _BUTTONS}
        self._lines = {name: plan_line(name) for name in ("people", "minutes", "when", "title")}
        self._focus = About()

    def compose_place(self) -> ComposeResult:
        """A line for each choice; below it always what the one she is at means, who will see it, and the answer."""
        with VerticalScroll(id="form", can_focus=False):
            for name, label in _ROWS:
                with Container(classes="row"):
                    yield Static(Content(label), classes="label")
                    yield from self._field(name)
        with Vertical(id="below"):
            yield Static(id="hint")
            yield Static(id="seen")
            yield Button("Plan it", id="plan", compact=True)

    def _field(self, name: str) -> ComposeResult:
        field: Widget = self._focus if name == "focus" else self._buttons.get(name) or self._lines[name]
        if name not in _ECHOED:
            yield field
            return
        with Horizontal(classes="echoed"):
            yield field
            yield Static(id=f"echo-{name}")

    def on_mount(self) -> None:
        """The fields open once what they offer is here."""
        super().on_mount()
        self.query_one("#form").disabled = True
        self.in_background(self._load())

    async def _load(self) -> None:
        planning, draft = await self.ask(_look)
        self._planning, self._begun = planning, self._offered(planning)
        self._fill({**self._begun, **(draft.fields if draft else {})})
        await self._understand()
        self.query_one("#form").disabled = False
        self.watch_draft()
        self.query_one("#plan").focus()
        if draft is not None:
            self.say("What you had begun to plan is here again.")

    def _offered(self, planning: Planning) -> dict[str, str]:
        """What the form begins with: all of it may stay."""
        plan, circle = self._plan, next(iter(planning.mine), None)
        people = plan.people if plan else len(circle.members) if circle else 0
        return {
            "protocol": plan.protocol.id if plan else "",
            "circle": circle.handle if circle else "",
            "people": str(people or ""),
            "minutes": str(plan.minutes or "") if plan else "",
        }

    def _fill(self, fields: Mapping[str, str]) -> None:
        for name in _BUTTONS:
            self._chosen[name] = fields.get(name, "")
        for name, line in self._lines.items():
            line.value = clean_line(fields.get(name, ""))  # a draft is kept as text of many lines
        self._focus.text, self._work_title = fields.get("focus", ""), fields.get("work_title", "")

    def draft_place(self) -> str:
        """One plan at a time."""
        return PLACE

    def draft_fields(self) -> dict[str, str]:
        """The form; nothing as long as it stands as it was offered."""
        fields = self._fields()
        if all(fields[name] == self._begun.get(name, "") for name in fields if name != "protocol"):
            return {}
        return {**fields, "work_title": self._work_title}

    def _fields(self) -> dict[str, str]:
        lines = {name: line.value.strip() for name, line in self._lines.items()}
        return {**self._chosen, **lines, "focus": self._focus.text.strip()}

    def going_back(self) -> Content | None:
        """Say where the words are."""
        return KEPT if self.draft_fields() else None

    async def action_back(self) -> None:
        """Keep the draft; Home shows it at once."""
        await super().action_back()
        self.plc_app.tell_change()

    def refresh_place(self) -> None:
        """What others write changes nothing here."""

    def reason_not(self, command_id: str) -> str | None:
        """Nothing can be planned before the form is there."""
        return "It is still being opened." if command_id == "plan" and self._planning is None else None

    # Understanding what is written

    @on(Input.Changed)
    def _typed(self) -> None:
        # Not a coroutine: one that the next key cancels before it began would never be awaited.
        _: Worker[None] = self.run_worker(self._understand_calmly, group="understand", exclusive=True)

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    async def _understand_calmly(self) -> None:
        await self._calmly(self._understand())

    async def _understand(self) -> None:
        """Fit the protocol and read the day anew, and say beside the fields what was understood."""
        if self._planning is not None:
            fields, now = self._fields(), self.now()
            self._echo = await self.ask(lambda plc: _understood(plc, fields, now))
            self._say_all(self._planning)

    def _say_all(self, planning: Planning) -> None:
        echo, chosen = self._echo, self._chosen
        invited = read_handles(chosen["invite"])
        self._buttons["protocol"].label = words.protocol_label(echo)
        self._buttons["circle"].label = words.circle_label(chosen["circle"], planning)
        self._buttons["presenter"].label = words.presenter_label(chosen["presenter"], planning, echo)
        self._buttons["work"].label = words.work_label(self._work_title, chosen["presenter"], planning)
        self._buttons["invite"].label = words.invite_label(invited, planning)
        now, clock = self.now(), self.plc_app.settings.clock
        beside = (words.people_echo(echo), words.minutes_echo(echo), words.when_echo(echo, now, clock))
        for name, said in zip(_ECHOED, beside, strict=True):
            self.query_one(f"#echo-{name}", Static).update(said)
        self.query_one("#seen", Static).update(words.statement(self._fields(), planning, self._work_title))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the choice she is at."""
        hint = HINTS.get(event.widget.id or "", "")
        self.query_one("#hint", Static).update(Content.styled(hint, "$soft"))

    # Choosing

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        name = message.button.id or ""
        if name == "plan":
            self.carry_out("plan")
        elif self._planning is not None:
            self.in_background(self._choose(name, self._planning), group="choose", exclusive=True)

    async def _choose(self, name: str, planning: Planning) -> None:
        chosen = await getattr(self, f"_choose_{name}")(planning)
        if chosen is not None:
            self._chosen[name] = chosen
            self.keeper.touched(self.draft_place())
            await self._understand()

    async def _choose_protocol(self, planning: Planning) -> str | None:
        del planning
        with suppress(Invalid):  # a number she has not finished leaves the list as wide as it is
            wish = Wish(None, number(self._lines["people"].value, ""), number(self._lines["minutes"].value, ""))
            plan: ProtocolPlan | None = await self.push_wait(ProtocolsScreen(wish))
            if plan is None:
                return None
            self._lines["people"].value, self._lines["minutes"].value = str(plan.people), str(plan.minutes or "")
            return plan.protocol.id
        return None

    async def _choose_circle(self, planning: Planning) -> str | None:
        handle = await choosing.circle(self, planning, self._chosen["circle"])
        circle = planning.circle(handle or "")
        if circle is not None:
            self._lines["people"].value = str(len(circle.members))
        return handle

    async def _choose_presenter(self, planning: Planning) -> str | None:
        handle = await choosing.presenter(self, planning, self._chosen["circle"], self._chosen["presenter"])
        if handle not in (None, "", planning.me.handle):  # then it is hers to bring the work
            self._chosen["work"], self._work_title = "", ""
        return handle

    async def _choose_work(self, planning: Planning) -> str | None:
        presenter = self._chosen["presenter"]
        if presenter not in ("", planning.me.handle):
            self.say(safe.fill("Whoever presents brings the work: $name does.", name=planning.name(presenter)))
            return None
        work = await choosing.own_work(self)
        if work is None:
            return None
        work_id, self._work_title = work
        return work_id

    async def _choose_invite(self, planning: Planning) -> str | None:
        circle = planning.circle(self._chosen["circle"])
        inside = {place.person.handle for place in circle.members} if circle else set()
        chosen = await choosing.invited(self, planning, inside, read_handles(self._chosen["invite"]))
        return None if chosen is None else ",".join(chosen)

    # Planning

    async def action_plan(self) -> None:
        """Say once more who will see it where others will; then plan it."""
        if self._planning is None:
            return
        await self._understand()
        problem = self._echo.numbers or self._echo.moment
        if problem:
            raise Invalid(problem)
        fields = self._fields()
        new = new_session(fields, self._echo.starts)
        if words.anyone_else(fields, self._planning) and not await self._sure(fields, self._planning):
            return
        page = await self.ask(lambda plc: plc.sessions.plan(new))
        await self.saved_for_good()
        self.planned = page.id
        self.plc_app.tell_change()
        now, clock = self.now(), self.plc_app.settings.clock
        when = f", {at(page.starts, now, clock)}" if page.starts else ""
        self.dismiss(safe.fill("“$title” is planned$when. Enter opens its page.", title=page.title, when=when))

    async def _sure(self, fields: Mapping[str, str], planning: Planning) -> bool:
        """Ask with yes at hand: it can be called off, and nothing of anyone's is opened by it but what is named."""
        about = words.statement(fields, planning, self._work_title)
        answers = {"change": "Change something", "plan": "Plan it"}
        return await self.push_wait(Answer(Content("Plan this session?"), about, answers)) == "plan"


def _look(plc: Plc) -> tuple[Planning, Draft | None]:
    return choosing.planning(plc), plc.drafts.find(PLACE)


def _understood(plc: Plc, fields: Mapping[str, str], now: datetime) -> Echo:
    """Read the numbers and the day; what cannot be read is said instead."""
    from plc_tui.dates import read_moment

    plan, numbers, starts, moment = None, "", None, ""
    people: int | None
    long: int | None
    try:
        people, long = number(fields["people"], "People"), number(fields["minutes"], "Minutes")
    except Invalid as problem:
        people, long, numbers = None, None, str(problem)
    with suppress(NotFound):  # its file was taken away since
        protocol = plc.protocols.show(fields["protocol"]) if fields["protocol"] else None
        plan = plc.protocols.plan(protocol, people or protocol.people_least, long) if protocol else None
    try:
        starts = read_moment(fields["when"], now) if fields["when"] else None
    except Invalid as problem:
        moment = str(problem)
    return Echo(plan, starts, numbers, moment)
