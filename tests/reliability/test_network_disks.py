"""A file on a network file system is refused with words before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.errors import UnusableFile
from plc_tui.host import disk
from plc_tui.host.disk import Disk, disk_of
from plc_tui.host.layout import SERVER
from plc_tui.services.opening import make, open_plc
from terminal import shell

ROOT = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw"


def line(where: Path | str, kind: str, source: str = "server:/export", *optional: str) -> str:
    escaped = str(where).replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011").replace("\n", "\\012")
    return f"95 22 0:{len(kind)} / {escaped} rw,relatime {''.join(f'{each} ' for each in optional)}- {kind} {source} rw"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of mounts in place of the kernel's."""
    file = tmp_path / "mountinfo"
    file.write_text(f"{ROOT}\n")
    monkeypatch.setattr(disk, "MOUNTS", file)
    return file


@pytest.mark.parametrize(
    "kind",
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs"),
        *("davfs", "fuse.sshfs", "fuse.rclone", "9p"),
    ],
)
def test_a_network_file_system_is_refused_with_its_cure(table: Path, tmp_path: Path, kind: str) -> None:
    table.write_text(f"{ROOT}\n{line(tmp_path, kind)}\n")
    with pytest.raises(UnusableFile, match="the server's own disk") as refusal:
        make(tmp_path / "plc.db", name="R", handle_="maya", display="Maya", login="maya")
    assert f"({kind})" in str(refusal.value)
    assert {path.name for path in tmp_path.iterdir()} == {"mountinfo"}, "nothing was written"


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "virtiofs", "f2fs", "fuseblk", "fuse.ntfs-3g"]
)
def test_a_disk_of_this_machine_is_not_refused(table: Path, tmp_path: Path, kind: str) -> None:
    table.write_text(f"{ROOT}\n{line(tmp_path, kind, '/dev/sdb1')}\n")
    found = disk_of(tmp_path / "plc.db")
    assert found == Disk(tmp_path, kind, "/dev/sdb1")
    assert not found.network


def test_a_sandbox_whose_root_is_9p_has_no_other_disk_and_is_not_refused(table: Path, tmp_path: Path) -> None:
    table.write_text(line("/", "9p", "none") + "\n")
    make(tmp_path / "plc.db", name="R", handle_="maya", display="Maya", login="maya").close()


def test_webdav_is_known_by_its_address(table: Path, tmp_path: Path) -> None:
    table.write_text(f"{ROOT}\n{line(tmp_path, 'fuse', 'https://dav.example/x')}\n")
    assert disk_of(tmp_path / "plc.db") == Disk(tmp_path, "fuse", "https://dav.example/x")
    assert disk_of(tmp_path / "plc.db").network  # type: ignore[union-attr]  # compared just above


def test_a_file_that_was_moved_onto_a_network_disk_is_refused_and_left_alone(table: Path, riverside: Riverside) -> None:
    before = {path.name: path.read_bytes() for path in riverside.path.parent.iterdir()}
    table.write_text(f"{ROOT}\n{line(riverside.path.parent, 'nfs4')}\n")
    with pytest.raises(UnusableFile, match="network file system"):
        open_plc(riverside.path, login="maya")
    assert {path.name: path.read_bytes() for path in riverside.path.parent.iterdir()} == before


def test_a_link_is_followed_to_the_disk_it_leads_to(table: Path, tmp_path: Path) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    far.mkdir()
    near.mkdir()
    (near / "plc.db").symlink_to(far / "plc.db")
    table.write_text(f"{ROOT}\n{line(far, 'nfs4')}\n")
    found = disk_of(near / "plc.db")
    assert found is not None
    assert found.network


def test_the_longest_way_wins_and_of_two_at_one_place_the_later(table: Path) -> None:
    table.write_text(
        "\n".join(
            [
                line("/srv/plc", "ext4", "/dev/sdb1", "shared:7", "master:2"),
                line("/srv", "nfs4"),
                ROOT,
                line("/srv/plc files", "cifs", "//server/share"),
                line("/mnt", "ext4", "/dev/sdc1"),
                line("/mnt", "fuse.sshfs", "maya@host:"),
                "not a line of it",
            ]
        )
    )
    kinds = {
        "/srv/plc/plc.db": "ext4",
        "/srv/plc.db": "nfs4",
        "/srv/plc2/plc.db": "nfs4",
        "/srv/plc files/plc.db": "cifs",
        "/mnt/a/plc.db": "fuse.sshfs",
        "/home/maya/plc.db": "ext4",
    }
    assert {path: getattr(disk_of(Path(path)), "kind", None) for path in kinds} == kinds


def test_odd_names_of_folders_are_read_as_the_kernel_escapes_them(table: Path, tmp_path: Path) -> None:
    for name in ("a b", "tab\there", "back\\slash", "line\nend", "Übung"):
        (tmp_path / name).mkdir()
        table.write_text(f"{ROOT}\n{line(tmp_path / name, 'nfs')}\n")
        found = disk_of(tmp_path / name / "plc.db")
        assert found == Disk(tmp_path / name, "nfs", "server:/export"), name


def test_without_a_table_nothing_is_known_and_nothing_refused(table: Path, tmp_path: Path) -> None:
    table.unlink()
    assert disk_of(tmp_path / "plc.db") is None
    make(tmp_path / "plc.db", name="R", handle_="maya", display="Maya", login="maya").close()


@pytest.mark.skipif(not disk.MOUNTS.exists(), reason="only Linux has a table of mounts")
def test_this_machines_own_table_is_read() -> None:
    found = disk_of(Path("/proc/self/status"))
    assert found is not None
    assert found.kind == "proc"
    assert disk_of(Path.cwd()) is not None


@pytest.mark.skipif(
    os.geteuid() == 0 and SERVER.config.exists(),
    reason="a school's server is set up here, and root's doctor looks at it",
)
def test_the_doctor_names_the_disk(riverside: Riverside) -> None:
    done = shell("doctor", "--plain", db=riverside.path, as_="maya", expect=None)
    words = next(line for line in done.out.splitlines() if line.startswith("disk\t"))
    assert words.split("\t")[1] == "well" if disk.MOUNTS.exists() else "note"
