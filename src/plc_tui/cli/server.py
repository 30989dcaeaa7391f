"""`plc server`: sets a school's server up, looks after it, and takes it away again. Root's alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from plc_tui.cli.amounts import Whole
from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import noun
from plc_tui.cli.output import print_items, print_row
from plc_tui.host import config as decided
from plc_tui.host.config import NotRoot, ServerConfig, ServerProblem
from plc_tui.host.layout import SERVER

server = noun("server", "A school's server: set it up, look after it (for whoever has root).")

DRY = click.option("--dry-run", "dry", is_flag=True, help="Say what would be done and change nothing.")


def only_root() -> None:
    """Return for root. Raises NotRoot for everybody else."""
    if os.geteuid() != 0:
        raise NotRoot("Only root can look after a school's server; start it with sudo.")


def need_server() -> ServerConfig:
    """Return what root decided. Raises NotRoot, and ServerProblem where there is no server."""
    only_root()
    found = decided.read()
    if found is None:
        raise ServerProblem("This machine is not a school's server. Make it one with: plc server install")
    return found


@server.command("install")
@click.option("--name", help="What the community is called when it is made.")
@click.option("--group", help="The unix group whose members may use it (teachers).")
@click.option(
    "--keeper", "keepers", multiple=True, metavar="LOGIN", help="Looks after members and circles; repeatable."
)
@click.option("--keep", type=Whole(), metavar="N", help="How many nightly backups are kept (14).")
@click.option("--ssh/--no-ssh", default=None, help="Give the group nothing but plc over ssh.")
@DRY
@pass_desk
def install(
    desk: Desk,
    name: str | None,
    group: str | None,
    keepers: Sequence[str],
    keep: int | None,
    ssh: bool | None,
    dry: bool,
) -> None:
    """Make this machine a school's server, or put right what is wrong with it.

    It may be done again at any time: what is as it should be is left alone, and what was chosen before stays chosen
    unless it is named anew. Done from a newer plc, it is the upgrade; whoever is in the program goes on undisturbed.
    """
    only_root()
    before = decided.read() or ServerConfig()
    config = ServerConfig(
        name=name or before.name,
        group=group or before.group,
        account=before.account,
        keepers=tuple(keepers) or before.keepers,
        keep=before.keep if keep is None else keep,
        ssh=before.ssh if ssh is None else ssh,
    )
    from plc_tui.cli.server_work import set_up

    set_up(desk, decided.checked(config), dry)


@server.command("uninstall")
@click.option("--confirm", is_flag=True, help="Do not ask.")
@DRY
@pass_desk
def uninstall(desk: Desk, confirm: bool, dry: bool) -> None:
    """Take everything away again but the words: the account, its folder and the backups stay."""
    config = need_server()
    if not dry:
        certain(desk, confirm, "Nobody will be able to use plc on this machine. The words and the backups stay.")
    from plc_tui.cli.server_work import take_away

    take_away(desk, config, dry)


@server.command("check")
@click.pass_context
@pass_desk
def check(desk: Desk, ctx: click.Context) -> None:
    """Look at every line of the set-up; plc doctor does the same for root."""
    only_root()
    if not SERVER.config.exists():
        need_server()
    from plc_tui.cli.doctor import show
    from plc_tui.cli.server_check import findings

    show(desk, ctx, findings())


@server.command("backup")
@click.option("--keep", type=Whole(min=1), metavar="N", help="Keep the newest N, not as many as usual.")
@click.option("--quiet", is_flag=True, help="Say nothing when all went well.")
@pass_desk
def backup(desk: Desk, keep: int | None, quiet: bool) -> None:
    """Copy the community's file into the folder of backups, while it is in use. Cron does it every night."""
    config = need_server()
    as_installed()
    from plc_tui.cli.server_work import copy

    copy(desk, config, keep or config.keep, quiet)


@server.command("restore")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--confirm", is_flag=True, help="Do not ask.")
@pass_desk
def restore(desk: Desk, path: Path, confirm: bool) -> None:
    """Put a backup in the place of the community's file; the replaced one is kept beside it.

    PATH is the name of a backup in the server's folder, or any file that the server's account can read.
    """
    config = need_server()
    as_installed()
    what = f"Everyone's words will be as they were in {path.name}; whoever is in the program now is sent out of it."
    certain(desk, confirm, what)
    from plc_tui.cli.server_work import put_back

    put_back(desk, config, SERVER.backups / path)


@server.command("hand-over")
@click.argument("login")
@pass_desk
def hand_over(desk: Desk, login: str) -> None:
    """Give somebody who left what she wrote: plc server hand-over LOGIN > words.zip

    It holds exactly what she could have exported herself. Her locked notes nobody but herself can open.
    """
    config = need_server()
    as_installed()
    from plc_tui.cli.handing_over import hand_words_over

    hand_words_over(desk, config, login)


@server.command("recognise")
@click.argument("login", required=False)
@click.option("--same", "same", flag_value=True, default=None, help="It is the same person, with another account.")
@click.option("--new", "same", flag_value=False, help="It is somebody new: the earlier member has left.")
@click.option("--everyone", is_flag=True, help="With --same: all accounts were made anew, as on another machine.")
@pass_desk
def recognise(desk: Desk, login: str | None, same: bool | None, everyone: bool) -> None:
    """Say who has a login now: plc server recognise ben --new

    Systems give logins and numbers away again. Whoever comes with a member's login and another number than hers is
    not let in until you have said which of the two it is.
    """
    if same is None or (login is None) is not (everyone and same):
        raise click.UsageError("Name a login and --same or --new; or --everyone and --same.")
    config = need_server()
    as_installed()
    from plc_tui.cli.server_work import say_who

    say_who(desk, config, login, same)


@server.command("begin", hidden=True)
@pass_desk
def begin(desk: Desk) -> None:
    """Make the community's empty file: install's own work, done by the program it has just installed."""
    config = need_server()
    as_installed()
    from plc_tui.cli.server_work import make_file

    make_file(desk, config)


@server.command("inside", hidden=True)
@pass_desk
def inside(desk: Desk) -> None:
    """Say whether the community's file is whole, and its revision: doctor's own work, done by the installed program."""
    config = need_server()
    as_installed()
    from plc_tui.cli.server_work import look_inside

    look_inside(desk, config)


@server.command("list")
@pass_desk
def list_(desk: Desk) -> None:
    """List the backups, the newest last."""
    need_server()
    found = sorted(SERVER.backups.glob("*.db"))
    if desk.json:
        print_items("backup", ({"path": str(path), "bytes": path.stat().st_size} for path in found))
        return
    for path in found:
        print_row((path.name, f"{path.stat().st_size:,}"))


def as_installed() -> None:
    """Go on as the installed program, which the server's account can execute, unless this is that already.

    What runs now may stand in a folder of root's, where the account could not read the rest of it.
    """
    import plc_tui

    if Path(plc_tui.__file__).is_relative_to(SERVER.releases):
        return
    if not SERVER.plc.exists():
        raise ServerProblem(f"There is no {SERVER.plc}. Mend it with: sudo plc server install")
    sys.stdout.flush()
    os.execv(SERVER.plc, [str(SERVER.plc), *sys.argv[1:]])
