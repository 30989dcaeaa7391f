"""The members of a school's server are whoever its unix group says: each change is made once, and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.errors import Invalid, Newcomer, NotFound, NotPermitted
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc
from plc_tui.services.handing_over import handed_over
from plc_tui.services.opening import make_empty
from plc_tui.services.roster import Roster, join, open_served, same_people, somebody_new
from plc_tui.settings import Settings


class Group:
    """A unix group and the keepers root named; both can change between two openings."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "plc.db"
        self.logins = {"maya", "ben", "aisha"}
        self.numbers: dict[str, int] = {}
        self.keepers = {"maya"}
        self.asked = 0
        self.now = datetime(2026, 11, 22, 8, tzinfo=UTC)
        make_empty(self.file, name="Riverside")

    def _roster(self, login: str) -> Roster:
        number = self.numbers.get(login, 1000)
        return Roster(login, number, "teachers", frozenset(self.keepers), lambda: self._belongs, lambda: self.now)

    def _belongs(self, login: str) -> int | None:
        self.asked += 1
        return self.numbers.get(login, 1000) if login in self.logins else None

    @contextmanager
    def at(self, login: str) -> Iterator[Plc]:
        with closing(open_served(self.file, self._roster(login))) as plc:
            yield plc

    def welcome(self, login: str, name: str = "Some Name") -> str:
        with closing(join(self.file, self._roster(login), name, "UTC")) as plc:
            return plc.actor.handle


@pytest.fixture
def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


def test_a_newcomer_says_her_name_once(group: Group) -> None:
    with pytest.raises(Newcomer, match="plc init --display"), group.at("maya"):
        pass
    assert group.welcome("maya", "Maya Okafor") == "maya"
    assert group.welcome("maya", "Somebody Else") == "maya"
    with group.at("maya") as maya:
        assert (maya.me().name, maya.me().login, maya.me().keeper) == ("Maya Okafor", "maya", True)
    with pytest.raises(Invalid):
        group.welcome("ben", "\n")


@pytest.mark.parametrize(
    ("login", "handle"), [("m.okafor", "m-okafor"), ("Maya", "maya"), ("1234", "member"), ("o_kafor$", "o-kafor")]
)
def test_a_handle_is_made_of_the_login(group: Group, login: str, handle: str) -> None:
    group.logins.add(login)
    assert group.welcome(login) == handle


def test_two_logins_alike_get_two_handles(group: Group) -> None:
    group.logins |= {"m.okafor", "m_okafor", "m-okafor"}
    assert [group.welcome(login) for login in ("m.okafor", "m_okafor", "m-okafor")] == [
        "m-okafor",
        "m-okafor-2",
        "m-okafor-3",
    ]


def test_who_left_the_group_reads_nothing_and_leaves_what_she_shared(group: Group) -> None:
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("ben") as ben, group.at("maya") as maya:
        shared = ben.notes.add(NewNote("For everyone"))
        ben.notes.share(shared.id, EVERYONE_HERE)
        private = ben.notes.add(NewNote("For nobody"))
        maya.circles.new("maths", "Maths", "", ["ben"])
        group.logins.remove("ben")
        with group.at("maya") as another:
            assert [member.handle for member in another.members.list()] == ["maya"]
            assert another.notes.show(shared.id).body == "For everyone"
            with pytest.raises(NotFound):
                another.notes.show(private.id)
        with pytest.raises(NotPermitted, match="no longer belong"):  # her program was running all the time
            ben.notes.show(private.id)
        assert not maya.circles.show("maths").invited
    with pytest.raises(Newcomer), group.at("ben"):  # never so with sudo, which refuses her; and still she reads nothing
        pass


def test_a_program_that_runs_ends_her_membership_within_half_a_minute(group: Group) -> None:
    """Also when nobody else comes by."""
    group.welcome("ben")
    with group.at("ben") as ben:
        ben.changed()
        group.logins.remove("ben")
        for seconds, changed in ((1, False), (28, False), (2, True), (1, False)):
            group.now += timedelta(seconds=seconds)
            assert ben.changed() is changed, seconds
        with pytest.raises(NotPermitted, match="no longer belong"):
            ben.notes.list()


def test_back_in_the_group_she_is_the_same_member_with_her_notes(group: Group) -> None:
    group.welcome("maya")
    group.welcome("ben", "Ben Ito")
    with group.at("ben") as ben:
        note = ben.notes.add(NewNote("Mine"))
    group.logins.remove("ben")
    with group.at("maya"):
        pass
    group.logins.add("ben")
    with group.at("ben") as ben:
        assert ben.me().name == "Ben Ito"
        assert ben.notes.show(note.id).body == "Mine"
    assert group.welcome("ben", "New Name") == "ben"


def test_root_alone_names_the_keepers(group: Group) -> None:
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("ben") as ben:
        with pytest.raises(NotPermitted, match="keeper"):
            ben.members.edit("maya", name="Eve")
        group.keepers = {"ben"}
        with group.at("maya") as maya:
            assert [member.handle for member in maya.members.list() if member.keeper] == ["ben"]
            with pytest.raises(NotPermitted, match="keeper"):
                maya.members.edit("ben", name="Eve")
    with group.at("ben") as ben:
        assert ben.members.edit("maya", name="Maya O.").name == "Maya O."


def test_the_flag_in_the_file_makes_no_keeper(group: Group) -> None:
    """A program that runs goes by what root had decided when it began, and never by the file."""
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("ben") as ben:
        with ben.store.write() as connection:
            connection.exec_driver_sql("UPDATE member SET keeper = 1 WHERE login = 'ben'")
        with pytest.raises(NotPermitted, match="keeper"):
            ben.members.edit("maya", name="Eve")
    with group.at("ben") as ben:
        assert not ben.me().keeper


def test_nobody_changes_the_roster_from_inside(group: Group) -> None:
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("maya") as maya:
        for change in (
            lambda: maya.members.add("eve", "Eve", "eve"),
            lambda: maya.members.remove("ben"),
            lambda: maya.members.remove("maya"),
            lambda: maya.members.edit("ben", login="eve"),
        ):
            with pytest.raises(NotPermitted, match="group teachers"):
                change()
        assert "group teachers" in maya.members.roster_elsewhere()


def test_nothing_is_written_when_nothing_changed(group: Group) -> None:
    for login in ("maya", "ben", "aisha"):
        group.welcome(login)
    with group.at("maya") as maya:
        before = maya.store.pragma("data_version")
        group.asked = 0
        with group.at("ben"):
            pass
        assert maya.store.pragma("data_version") == before
        assert group.asked == 3


def test_what_the_roster_does_is_in_the_journal(group: Group) -> None:
    for login in ("maya", "ben"):
        group.welcome(login)
    group.logins.remove("ben")
    with group.at("maya"):
        pass
    group.logins.add("ben")
    group.keepers = {"maya", "ben"}
    with group.at("maya") as maya:
        told = [(entry.act, entry.whom and entry.whom.handle, entry.actor) for entry in maya.journal.page().items]
    assert {("member joined", "ben", None), ("member left", "ben", None), ("keeper", "ben", None)} <= set(told)


def test_what_is_handed_over_is_what_she_could_export(group: Group) -> None:
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("ben") as ben, group.at("maya") as maya:
        note = ben.notes.add(NewNote("Mine alone", "Mine"))
        given = ben.notes.add(NewNote("For maya", "Given"))
        ben.notes.share(given.id, with_people("maya"))
        hers = maya.notes.add(NewNote("maya's words", "Hers"))
        maya.notes.share(hers.id, with_people("ben"))
        ben.responses.add(hers.id, "wonder", "said by ben")
        maya.responses.add(given.id, "wonder", "said to ben")
        exported = list(ben.exporting.files())
    group.logins.remove("ben")
    with group.at("maya"):
        pass
    with handed_over(group.file, "ben") as (member, files):
        assert (member.handle, list(files)) == ("ben", exported)
    with group.at("maya") as maya:
        assert [member.handle for member in maya.members.list()] == ["maya"], "looking brought her back"
    assert any(note.id in name for name, _ in exported)
    with pytest.raises(NotFound), handed_over(group.file, "nobody"):
        pass


def test_her_settings_are_kept_with_her_words(group: Group) -> None:
    everyones = Settings(theme="light", motion="off", db="")
    for login in ("maya", "ben"):
        group.welcome(login)
    with group.at("maya") as maya:
        assert maya.own_settings.over(everyones) == everyones
        maya.own_settings.keep("theme", "contrast")
        maya.own_settings.keep("clock", "12")
        maya.own_settings.keep("mouse", False)
        for name, value in (("motion", "on"), ("db", "/tmp/x"), ("rescue_folder", "/tmp"), ("seed_folder", "/tmp")):
            with pytest.raises(NotPermitted):
                maya.own_settings.keep(name, value)
        for name, value in (("theme", "pink"), ("clock", "13"), ("nonsense", "1")):
            with pytest.raises(Invalid):
                maya.own_settings.keep(name, value)
    with group.at("maya") as maya:
        found = maya.own_settings.over(everyones)
        assert (found.theme, found.clock, found.mouse, found.motion) == ("contrast", 12, False, "off")
    with group.at("ben") as ben:
        assert ben.own_settings.over(everyones) == everyones


def test_a_setting_of_another_program_is_left_out(group: Group) -> None:
    group.welcome("maya")
    with group.at("maya") as maya:
        maya.own_settings.keep("clock", 12)
        with maya.store.write() as connection:
            for name, value in (("theme", "'rainbow'"), ("db", "'/tmp/x'"), ("from_the_future", "'1'")):
                connection.exec_driver_sql(
                    f"INSERT INTO member_setting (member_id, name, value) VALUES ('{maya.actor.id}', '{name}', {value})"
                )
        assert maya.own_settings.over(Settings()) == Settings(clock=12)


def test_a_login_that_was_given_to_somebody_else_opens_nothing(group: Group) -> None:
    group.welcome("maya"), group.welcome("ben", "Ben Ito")
    with group.at("ben") as ben:
        kept = ben.notes.add(NewNote("For me alone.")).id
    group.numbers["ben"] = 2000
    with pytest.raises(NotPermitted, match="somebody else's"), group.at("ben"):
        pass
    with pytest.raises(NotPermitted, match="somebody else's"):
        group.welcome("ben", "Another Ben")
    with group.at("maya") as maya:
        assert "ben" in {member.handle for member in maya.members.list()}
    earlier = somebody_new(group.file, "ben", lambda: group.now)
    assert group.welcome("ben", "Another Ben") == "ben-2"
    with group.at("ben") as other, pytest.raises(NotFound):
        other.notes.show(kept)
    with handed_over(group.file, earlier) as (member, files):
        assert member.name == "Ben Ito"
        assert any("For me alone." in text for _, text in files)


def test_somebody_who_left_does_not_come_back_as_who_has_her_login_now(group: Group) -> None:
    group.welcome("maya"), group.welcome("ben", "Ben Ito")
    group.logins.remove("ben")
    with group.at("maya"):
        pass
    group.logins.add("ben")
    group.numbers["ben"] = 2000
    with group.at("maya") as maya:
        assert "ben" not in {member.handle for member in maya.members.list()}
    assert group.welcome("ben", "Another Ben") == "ben-2"


def test_root_can_say_that_it_is_the_same_person_with_another_account(group: Group) -> None:
    group.welcome("maya"), group.welcome("ben", "Ben Ito")
    group.numbers["ben"] = 2000
    assert same_people(group.file, "ben") == 1
    with group.at("ben") as ben:
        assert ben.me().name == "Ben Ito"
    group.numbers |= {"ben": 3000, "maya": 3001}
    assert same_people(group.file) == 2
    for login in ("ben", "maya"):
        with group.at(login):
            pass
    with pytest.raises(NotFound):
        same_people(group.file, "nobody")
    with pytest.raises(NotFound):
        somebody_new(group.file, "nobody")
