"""What can be done in Notes and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_LIST = ("notes",)
_PAGE = ("note",)
_BOTH = ("notes", "note")
_EDITOR = ("note-editor",)
_VERSIONS = ("versions",)
_READ_AS = ("read-as",)

COMMANDS = (
    Command("new_note", "n", "New note", "Begin to write at once; nothing is asked.", _LIST, 2, "New"),
    Command("open", "enter", "Open", "Read the note, and what colleagues say.", _LIST, 3),
    Command("new_with_model", "p", "New note with prompts", "Choose a model whose questions help you along.", _LIST, 6),
    Command("shelf_mine", "m", "My notes", "Every note of yours.", _LIST),
    Command("shelf_shared", "o", "Shared with me", "Notes your colleagues let you read.", _LIST),
    Command("shelf_tag", "t", "By tag", "Notes with one tag, yours and others'.", _LIST),
    Command("shelf_goal", "g", "By goal", "The notes tied to one goal.", _LIST),
    Command("shelf_stage", "i", "By stage of inquiry", "Notes from one stage of a spiral of inquiry.", _LIST),
    Command("edit", "enter", "Edit", "Write on; what is there now stays as a version.", _PAGE, 2),
    Command("encourage", "e", "Encourage", "Say what is worth keeping.", _PAGE, 3),
    Command("wonder", "w", "Wonder", "Ask an open question.", _PAGE, 3),
    Command("connect", "c", "Connect", "Me too, or: I know someone or something.", _PAGE, 3),
    Command("answer", "a", "Answer", "Answer a response in its thread.", _PAGE, 4),
    Command("share", "s", "Who can read it", "Let colleagues read it, or fewer of them.", _BOTH, 5, "Share"),
    Command("ask_review", "f", "Ask for a review", "Ask for a colleague's considered look.", _PAGE, 7, "Review"),
    Command("read_as", "r", "Read as ...", "The page as a colleague would see it.", _PAGE, 8),
    Command("versions", "v", "Versions", "Every version of it, compared word by word.", _PAGE, 8),
    Command("tie_goal", "l", "Tie to a goal", "Link it to a goal of yours, or to none.", _BOTH),
    Command("tags", "k", "Tags", "Words to find it by; #words in the text count too.", _BOTH),
    Command("open_goal", "g", "Open its goal", "Go to the goal this note is tied to.", _PAGE),
    Command("its_journal", "", "Who could read it", "Each change of who may read this note.", _PAGE),
    Command("withdraw", "", "Take a response back", "Put a response of yours away.", _PAGE),
    Command("delete", "", "Delete", "Put it away for 30 days; u brings it back.", _BOTH),
    Command("bring_back", "u", "Undo deleting", "Bring back the note you have just deleted.", _BOTH),
    Command("lock", "x", "Lock this note", "Seal it with your passphrase; nobody else can ever read it.", _BOTH),
    Command("take_lock_off", "", "Take the lock off", "Its words stand in the file again, for you alone.", _BOTH),
    Command("plain_copy", "", "Plain copy to share", "A copy without the lock; this note stays locked.", _BOTH),
    Command("thrown_away", "", "Deleted notes", "What you deleted, for 30 days, to bring it back.", _LIST),
    Command("save", "ctrl+s", "Save", "Keep it as a new version, and stay here.", _EDITOR, 2),
    Command(
        "model", "f4", "Change the prompts", "Add another model's headings; no word is lost.", _EDITOR, 3, "Prompts"
    ),
    Command("next_prompt", "f6", "Next prompt", "Go to the next heading, past one you skip.", _EDITOR, 5, "Next"),
    Command("stage", "f5", "Stage of inquiry", "Say where in the spiral this note stands.", _EDITOR),
    Command("share", "f3", "Who can read it", "Let colleagues read it, or fewer of them.", _EDITOR, 6, "Share"),
    Command("tie_goal", "f7", "Tie to a goal", "Link it to a goal of yours, or to none.", _EDITOR),
    Command("lock", "ctrl+o", "Lock this note", "Seal it; a new note from its first word on.", _EDITOR, 7, "Lock"),
    Command("take_lock_off", "", "Take the lock off", "Its words stand in the file again, for you alone.", _EDITOR),
    Command("plain_copy", "", "Plain copy to share", "A copy without the lock; this note stays locked.", _EDITOR),
    Command("drop_draft", "f8", "Let the draft go", "Back to what was saved; Ctrl+Z brings it back.", _EDITOR),
    Command(
        "other_side", "enter", "Compare with this", "Compare the others with this version.", _VERSIONS, 2, "Compare"
    ),
    Command("take_back", "t", "Take its words back", "Make this version's words the newest one.", _VERSIONS, 3),
    Command("someone_else", "r", "As someone else", "Choose another colleague.", _READ_AS, 2),
)
