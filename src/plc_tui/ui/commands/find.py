"""What can be done in Find, in the bin, among the drafts and in the journal."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_FIND, _BIN, _DRAFTS, _JOURNAL = ("find",), ("bin",), ("drafts",), ("journal",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Open what the cursor is on; a response opens what it answers.", _FIND, 3),
    Command("narrow_kind", "f3", "Kind", "Only notes, goals, responses, requests or reviews.", _FIND, 4),
    Command("narrow_person", "f4", "Person", "Only what one colleague wrote, or you.", _FIND, 4),
    Command("narrow_tag", "f5", "Tag", "Only notes with a tag.", _FIND, 5),
    Command("narrow_since", "f6", "Since", "Only what was written from a day on.", _FIND, 5),
    Command("empty_box", "f7", "Start afresh", "Empty the box.", _FIND, 6, "Afresh"),
    Command("open", "enter", "Put back", "Take it out of the bin; who may read it is as it was.", _BIN, 2),
    Command("delete_for_good", "f8", "Delete for good", "It cannot be undone; you are asked first.", _BIN, 3),
    Command("empty_bin", "", "Empty the bin", "Delete everything in it for good; you are asked first.", _BIN),
    Command("open", "enter", "Go on writing", "Open the draft where it belongs.", _DRAFTS, 2, "Go on"),
    Command("drop_draft", "f8", "Throw away", "Its words are gone for good; you are asked first.", _DRAFTS, 3),
    Command("open", "enter", "Open", "Open what the line tells of, if you may read it now.", _JOURNAL, 2),
)
