"""Runs a command line and turns everything that can go wrong into one or two lines and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from plc_tui.cli.desk import Desk
from plc_tui.cli.root import plc
from plc_tui.exits import DONE, FAILED, INTERRUPTED, code_of
from plc_tui.waiting import told


def run(args: Sequence[str]) -> int:
    """Run `plc` with `args` and return its exit code; what went wrong is told on standard error."""
    _speak_what_we_can(sys.stdout, sys.stderr)
    desk = Desk()
    with told(desk.tell_waiting):
        return _run(args, desk)


def _run(args: Sequence[str], desk: Desk) -> int:
    try:
        if instruction := os.environ.get("_PLC_COMPLETE"):
            return _complete(desk, instruction)
        with plc.make_context("plc", list(args), obj=desk) as context:
            plc.invoke(context)
        sys.stdout.flush()
        return DONE
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _stop_writing()
        return DONE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except click.ClickException as error:
        return _usage(error)
    except Exception as error:  # noqa: BLE001 - the last door: whatever happens, people read a sentence
        return _failed(error)
    finally:
        desk.close()


def _complete(desk: Desk, instruction: str) -> int:
    """Answer the shell that completes a line (`plc completion` taught it to ask); never with a message."""
    from click.shell_completion import shell_complete

    try:
        return shell_complete(plc, {"obj": desk}, "plc", "_PLC_COMPLETE", instruction)
    except Exception:  # noqa: BLE001 - a line being typed must never be broken by a message
        return FAILED


def _speak_what_we_can(*streams: TextIO) -> None:
    """A terminal that lacks a letter shows "?" for it; it is no reason to fail."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _stop_writing() -> None:
    """The reader has gone (`plc ... | head`): let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.ClickException) -> int:
    """Tell what is wrong with the command line, in click's words, and where to look."""
    click.echo(error.format_message(), err=True)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(f"See: {error.ctx.command_path} --help", err=True)
    return error.exit_code


def _failed(error: Exception) -> int:
    import traceback  # late: it would cost every command a fifth of `plc --help`

    if os.environ.get("PLC_DEBUG") == "1":
        traceback.print_exception(error)
    code = code_of(error)
    click.echo(_mistake(error) if code is None else _clean(str(error)), err=True)
    return FAILED if code is None else code


def _clean(message: str) -> str:
    from plc_tui import text

    return text.clean(message)


def _mistake(error: Exception) -> str:
    """A mistake of ours: where it is, and never its message, which may hold somebody's words."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}, line {frames[-1].lineno}" if frames else "nowhere"  # noqa: PTH119 - not a path to follow
    return (
        f"plc met a mistake of its own ({type(error).__name__} in {place}) and stopped. What was saved is safe. "
        "Please tell whoever looks after plc; with PLC_DEBUG=1 it shows them more."
    )
