"""Sees to it that what the made-up community refers to is there, and that its days are in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from plc_tui.seeds.demo_session_values import DemoSession
from plc_tui.seeds.demo_values import Demo, DemoAudience, DemoGoal, DemoNote, DemoRequest, DemoResponse
from plc_tui.seeds.problem import SeedProblem
from plc_tui.seeds.shelves import for_frames, for_goal_frames, for_models, for_protocols

# Its own shelves: the made-up community goes by the shipped files, whatever a community has changed.
_MODELS, _FRAMES, _GOAL_FRAMES = for_models(), for_frames(), for_goal_frames()
_PROTOCOLS = for_protocols()


def check(demo: Demo) -> None:
    """Raise SeedProblem naming the first thing that refers to something that is not there."""
    for reason in _reasons(demo):
        raise SeedProblem(f"The made-up community: {reason}.")


def _reasons(demo: Demo) -> Iterator[str]:
    yield from _twice(
        "key", [*_works(demo), *(request.key for request in demo.requests), *(s.key for s in demo.sessions)]
    )
    yield from _twice("handle", [*_members(demo), *(circle.handle for circle in demo.circles)])
    yield from _unknown("the actor", "member", [demo.actor], _members(demo))
    for circle in demo.circles:
        yield from _unknown(circle.handle, "member", circle.members, _members(demo))
        yield from _unknown(circle.handle, "member in it", circle.facilitators, circle.members)
    for goal in demo.goals:
        yield from _in_goal(demo, goal)
    for note in demo.notes:
        yield from _in_note(demo, note)
    for response in demo.responses:
        yield from _in_response(demo, response)
    for request in demo.requests:
        yield from _in_request(demo, request)
    for session in demo.sessions:
        yield from _in_session(demo, session)


def _in_goal(demo: Demo, goal: DemoGoal) -> Iterator[str]:
    yield from _unknown(goal.key, "member", [goal.owner], _members(demo))
    yield from _in_audience(demo, goal.key, goal.audience)
    yield from _unknown(goal.key, "goal frame", [goal.frame], [frame.id for frame in _GOAL_FRAMES.all()])
    extras = [each.id for each in _GOAL_FRAMES.get(goal.frame).fields if each.maps_to == "extra"]
    yield from _unknown(goal.key, "extra field", [field for field, _ in goal.extra], extras)
    if (goal.state == "open") != (goal.state_days_ago is None):
        yield f"{goal.key} wants state_days_ago when, and only when, it is not open"
    yield from _order(goal.key, [goal.days_ago, *(each.days_ago for each in goal.rewordings)])
    yield from _order(goal.key, [goal.days_ago, *(each.days_ago for each in goal.check_ins)])


def _in_note(demo: Demo, note: DemoNote) -> Iterator[str]:
    yield from _unknown(note.key, "member", [note.author], _members(demo))
    yield from _in_audience(demo, note.key, note.audience)
    yield from _unknown(note.key, "note model", [note.model], [model.id for model in _MODELS.all()])
    stages = _MODELS.get(note.model).stages
    yield from _unknown(note.key, "stage of its model", [note.stage] if note.stage else [], stages)
    own = [goal.key for goal in demo.goals if goal.owner == note.author]
    yield from _unknown(note.key, "goal of its author", [note.goal] if note.goal else [], own)
    yield from _order(note.key, [*(each.days_ago for each in note.earlier), note.days_ago])


def _in_response(demo: Demo, response: DemoResponse) -> Iterator[str]:
    where = f"a response on {response.on}"
    writers = [response.author, *(answer.author for answer in response.answers)]
    yield from _unknown(where, "note or goal", [response.on], _works(demo))
    yield from _unknown(where, "member", writers, _members(demo))
    yield from _order(where, [response.days_ago, *(answer.days_ago for answer in response.answers)])


def _in_request(demo: Demo, request: DemoRequest) -> Iterator[str]:
    key = request.key
    people = [request.author, *(review.reviewer for review in request.reviews)]
    people += [review.suggested for review in request.reviews if review.suggested]
    yield from _unknown(key, "member", people, _members(demo))
    yield from _in_audience(demo, key, request.audience)
    own = [note.key for note in demo.notes if note.author == request.author]
    own += [goal.key for goal in demo.goals if goal.owner == request.author]
    yield from _unknown(key, "note or goal of its author", [request.work], own)
    yield from _unknown(key, "feedback frame", [request.frame], [frame.id for frame in _FRAMES.all()])
    boxes = [box.id for box in _FRAMES.get(request.frame).boxes]
    used = [point.box for review in request.reviews for point in review.points]
    yield from _unknown(key, "box of its frame", used, boxes)


def _in_session(demo: Demo, session: DemoSession) -> Iterator[str]:
    key = session.key
    yield from _unknown(key, "circle", [session.circle], [circle.handle for circle in demo.circles])
    inside = [handle for circle in demo.circles if circle.handle == session.circle for handle in circle.members]
    yield from _unknown(key, "member of its circle", [session.owner, *session.joined], inside)
    yield from _unknown(key, "protocol", [session.protocol], [protocol.id for protocol in _PROTOCOLS.all()])
    yield from _unknown(key, "member", [session.presenter] if session.presenter else [], _members(demo))
    yield from _unknown(key, "note or goal", [session.work] if session.work else [], _works(demo))
    there = [session.owner, *session.joined, *session.from_paper]
    wrote = [said.by for step in session.steps for said in step.said] + [said.by for said in session.parked]
    promises = [promise for step in session.steps for promise in step.promises]
    yield from _unknown(key, "person in it", [*wrote, *(promise.by for promise in promises)], there)
    texts = [said.text for step in session.steps for said in step.said]
    beginnings = [words for step in session.steps for group in step.groups for words in group.of]
    yield from (
        f'{key} groups "{w}", and nothing begins so' for w in beginnings if not any(t.startswith(w) for t in texts)
    )
    for promise in promises:
        own = [goal.key for goal in demo.goals if goal.owner == promise.by]
        yield from _unknown(key, f"goal of {promise.by}", [promise.taken_up] if promise.taken_up else [], own)


def _in_audience(demo: Demo, where: str, audience: DemoAudience) -> Iterator[str]:
    yield from _unknown(where, "member", audience.people, _members(demo))
    yield from _unknown(where, "circle", audience.circles, [circle.handle for circle in demo.circles])


def _members(demo: Demo) -> list[str]:
    return [member.handle for member in demo.members]


def _works(demo: Demo) -> list[str]:
    return [*(goal.key for goal in demo.goals), *(note.key for note in demo.notes)]


def _unknown(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    there = set(known)
    for name in names:
        if name not in there:
            yield f'{where} speaks of "{name}", and there is no such {what}'


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f'the {what} "{name}" is used twice'


def _order(where: str, days: list[float]) -> Iterator[str]:
    """Days ago count down: what comes later in a list cannot have happened earlier."""
    if any(later > sooner for sooner, later in pairwise(days)):
        yield f"{where} has days_ago out of order"
