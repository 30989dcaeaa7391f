"""What is true of notes: whose they are, who reads them, and that no text of theirs is lost."""

from __future__ import annotations

import pytest

from community import Riverside
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, Choice, with_circles, with_people
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted, StaleEdit
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.values import BODY_LIMIT, LINE_LIMIT
from plc_tui.services import Plc

OTHERS = ("ben", "aisha", "sam")


def add(riverside: Riverside, body: str = "I waited.", title: str = "Wait time", choice: Choice = ONLY_ME) -> str:
    def work(plc: Plc) -> str:
        note = plc.notes.add(NewNote(body, title))
        plc.notes.share(note.id, choice)
        return note.id

    return riverside.do("maya", work)


def reads(riverside: Riverside, handle: str, note_id: str) -> bool:
    """Whether a member reads a note, by its id and in her lists alike."""
    with riverside.at(handle) as plc:
        listed = note_id in {note.id for note in plc.notes.list("all").items}
        try:
            plc.notes.show(note_id)
        except NotFound:
            assert not listed
            return False
        assert listed
        return True


def readers(riverside: Riverside, note_id: str) -> set[str]:
    return {handle for handle in OTHERS if reads(riverside, handle, note_id)}


# Whose it is


def test_a_note_is_hers_alone_until_she_shares_it(riverside: Riverside) -> None:
    note_id = riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited."))).id
    assert readers(riverside, note_id) == set()
    riverside.do("maya", lambda plc: plc.notes.share(note_id, with_people("ben")))
    assert readers(riverside, note_id) == {"ben"}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (ONLY_ME, set()),
        (with_people("ben", "sam"), {"ben", "sam"}),
        (with_circles("maths"), {"aisha"}),
        (EVERYONE_HERE, {"ben", "aisha", "sam"}),
    ],
)
def test_exactly_those_she_chose_read_it(riverside: Riverside, choice: Choice, expected: set[str]) -> None:
    note_id = add(riverside, choice=choice)
    assert readers(riverside, note_id) == expected
    assert reads(riverside, "maya", note_id)


def test_narrowing_is_at_once_also_for_a_program_that_is_open(riverside: Riverside) -> None:
    note_id = add(riverside, choice=EVERYONE_HERE)
    with riverside.at("ben") as ben:
        assert ben.notes.show(note_id).title == "Wait time"
        riverside.do("maya", lambda plc: plc.notes.share(note_id, with_people("sam")))
        with pytest.raises(NotFound):
            ben.notes.show(note_id)
        assert ben.notes.list("all").items == ()
        assert ben.notes.tags() == ()
    assert readers(riverside, note_id) == {"sam"}


def test_to_share_with_somebody_unknown_changes_nothing(riverside: Riverside) -> None:
    note_id = add(riverside, choice=with_people("ben"))
    for choice in (with_people("aisha", "nobody"), with_circles("maths", "none")):
        with pytest.raises(Invalid):
            riverside.do("maya", lambda plc, choice=choice: plc.notes.share(note_id, choice))
    assert readers(riverside, note_id) == {"ben"}


def test_a_reader_changes_nothing_and_an_outsider_is_not_even_told_that_it_is_there(riverside: Riverside) -> None:
    note_id = add(riverside, choice=with_people("ben"))
    acts = (
        lambda plc: plc.notes.edit(note_id, body="Mine now"),
        lambda plc: plc.notes.share(note_id, EVERYONE_HERE),
        lambda plc: plc.notes.link(note_id, None),
        lambda plc: plc.notes.history(note_id),
        lambda plc: plc.audience.preview(note_id, EVERYONE_HERE),
        lambda plc: plc.audience.can_read(note_id, "sam"),
    )
    for act in acts:
        with pytest.raises(NotPermitted):
            riverside.do("ben", act)
        with pytest.raises(NotFound, match="There is no such"):
            riverside.do("sam", act)
    note = riverside.do("maya", lambda plc: plc.notes.show(note_id))
    assert (note.body, note.version, note.audience.kind) == ("I waited.", 1, "people")


# Its text


def test_a_note_without_a_title_goes_by_its_first_words(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        assert maya.notes.add(NewNote("## What?\n\nI waited.")).title == "What?"
        long = maya.notes.add(NewNote("word " * 40)).title
        assert long.endswith("word…")
        assert len(long) <= 60
        assert maya.notes.add(NewNote("\n\n> - quoted\nmore")).title == "quoted"


@pytest.mark.parametrize(
    "new",
    [
        NewNote(""),
        NewNote(" \n\t "),
        NewNote("I waited.", " "),
        NewNote("I waited.", "t" * (LINE_LIMIT + 1)),
        NewNote("x" * (BODY_LIMIT + 1)),
        NewNote("é" * (BODY_LIMIT // 2 + 1)),
        NewNote("I waited.", model="nonsense"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_is_written(riverside: Riverside, new: NewNote) -> None:
    with riverside.at("maya") as maya:
        with pytest.raises(Invalid):
            maya.notes.add(new)
        assert maya.notes.list().items == ()


def test_a_note_as_long_as_allowed_is_kept_to_the_letter(riverside: Riverside) -> None:
    body = "word " * (BODY_LIMIT // 5)
    note_id = add(riverside, body)
    assert riverside.do("maya", lambda plc: plc.notes.show(note_id)).body == body


def test_each_saved_change_is_a_version_and_saving_the_same_again_is_none(riverside: Riverside) -> None:
    note_id = add(riverside, "One.")
    with riverside.at("maya") as maya:
        assert maya.notes.edit(note_id, body="Two.").version == 2
        assert maya.notes.edit(note_id, body="Two.").version == 2
        assert maya.notes.edit(note_id, title="Waiting").version == 3
        found = [(v.number, v.title, v.body, v.set_aside) for v in maya.notes.history(note_id)]
        assert found == [
            (1, "Wait time", "One.", False),
            (2, "Wait time", "Two.", False),
            (3, "Waiting", "Two.", False),
        ]
        assert maya.notes.show(note_id, 1).body == "One."
        assert maya.notes.show(note_id, 3) == maya.notes.show(note_id)
        for missing in (0, 4, -1):
            with pytest.raises(NotFound):
                maya.notes.show(note_id, missing)


def test_earlier_versions_are_the_authors(riverside: Riverside) -> None:
    note_id = add(riverside, "I shouted at him.", choice=EVERYONE_HERE)
    riverside.do("maya", lambda plc: plc.notes.edit(note_id, body="I lost my patience."))
    with riverside.at("ben") as ben:
        assert ben.notes.show(note_id, 2).body == "I lost my patience."
        for act in (lambda: ben.notes.show(note_id, 1), lambda: ben.notes.show(note_id, 3)):
            with pytest.raises(NotFound, match="version"):
                act()
        with pytest.raises(NotPermitted):
            ben.notes.history(note_id)
        assert not ben.finding.find("shouted").items


def test_a_stale_edit_keeps_both_texts(riverside: Riverside) -> None:
    note_id = add(riverside, "One.")
    with riverside.at("maya") as window, riverside.at("maya") as other:
        other.notes.edit(note_id, body="From the other window.", expect=1)
        with pytest.raises(StaleEdit) as stale:
            window.notes.edit(note_id, body="From this window.", tags=["lost"], expect=1)
        assert (stale.value.current, stale.value.kept) == (2, 3)
        now = window.notes.show(note_id)
        assert (now.body, now.version, now.tags) == ("From the other window.", 2, ())
        kept = window.notes.history(note_id)[-1]
        assert (kept.number, kept.body, kept.set_aside) == (3, "From this window.", True)
        assert window.notes.show(note_id, 3).body == "From this window."
        after = window.notes.edit(note_id, body="Both.", expect=2)
        assert after.version == 4, "a version set aside keeps its number"
    assert not riverside.do("maya", lambda plc: plc.finding.find("window")).items


def test_what_was_set_aside_is_never_read_by_others(riverside: Riverside) -> None:
    note_id = add(riverside, "One.", choice=EVERYONE_HERE)
    with riverside.at("maya") as maya:
        maya.notes.edit(note_id, body="Two.")
        with pytest.raises(StaleEdit):
            maya.notes.edit(note_id, body="Aside.", expect=1)
    with riverside.at("ben") as ben:
        assert ben.notes.show(note_id).body == "Two."
        with pytest.raises(NotFound):
            ben.notes.show(note_id, 3)


def test_what_an_edit_does_not_name_stays_as_it_is(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do I wait?"))).id
        note = maya.notes.add(NewNote("One.", "Wait time", "spiral", "hunch", goal, ("talk",)))
        maya.notes.share(note.id, with_people("ben"))
        after = maya.notes.edit(note.id, body="Two.")
        assert (after.title, after.model, after.stage, after.goal, after.tags) == (
            "Wait time",
            "spiral",
            "hunch",
            goal,
            ("talk",),
        )
        assert [person.handle for person in after.audience.people] == ["ben"]
        assert maya.notes.edit(note.id, stage="scan", model="free").stage == "scan"
        with pytest.raises(Invalid):
            maya.notes.edit(note.id, model="nonsense")
        with pytest.raises(Invalid, match="There is: scan, focus"):
            maya.notes.edit(note.id, stage="nonsense")
        with pytest.raises(Invalid, match="no such stage"):
            maya.notes.add(NewNote("One.", stage="nonsense"))


# Tags


def test_tags_come_with_the_text_and_go_with_it(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        note = maya.notes.add(NewNote("I waited. #Wait-Time", tags=("chosen", "#Chosen", "two words")))
        assert note.tags == ("chosen", "two-words", "wait-time")
        assert [n.id for n in maya.notes.list(tag="#wait-time").items] == [note.id]
        after = maya.notes.edit(note.id, body="I waited. #silence")
        assert after.tags == ("chosen", "silence", "two-words")
        assert maya.notes.list(tag="wait-time").items == ()
        assert maya.notes.edit(note.id, tags=["other"]).tags == ("other", "silence")
        assert maya.notes.edit(note.id, tags=[]).tags == ("silence",)
        assert maya.notes.edit(note.id, body="Nothing.").tags == ()


def test_a_tag_is_known_only_to_those_who_read_a_note_with_it(riverside: Riverside) -> None:
    add(riverside, "Alone. #burnout")
    add(riverside, "Shared. #talk", choice=with_people("ben"))
    assert riverside.do("maya", lambda plc: plc.notes.tags()) == ("burnout", "talk")
    assert riverside.do("ben", lambda plc: plc.notes.tags()) == ("talk",)
    assert riverside.do("sam", lambda plc: plc.notes.tags()) == ()


# Its goal


def test_the_goal_of_a_note_is_hidden_from_readers_who_may_not_read_that_goal(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        goal = maya.goals.add(NewGoal(Wording("Do I wait?"))).id
        note = maya.notes.add(NewNote("I waited.", goal=goal)).id
        maya.notes.share(note, EVERYONE_HERE)
        maya.goals.share(goal, with_people("aisha"))
        assert maya.notes.show(note).goal == goal
    assert riverside.do("aisha", lambda plc: plc.notes.show(note)).goal == goal
    with riverside.at("ben") as ben:
        assert ben.notes.show(note).goal is None
        assert ben.notes.list("shared").items[0].goal is None
        with pytest.raises(NotFound):
            ben.notes.list("all", goal=goal)
    riverside.do("maya", lambda plc: plc.bin.put(goal))
    assert riverside.do("maya", lambda plc: plc.notes.show(note)).goal is None


def test_a_note_is_tied_to_a_goal_of_ones_own_only(riverside: Riverside) -> None:
    theirs = riverside.do("ben", lambda plc: plc.goals.add(NewGoal(Wording("Do they talk?")))).id
    hidden = riverside.do("ben", lambda plc: plc.goals.add(NewGoal(Wording("Hidden?")))).id
    riverside.do("ben", lambda plc: plc.goals.share(theirs, EVERYONE_HERE))
    note_id = add(riverside)
    with riverside.at("maya") as maya:
        for goal, refusal in ((theirs, NotPermitted), (hidden, NotFound)):
            with pytest.raises(refusal):
                maya.notes.link(note_id, goal)
            with pytest.raises(refusal):
                maya.notes.add(NewNote("Words.", goal=goal))
        assert len(maya.notes.list().items) == 1
        own = maya.goals.add(NewGoal(Wording("Do I wait?"))).id
        assert maya.notes.link(note_id, own).goal == own
        assert [n.id for n in maya.notes.list(goal=own).items] == [note_id]
        assert maya.notes.link(note_id, None).goal is None


# Lists


def test_lists_come_newest_first_in_pages_that_miss_and_repeat_nothing(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        made = [maya.notes.add(NewNote(f"Note {n}")).id for n in range(7)]
        maya.notes.edit(made[2], body="Touched")
        found: list[str] = []
        page = maya.notes.list(count=3)
        while True:
            found += [note.id for note in page.items]
            if page.next is None:
                break
            page = maya.notes.list(after=page.next, count=3)
    assert found == [made[2], *reversed(made[3:]), made[1], made[0]]


def test_lists_are_narrowed_by_stage_and_by_colleague(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        hunch = maya.notes.add(NewNote("A hunch.", model="spiral", stage="hunch")).id
        maya.notes.add(NewNote("A scan.", model="spiral", stage="scan"))
        maya.notes.share(hunch, with_people("ben"))
        assert [n.id for n in maya.notes.list(stage="hunch").items] == [hunch]
    with riverside.at("ben") as ben:
        assert [n.id for n in ben.notes.list("shared", by="maya").items] == [hunch]
        assert ben.notes.list("mine", by="maya").items == ()
        with pytest.raises(Invalid):
            ben.notes.list("shared", by="nobody")


def test_a_note_is_found_by_the_beginning_of_its_id_when_only_one_can_be_meant(riverside: Riverside) -> None:
    note_id = add(riverside)
    with riverside.at("maya") as maya:
        assert maya.notes.show(f" {note_id[:3].upper()} ").id == note_id
        assert maya.notes.show("n").id == note_id
        other = maya.notes.add(NewNote("Another")).id
        with pytest.raises(Invalid, match="more than one"):
            maya.notes.show("n")
        assert maya.notes.show(other).id == other
        for nonsense in ("", "%", "n*", "n' or 1=1", "x" * 50, "ñ"):
            with pytest.raises(NotFound):
                maya.notes.show(nonsense)


def test_what_she_reads_of_others_makes_no_id_ambiguous_that_is_hidden(riverside: Riverside) -> None:
    note_id = add(riverside, choice=with_people("ben"))
    for _ in range(5):
        add(riverside)
    assert riverside.do("ben", lambda plc: plc.notes.show("n")).id == note_id
