"""What root decided is read as it was written, and a file that cannot be relied on is one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plc_tui.host import config
from plc_tui.host.config import ServerConfig, ServerProblem
from plc_tui.host.layout import Layout

names = st.from_regex(config.NAME, fullmatch=True)
lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@settings(max_examples=40)
@given(
    st.builds(
        ServerConfig,
        name=lines,
        group=names,
        account=names.filter(lambda name: name != "root"),
        keepers=st.lists(names).map(tuple),
        keep=st.integers(1, 1000),
        ssh=st.booleans(),
    )
)
def test_what_is_written_is_read_again(decided: ServerConfig) -> None:
    assert config.understood(config.written(decided), Path("server.toml")) == decided


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = 3", '"name" wants'),
        ('name = " "', '"name" wants'),
        ('group = "two words"', '"group" wants'),
        ('group = "x\\nroot ALL=(ALL) ALL"', '"group" wants'),
        ('account = "root"', "not root"),
        ('account = "-x"', '"account" wants'),
        ('keepers = "maya"', '"keepers" wants to be a list'),
        ('keepers = ["a b"]', '"keepers" wants'),
        ("keepers = [1]", '"keepers" wants'),
        ("keep = 0", '"keep" wants'),
        ("keep = true", '"keep" wants'),
        ("ssh = 1", '"ssh" wants'),
        ("colour = 1", 'there is no setting "colour"'),
        ("name =", "cannot be understood"),
    ],
)
def test_what_makes_no_sense_is_said_with_the_file(text: str, words: str) -> None:
    with pytest.raises(ServerProblem, match=words) as caught:
        config.understood(text, Path("/etc/plc/server.toml"))
    assert str(caught.value).startswith("/etc/plc/server.toml")


def test_where_there_is_no_file_there_is_no_server(tmp_path: Path) -> None:
    assert config.read(Layout(tmp_path)) is None
    (tmp_path / "etc").write_text("no folder")
    assert config.read(Layout(tmp_path)) is None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a file of root's")
@pytest.mark.parametrize("spoilt", ["others", "group", "owner", "folder", "link", "nothing"])
def test_a_file_that_somebody_else_can_have_written_does_not_count(tmp_path: Path, spoilt: str) -> None:
    layout = Layout(tmp_path)
    layout.config.parent.mkdir(parents=True, mode=0o755)
    layout.config.write_text('name = "Riverside"\n')
    layout.config.chmod(0o644)
    if spoilt == "nothing":
        assert config.read(layout) == ServerConfig(name="Riverside")
        return
    {
        "others": lambda: layout.config.chmod(0o646),
        "group": lambda: layout.config.chmod(0o664),
        "owner": lambda: os.chown(layout.config, 1000, -1),
        "folder": lambda: layout.config.parent.chmod(0o777),
        "link": lambda: layout.config.symlink_to(layout.config.rename(tmp_path / "other")),
    }[spoilt]()
    with pytest.raises(ServerProblem, match="root's alone"):
        config.read(layout)
