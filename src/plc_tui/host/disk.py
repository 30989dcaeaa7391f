"""What kind of disk holds a file: SQLite's journal works only among processes of one machine (sqlite.org/wal.html).

Read from the kernel's own table of mounts, which only Linux has. On macOS and the BSDs the kind is not known, and
nothing is refused there: keep the file on the machine's own disk yourself.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "9p"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.davfs", "fuse.davfs2"),
        *("fuse.s3fs", "fuse.curlftpfs", "fuse.smbnetfs", "fuse.gvfsd-fuse"),
    }
)
# Of 9p. Its server is another system: Windows under WSL 2 (/mnt/c), the host of a virtual machine or of a container.
# Files mapped into memory, which the journal's index is, are not shared across it, and with its usual cache settings
# cannot be mapped for writing at all; what the other side has open is not locked against us. So it is a network. One
# exception: where / itself is 9p, as in a sandbox that serves all its files so (gVisor), that is the machine's own
# disk, its one kernel keeps locks and maps itself, and there is no other disk to go to.
# Not here, because one kernel owns them or says itself when it cannot map: virtiofs, overlay, ext4, xfs, btrfs, zfs,
# tmpfs, and shared folders of virtual machines (vboxsf).


@dataclass(frozen=True, slots=True)
class Disk:
    """The file system a file is on: where it is mounted, its kind as the kernel names it, and what is mounted."""

    mounted: Path
    kind: str
    source: str

    @property
    def network(self) -> bool:
        """Whether other machines may have the same files, so that SQLite's journal would damage them."""
        if self.kind == "9p" and self.mounted == Path("/"):
            return False
        # WebDAV mounted by davfs2 is plain "fuse" of an address.
        return self.kind in _NETWORK or (self.kind == "fuse" and "://" in self.source)


def disk_of(path: Path, mounts: Path | None = None) -> Disk | None:
    """Return the disk that holds `path` (links followed; it need not exist), None when this system does not say."""
    real = Path(os.path.realpath(path))
    with suppress(OSError):
        (real.parent / "x").exists()  # what is mounted on demand is mounted now
    try:
        table = (mounts or MOUNTS).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    found: Disk | None = None
    for line in table.splitlines():
        disk = _disk(line, str(real))
        # the longest way wins; of two mounts at one place the later one, which hides the other
        if disk and (found is None or len(disk.mounted.parts) >= len(found.mounted.parts)):
            found = disk
    return found


def _disk(line: str, path: str) -> Disk | None:
    """Read one line, None when `path` is not below: `36 35 98:0 /root /mounted options optional... - kind source`."""
    front, _, back = line.partition(" - ")
    fields, (kind, _, rest) = front.split(" "), back.partition(" ")
    if len(fields) <= 5 or not kind:
        return None
    mounted = _plain(fields[4])
    below = path == mounted or path.startswith(mounted.rstrip("/") + "/")
    return Disk(Path(mounted), kind, _plain(rest.split(" ")[0])) if below else None


def _plain(field: str) -> str:
    r"""Undo the kernel's escapes: `\040` is a space, byte by byte."""
    return field if "\\" not in field else re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)
