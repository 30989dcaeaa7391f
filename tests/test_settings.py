from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from plc_tui import settings
from plc_tui.settings import Settings, SettingsProblem


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The member's own settings file, with nothing else on this machine in the way."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(settings, "SYSTEM_FILE", tmp_path / "etc" / "config.toml")
    return settings.user_file()


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_every_setting_has_its_words_and_a_default_that_is_allowed() -> None:
    assert [each.name for each in settings.SETTINGS] == [field.name for field in fields(Settings)]
    for each in settings.SETTINGS:
        assert settings.understood(each.name, each.default) == each.default
        assert each.title
        assert each.help


def test_without_a_file_every_setting_has_its_default(file: Path) -> None:
    assert settings.load() == Settings()


def test_the_members_file_wins_over_the_systems(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "etc" / "config.toml", 'theme = "light"\nclock = 12\n')
    write(file, 'theme = "mono"\n')
    assert settings.load() == Settings(theme="mono", clock=12)


def test_a_file_given_by_name_is_the_only_one_read(file: Path, tmp_path: Path) -> None:
    write(file, 'theme = "mono"\n')
    given = write(tmp_path / "other.toml", "clock = 12\n")
    assert settings.load(given) == Settings(clock=12)


def test_a_file_given_by_name_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"There is no settings file .*nowhere.toml"):
        settings.load(tmp_path / "nowhere.toml")


def test_saving_keeps_comments_and_the_other_settings(file: Path) -> None:
    write(file, '# my colours\ntheme = "dark"  # for the evening\n\nclock = 12\n')
    assert settings.save(None, "theme", "light") == Settings(theme="light", clock=12)
    assert file.read_text() == '# my colours\ntheme = "light"  # for the evening\n\nclock = 12\n'


def test_saving_makes_a_file_that_only_its_owner_can_read(file: Path) -> None:
    settings.save(None, "mouse", "no")
    assert settings.load().mouse is False
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_saving_follows_a_link_instead_of_replacing_it(file: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "dotfiles" / "plc.toml", "")
    file.parent.mkdir(parents=True)
    file.symlink_to(real)
    settings.save(None, "clock", 12)
    assert file.is_symlink()
    assert "clock = 12" in real.read_text()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('theme = "dark"\nclock = = 3\n', 2, "invalid value"),
        ('theme = "dark"\ntheme = "light"\n', 2, "cannot overwrite a value"),
        ('\n\ntheme = "pink"\n', 3, '"theme" wants to be one of dark, light, contrast, mono'),
        ("clock = 13\n", 1, '"clock" wants to be one of 24, 12'),
        ('mouse = "perhaps"\n', 1, '"mouse" wants to be one of true, false'),
        ("editor_width = 7\n", 1, '"editor_width" wants to be a number from 40 to 120'),
        ("default_model = 3\n", 1, '"default_model" wants to be one line of text in quotes'),
        ("\ncolour = 1\n", 2, 'There is no setting "colour"'),
        ("[theme]\nname = 1\n", 1, '"theme" wants to be'),
    ],
)
def test_a_broken_file_is_one_sentence_with_its_line(file: Path, text: str, line: int, reason: str) -> None:
    write(file, text)
    with pytest.raises(SettingsProblem) as problem:
        settings.load()
    assert str(problem.value).startswith(f"{file}, line {line}: ")
    assert reason in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_file_that_is_not_text_is_said(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(SettingsProblem, match="not UTF-8"):
        settings.load()


def test_a_broken_file_is_never_overwritten(file: Path) -> None:
    write(file, "clock = =\n")
    with pytest.raises(SettingsProblem):
        settings.save(None, "theme", "mono")
    assert file.read_text() == "clock = =\n"


def test_nonsense_is_not_saved(file: Path) -> None:
    with pytest.raises(SettingsProblem):
        settings.save(None, "theme", "pink")
    assert not file.exists()


def test_a_place_that_takes_no_file_is_said(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "not-a-folder", "")
    with pytest.raises(SettingsProblem, match="could not be written"):
        settings.save(tmp_path / "not-a-folder" / "config.toml", "theme", "mono")
