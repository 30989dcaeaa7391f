"""Reads the made-up community of `seed/demo/` and sees to it that every reference resolves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plc_tui import resources
from plc_tui.seeds.demo_audience import an_audience
from plc_tui.seeds.demo_check import check
from plc_tui.seeds.demo_reviews import a_request
from plc_tui.seeds.demo_sessions import a_session
from plc_tui.seeds.demo_values import (
    Demo,
    DemoAnswer,
    DemoCheckIn,
    DemoCircle,
    DemoGoal,
    DemoMember,
    DemoNote,
    DemoResponse,
    DemoRewording,
    DemoStep,
    DemoVersion,
)
from plc_tui.seeds.fields import Fields, parse, read_page
from plc_tui.seeds.problem import Page

GOAL_STATES = ("open", "resting", "met", "let go")
RESPONSES = ("encourage", "wonder", "connect")
_FENCE = "+++"


@cache
def read_demo() -> Demo:
    """Return the made-up community. Raises SeedProblem with the file and the reason when it is broken."""
    return demo_from(resources.folder("seed") / "demo")


def demo_from(folder: Path) -> Demo:
    """Read a community from `folder`. Raises SeedProblem."""
    top = _file(folder, "community.toml")
    goals, responses, reviews, sessions = (
        _file(folder, f"{name}.toml") for name in ("goals", "responses", "reviews", "sessions")
    )
    demo = Demo(
        name=top.line("name"),
        actor=top.name("actor"),
        members=tuple(_member(each) for each in top.tables("member")),
        circles=tuple(_circle(each) for each in top.tables("circle")),
        goals=tuple(_goal(each) for each in goals.tables("goal")),
        notes=tuple(_note(path) for path in sorted((folder / "notes").glob("*.md"))),
        responses=tuple(_response(each) for each in responses.tables("response")),
        requests=tuple(a_request(each) for each in reviews.tables("request")),
        sessions=tuple(a_session(each) for each in sessions.tables("session")),
    )
    for fields in (top, goals, responses, reviews, sessions):
        fields.end()
    check(demo)
    return demo


def _file(folder: Path, name: str) -> Fields:
    return parse(read_page(folder / name, f"demo/{name}"))


def _member(fields: Fields) -> DemoMember:
    member = DemoMember(
        handle=fields.name("handle"),
        name=fields.line("name"),
        timezone=fields.line("timezone"),
        interests=fields.line("interests"),
        can_help=fields.line("can_help"),
        keeper=fields.flag("keeper"),
        days_ago=fields.number("days_ago"),
    )
    fields.end()
    return member


def _circle(fields: Fields) -> DemoCircle:
    circle = DemoCircle(
        handle=fields.name("handle"),
        title=fields.line("title"),
        purpose=fields.line("purpose"),
        members=fields.names("members"),
        facilitators=fields.names("facilitators"),
        days_ago=fields.number("days_ago"),
    )
    fields.end()
    return circle


def _goal(fields: Fields) -> DemoGoal:
    goal = DemoGoal(
        key=fields.name("key"),
        owner=fields.name("owner"),
        question=fields.line("question"),
        why=fields.words("why", optional=True),
        notice=fields.words("notice", optional=True),
        first_step=fields.line("first_step", optional=True),
        first_step_done_days_ago=fields.maybe_number("first_step_done_days_ago"),
        frame=fields.name("frame"),
        extra=tuple(_extra(each) for each in fields.tables("extra", optional=True)),
        steers=fields.line("steers"),
        season=fields.line("season", optional=True),
        state=fields.choice("state", GOAL_STATES),
        state_words=fields.words("state_words", optional=True),
        state_days_ago=fields.maybe_number("state_days_ago"),
        audience=an_audience(fields),
        days_ago=fields.number("days_ago"),
        steps=tuple(_step(each) for each in fields.tables("step", optional=True)),
        check_ins=tuple(_check_in(each) for each in fields.tables("check_in", optional=True)),
        rewordings=tuple(_rewording(each) for each in fields.tables("rewording", optional=True)),
    )
    fields.end()
    return goal


def _extra(fields: Fields) -> tuple[str, str]:
    extra = fields.name("field"), fields.words("text")
    fields.end()
    return extra


def _step(fields: Fields) -> DemoStep:
    step = DemoStep(
        text=fields.line("text"),
        days_ago=fields.number("days_ago"),
        by_days=fields.maybe_number("by_days"),
        done_days_ago=fields.maybe_number("done_days_ago"),
    )
    fields.end()
    return step


def _check_in(fields: Fields) -> DemoCheckIn:
    check_in = DemoCheckIn(
        tried=fields.words("tried"),
        noticed=fields.words("noticed", optional=True),
        confidence=fields.line("confidence", optional=True),
        days_ago=fields.number("days_ago"),
    )
    fields.end()
    return check_in


def _rewording(fields: Fields) -> DemoRewording:
    rewording = DemoRewording(
        was=fields.line("was"),
        steers=fields.line("steers"),
        because=fields.words("because"),
        days_ago=fields.number("days_ago"),
    )
    fields.end()
    return rewording


def _note(path: Path) -> DemoNote:
    """Read one note: TOML between two lines of `+++`, then Markdown. Its key is the name of its file."""
    page = read_page(path, f"demo/notes/{path.name}")
    fence, _, rest = page.text.partition("\n")
    head, fence_too, body = rest.partition(f"\n{_FENCE}\n")
    if fence != _FENCE or not fence_too or not body.strip():
        raise page.problem(f"a note wants a head between two lines of {_FENCE}, and then its text", 1)
    fields = parse(Page(page.name, f"\n{head}\n"))  # the empty line stands for the fence: lines stay right
    note = DemoNote(
        key=path.stem,
        author=fields.name("author"),
        title=fields.line("title"),
        model=fields.name("model"),
        stage=fields.name("stage", optional=True),
        goal=fields.name("goal", optional=True),
        tags=fields.names("tags", optional=True),
        audience=an_audience(fields),
        days_ago=fields.number("days_ago"),
        body=body.strip() + "\n",
        earlier=tuple(_earlier(each) for each in fields.tables("earlier", optional=True)),
    )
    fields.end()
    return note


def _earlier(fields: Fields) -> DemoVersion:
    version = DemoVersion(body=fields.words("body") + "\n", days_ago=fields.number("days_ago"))
    fields.end()
    return version


def _response(fields: Fields) -> DemoResponse:
    response = DemoResponse(
        on=fields.name("on"),
        author=fields.name("author"),
        kind=fields.choice("kind", RESPONSES),
        text=fields.words("text", optional=True),
        days_ago=fields.number("days_ago"),
        answers=tuple(_answer(each) for each in fields.tables("answer", optional=True)),
    )
    fields.end()
    return response


def _answer(fields: Fields) -> DemoAnswer:
    answer = DemoAnswer(
        author=fields.name("author"),
        text=fields.words("text"),
        days_ago=fields.number("days_ago"),
    )
    fields.end()
    return answer
