"""The command line of the server's program: exactly two forms, and not a byte more is taken than it says."""

from __future__ import annotations

import io

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from plc_tui.host.arguments import FLAG, LONGEST, MOST, BadArguments, Given, given


def stream(*arguments: str | bytes, then: bytes = b"") -> io.BufferedReader:
    words = (each.encode() if isinstance(each, str) else each for each in arguments)
    return io.BufferedReader(io.BytesIO(b"".join(each + b"\0" for each in words) + then))  # type: ignore[arg-type]


def test_nothing_at_all_opens_the_program() -> None:
    assert given([], None) == Given()


def test_the_words_come_from_standard_input_and_the_rest_stays_there() -> None:
    incoming = stream("note", "new", "--title", "a\nb = c", "-", then=b"piped\0text")
    assert given([FLAG, "5"], incoming).words == ("note", "new", "--title", "a\nb = c", "-")
    assert incoming.read() == b"piped\0text"


@any_of(st.lists(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]))), st.binary())
def test_whatever_was_typed_arrives_as_it_was(words: list[str], rest: bytes) -> None:
    incoming = stream(*words, then=rest)
    assert given([FLAG, str(len(words))], incoming) == Given(tuple(words))
    assert incoming.read() == rest


@pytest.mark.parametrize(
    "argv",
    [
        ["note"],
        ["--db", "x"],
        [FLAG],
        [FLAG, "1", "note"],
        [FLAG, "-1"],
        [FLAG, "1 "],
        [FLAG, "1\n"],
        [FLAG, "٣"],
        [FLAG, "99999"],
        [FLAG, ""],
        [f"{FLAG}=1"],
        [f"{FLAG} 1"],
        ["", ""],
        ["1", FLAG],
    ],
)
def test_any_other_command_line_is_refused(argv: list[str]) -> None:
    with pytest.raises(BadArguments, match="typing: plc"):
        given(argv, stream("note", "list"))


@pytest.mark.parametrize(
    ("count", "incoming", "words"),
    [
        (2, stream("note"), "cut off"),
        (1, stream(then=b"note"), "cut off"),
        (1, None, "cut off"),
        (1, stream(b"\xff\xfe"), "not UTF-8"),
        (1, stream(b"\xed\xa0\x80"), "not UTF-8"),
        (MOST + 1, stream(*["a"] * (MOST + 1)), "words at most"),
        (1, stream("a" * LONGEST), "too long"),
        (900, stream(*["a" * 4_000] * 900), "too long"),
        (1, stream(then=b"a" * (LONGEST + 10_000)), "too long"),
    ],
)
def test_what_cannot_be_understood_is_refused(count: int, incoming: io.BufferedReader | None, words: str) -> None:
    with pytest.raises(BadArguments, match=words):
        given([FLAG, str(count)], incoming)


def test_a_shell_that_completes_a_line_may_say_three_things_and_no_other() -> None:
    told = ("_PLC_COMPLETE=zsh_complete", "COMP_WORDS=plc note show n", "COMP_CWORD=3")
    assert given([FLAG, "3"], stream(*told)).completing == dict(each.split("=", 1) for each in told)
    for others in ((*told, "LD_PRELOAD=x"), told[:2], ("PATH=x", *told[1:]), (told[1], told[0], told[2])):
        assert given([FLAG, str(len(others))], stream(*others)) == Given(others)


@pytest.mark.parametrize("instruction", ["bash_source", "zsh_source", "", "bash_complete\n", "xonsh_complete"])
def test_only_completing_is_done_for_a_shell(instruction: str) -> None:
    """click's `bash_source` would start a bash to ask its version."""
    with pytest.raises(BadArguments):
        given([FLAG, "3"], stream(f"_PLC_COMPLETE={instruction}", "COMP_WORDS=", "COMP_CWORD="))
