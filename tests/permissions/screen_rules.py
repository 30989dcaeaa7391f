"""What each command of the screen asks of the services, and who decides there whether it may be done.

The screen only ever shows what a service returned, and services decide by who is at the keys. So a command is held by
the rows of the verb that asks the same service (`SHELL`: the same method, checked in the code of both doors), or, for
what only the screen asks, by a row of its own in `ALONE`, tried on the service as every actor.

**A new command fails `test_every_command_of_the_screen_has_a_row` until it is in COMMANDS; a new question to a service
fails `test_everything_the_screen_asks_has_a_row` until it is in SHELL (with a verb of rules.py) or in ALONE.**
"""

from __future__ import annotations

LOOKS = ""
"""Only moves about, or shows what is already on the screen: it asks nothing of any service about a thing."""

COMMANDS = {
    "everywhere": {
        "help": LOOKS,
        "menu": LOOKS,
        "go_home": "home.look",
        "go_goals": "goals.list",
        "go_notes": "notes.list",
        "go_reviews": "reviews.shelves",
        "go_circles": "circles.list",
        "go_find": "finding.find",
        "go_settings": "members.edit",
        "everyone": "members.list",
        "drafts": "drafts.list",
        "bin": "bin.list",
        "palette": LOOKS,
        "back": LOOKS,
        "leave": "drafts.keep",
    },
    "home": {
        "open": "notes.show goals.show reviews.show",
        "new_note": "notes.add",
        "new_goal": "goals.add",
        "drop_draft": "drafts.drop",
    },
    "goals": {"open": "goals.show", "new_goal": "goals.add", "filter": "goals.list"},
    "goal": {
        "step_done": "goals.step_done",
        "open": "goals.show notes.show reviews.show",
        "check_in": "goals.check_in",
        "add_step": "goals.step",
        "new_note": "notes.add",
        "share": "audience.preview goals.share",
        "reword": "goals.reword",
        "steers": "goals.reword",
        "ask_review": "reviews.work reviews.statement reviews.ask",
        "rest": "goals.rest",
        "meet": "goals.meet",
        "let_go": "goals.let_go",
        "reopen": "goals.reopen",
        "encourage": "responses.add",
        "wonder": "responses.add",
        "connect": "responses.add",
        "delete": "bin.put",
        "bring_back": "bin.restore",
    },
    "goal-editor": {"save": "goals.add goals.reword", "frame": LOOKS, "steers": LOOKS, "throw_away": "drafts.drop"},
    "check-in": {"save": "goals.check_in", "throw_away": "drafts.drop"},
    "notes": {
        "new_note": "notes.add",
        "open": "notes.show",
        "new_with_model": "notes.add",
        "shelf_mine": "notes.list",
        "shelf_shared": "notes.list",
        "shelf_tag": "notes.tags notes.list",
        "shelf_goal": "goals.list notes.list",
        "shelf_stage": "notes.list",
        "share": "audience.preview notes.share",
        "tie_goal": "notes.link",
        "tags": "notes.edit",
        "delete": "bin.put",
        "bring_back": "bin.restore",
        "thrown_away": "bin.list",
    },
    "note": {
        "edit": "notes.show notes.edit",
        "encourage": "responses.add",
        "wonder": "responses.add",
        "connect": "responses.add",
        "answer": "responses.add",
        "share": "audience.preview notes.share",
        "ask_review": "reviews.work reviews.statement reviews.ask",
        "read_as": "audience.can_read",
        "versions": "notes.history",
        "tie_goal": "notes.link",
        "tags": "notes.edit",
        "open_goal": "goals.show",
        "withdraw": "responses.withdraw",
        "delete": "bin.put",
        "bring_back": "bin.restore",
    },
    "note-editor": {
        "save": "notes.add notes.edit",
        "model": LOOKS,
        "next_prompt": LOOKS,
        "stage": LOOKS,
        "share": "audience.preview notes.share",
        "tie_goal": "notes.link",
        "drop_draft": "drafts.drop",
    },
    "versions": {"other_side": "notes.history", "take_back": "notes.edit"},
    "read-as": {"someone_else": "audience.can_read"},
    "reviews": {"open": "reviews.show", "ask_review": "reviews.work reviews.ask"},
    "ask-review": {"send": "reviews.statement reviews.ask"},
    "review": {
        "write": "reviews.take reviews.set_draft",
        "take": "reviews.take",
        "not_now": "reviews.decline",
        "hand_on": "reviews.hand_on",
        "give_back": "reviews.give_back",
        "show_name": "reviews.show_name",
    },
    "write-review": {"the_work": LOOKS, "save": "reviews.set_draft", "send": "reviews.set_draft reviews.send"},
    "receive-review": {
        "keep": "reviews.decide",
        "try_it": "reviews.decide",
        "park": "reviews.decide",
        "talk": "reviews.decide",
        "open": "reviews.decide",
        "edit_work": "notes.show goals.show",
        "compare": "notes.show goals.show",
        "close": "reviews.close",
        "invite": "reviews.invite",
        "volunteers": "reviews.open_to_volunteers",
        "withdraw": "reviews.withdraw",
        "show_name": "reviews.show_name",
    },
    "review-words": {"done": LOOKS},
    "circles": {
        "open": "circles.show",
        "new_circle": "circles.new",
        "join": "circles.join",
        "turn_down": "circles.leave",
    },
    "circle": {
        "open": "members.show notes.show goals.show",
        "join": "circles.join",
        "turn_down": "circles.leave",
        "invite": "circles.invite",
        "edit_circle": "circles.edit",
        "leave_circle": "circles.losing circles.leave",
    },
    "everyone": {"open": "home.brief", "add_member": "members.add", "remove_member": "members.remove"},
    "member": {"open": "notes.show goals.show", "find_theirs": "finding.find"},
    "find": {
        "open": "notes.show goals.show reviews.show responses.show",
        "narrow_kind": "finding.find",
        "narrow_person": "finding.find members.list",
        "narrow_tag": "finding.find notes.tags",
        "narrow_since": "finding.find",
        "empty_box": LOOKS,
    },
    "bin": {"open": "bin.restore", "delete_for_good": "bin.empty", "empty_bin": "bin.empty"},
    "drafts": {"open": "drafts.find drafts.take_up drafts.as_note", "drop_draft": "drafts.drop"},
    "settings": {"open": "members.edit", "usual": "members.edit"},
}
"""Screen by screen: each command and what it asks."""

SHELL = {
    "audience.can_read": "note show",
    "audience.preview": "note share",
    "audience.words": "note show",
    "bin.empty": "bin empty",
    "bin.list": "bin list",
    "bin.put": "note delete",
    "bin.restore": "bin restore",
    "circles.edit": "circle edit",
    "circles.invite": "circle invite",
    "circles.join": "circle join",
    "circles.leave": "circle leave",
    "circles.list": "circle list",
    "circles.new": "circle new",
    "circles.show": "circle show",
    "drafts.drop": "drafts drop",
    "drafts.find": "drafts show",
    "drafts.list": "drafts list",
    "finding.find": "find",
    "goals.add": "goal add",
    "goals.check_in": "goal check-in",
    "goals.let_go": "goal let-go",
    "goals.list": "goal list",
    "goals.meet": "goal meet",
    "goals.reopen": "goal reopen",
    "goals.rest": "goal rest",
    "goals.reword": "goal edit",
    "goals.share": "goal share",
    "goals.show": "goal show",
    "goals.step": "goal step",
    "goals.step_done": "goal step",
    "home.brief": "brief",
    "home.look": "inbox",
    "home.seen": "note show",
    "members.add": "member add",
    "members.edit": "member edit",
    "members.list": "member list",
    "members.remove": "member remove",
    "members.show": "member show",
    "notes.add": "note add",
    "notes.edit": "note edit",
    "notes.history": "note history",
    "notes.link": "note link",
    "notes.list": "note list",
    "notes.share": "note share",
    "notes.show": "note show",
    "responses.add": "respond",
    "responses.of": "note show",
    "responses.withdraw": "respond",
    "reviews.ask": "review ask",
    "reviews.close": "review close",
    "reviews.decide": "review decide",
    "reviews.decline": "review decline",
    "reviews.give_back": "review give-back",
    "reviews.hand_on": "review hand-on",
    "reviews.invite": "review invite",
    "reviews.open_to_volunteers": "review volunteers",
    "reviews.send": "review send",
    "reviews.set_draft": "review write",
    "reviews.shelves": "review list",
    "reviews.show": "review show",
    "reviews.show_name": "review show-name",
    "reviews.statement": "review ask",
    "reviews.take": "review take",
    "reviews.withdraw": "review withdraw",
}
"""What both doors ask: the service, and the verb whose rows hold it."""

ALONE = """
                             | about          | owner         | reader        | other
audience.mentionable ID      | note goal work | works         | works         | not found
reviews.work ID              | note goal work | works         | not permitted | not found
responses.show ID            | response       | works         | works         | not found
circles.losing maths         | nothing        |               |               | works
circles.shared maths         | nothing        |               |               | works
notes.tags                   | nothing        |               |               | works
bin.tidy                     | nothing        |               |               | works
drafts.keep note:new WORDS   | nothing        |               |               | works
drafts.take_up ID            | draft          | works         | works         | works
drafts.as_note ID            | draft          | works         | works         | works
"""
"""What only the screen asks. Drafts are found by place among one's own, so somebody else's are never met: what works
there for others works on nothing."""
