"""Steps that can be put into a session while it goes on, ready to use."""

from __future__ import annotations

from plc_tui.domain.sessions.values import SessionStep

_MINUTE = 60

#: Short names, as they are typed, and the steps; their ids are given when one is put in.
PRESETS: dict[str, SessionStep] = {
    "talk": SessionStep(
        "", "Open talk", 10 * _MINUTE, "What is on your mind now?", guardrail="See to it that it is not only two."
    ),
    "writing": SessionStep(
        "",
        "Quiet writing",
        4 * _MINUTE,
        "Write for yourself first: what do you think?",
        speaker="nobody",
        gathers=("note",),
        hidden=True,
        guardrail="Keep the silence to the end; who is ready waits.",
    ),
    "round": SessionStep(
        "",
        "A round",
        6 * _MINUTE,
        "Each of us in turn, a sentence or two. You may pass.",
        speaker="each",
        gathers=("note",),
        guardrail="Nobody answers before everyone has spoken.",
    ),
    "grouping": SessionStep(
        "",
        "Grouping",
        6 * _MINUTE,
        "What belongs together, and what shall we call it?",
        clusters=True,
        guardrail="Let those who wrote it say whether it belongs there.",
    ),
    "dots": SessionStep(
        "",
        "Dot vote",
        3 * _MINUTE,
        "You have three dots. What shall we spend our time on?",
        speaker="nobody",
        dots=3,
        guardrail="Nobody sees the others' dots while they are given.",
    ),
    "fist": SessionStep(
        "",
        "Fist to five",
        2 * _MINUTE,
        "Can we go on like this? Five is gladly, a fist is no.",
        speaker="nobody",
        fist=True,
        guardrail="Ask those who show few fingers what they would need.",
    ),
    "break": SessionStep("", "A break", 10 * _MINUTE, "Stand up, look out of the window, come back.", speaker="nobody"),
}
