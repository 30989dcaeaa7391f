"""The questions of a goal as a form, and its answers as a wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from plc_tui.domain.goals import Wording
from plc_tui.seeds import GoalField, GoalFrame
from plc_tui.ui.widgets.question import Asked

PLAIN = "plain"
SELF_DIRECTED = "self-directed"
_EXTRA = "extra:"

STEERS = Asked(
    "steers",
    "Who steers it",
    "Who chose this goal, and the way to it?",
    "self-directed, co-designed, guided or directed, or your own words. F5 explains them.",
    short=True,
)
SEASON = Asked("season", "For how long", "A season for it, if you like.", "this term", short=True)
BECAUSE = Asked(
    "because",
    "Why it changed",
    "What do you see now that you did not see before?",
    "I know who by now. What is in my hands is the question itself, and the silence after it.",
)


def name_of(asked: GoalField) -> str:
    """What the answer to a frame's question is kept under: a part of a goal, or `extra:` and its id."""
    return f"{_EXTRA}{asked.id}" if asked.maps_to == "extra" else asked.maps_to


def form(frame: GoalFrame, frames: Iterable[GoalFrame], answers: Mapping[str, str], *, anew: bool) -> list[Asked]:
    """The questions of `frame`, those of other frames that are answered already, then what every goal is asked."""
    here = [_asked(each) for each in frame.fields]
    known = {asked.name for asked in here}
    kept = []
    for asked in (_asked(each) for other in frames for each in other.fields):
        if asked.name not in known and answers.get(asked.name, "").strip():
            kept.append(asked)
            known.add(asked.name)
    questions = [*here, *kept, *([BECAUSE] if anew else []), STEERS, SEASON]
    return [asked for asked in questions if not (anew and asked.name == "first_step")]


def _asked(each: GoalField) -> Asked:
    return Asked(name_of(each), each.title, each.ask, each.example, short=each.maps_to == "question")


def to_wording(answers: Mapping[str, str], frame: GoalFrame) -> Wording:
    """The answers as a goal keeps them; those only a frame asks for in its order."""
    return Wording(
        question=" ".join(answers.get("question", "").split()),
        why=answers.get("why", ""),
        notice=answers.get("notice", ""),
        steers=" ".join(answers.get("steers", SELF_DIRECTED).split()),
        season=" ".join(answers.get("season", "").split()),
        extra=tuple(_extra(answers, frame)),
    )


def _extra(answers: Mapping[str, str], frame: GoalFrame) -> Iterator[tuple[str, str]]:
    first = [name_of(each) for each in frame.fields if each.maps_to == "extra"]
    others = [name for name in answers if name.startswith(_EXTRA) and name not in first]
    for name in (*first, *others):
        if answers.get(name, "").strip():
            yield name.removeprefix(_EXTRA), answers[name]


def from_wording(wording: Wording) -> dict[str, str]:
    """A goal's words as answers of the form."""
    extra = {f"{_EXTRA}{field}": text for field, text in wording.extra}
    plain = {name: getattr(wording, name) for name in ("question", "why", "notice", "steers", "season")}
    return {**plain, **extra}
