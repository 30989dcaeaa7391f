# ruff: noqa: E501 - tables are read line by line
"""Who may do what, verb by verb: the table that the permission tests hold the program against.

Each table is about one kind of thing. A row is a command line (ID is the thing's id), then what comes of it for each
way somebody can stand to that thing, then the parts of it whose words must be printed where it works. The columns:

owner    whoever wrote it            reader   whoever it was given to, by name, by circle, with everyone
other    any other member            (whoever left, or never was a member, is refused everywhere: NO_MEMBER)

works          it is done or shown
not found      exit 3, in exactly the words for what does not exist
not permitted  exit 4: she may read it, but it is not hers to change
refused        exit 2: it cannot be done as things stand, and nothing is written
not hers       exit 3: she may read the thing, but nothing of hers in it is meant

**A new verb fails `test_every_verb_has_a_row` until it has a row here**: about a kind of thing in the table of that
kind (or a new one in TABLES, for a new kind), a list or a search in LISTS, and if it has nothing to do with anybody's
words in NO_THING, with the reason.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

WORKS, NOT_FOUND, NOT_PERMITTED, REFUSED, NOT_HERS = "works", "not found", "not permitted", "refused", "not hers"
CODES = {WORKS: 0, REFUSED: 2, NOT_FOUND: 3, NOT_PERMITTED: 4, NOT_HERS: 3}
NO_MEMBER = NOT_PERMITTED
"""What everyone gets who does not belong here, whatever she asks for."""

NOTES = """
                                          | owner         | reader        | other         | shows
note show ID                              | works         | works         | not found     | title body
note show ID --version 1                  | works         | not found     | not found     | earlier title, earlier body
note show ID --version 2                  | works         | works         | not found     | title body
note show ID --read-as nora               | works         | not permitted | not found     |
note edit ID --body changed               | works         | not permitted | not found     |
note edit ID --title changed --expect 1   | refused 5     | not permitted | not found     |
note edit ID --tag changed                | works         | not permitted | not found     |
note history ID                           | works         | not permitted | not found     | title, earlier title
note history ID --from 1                  | works         | not permitted | not found     | body, earlier body
note share ID --with nora                 | works         | not permitted | not found     |
note share ID --circle maths              | works         | not permitted | not found     |
note share ID --everyone                  | works         | not permitted | not found     |
note share ID --only-me                   | works         | not permitted | not found     |
note share ID --everyone --preview        | works         | not permitted | not found     |
note link ID --none                       | works         | not permitted | not found     |
note delete ID                            | works         | not permitted | not found     |
respond ID --encourage                    | works         | works         | not found     |
respond ID --wonder why                   | works         | works         | not found     |
respond ID --connect                      | works         | works         | not found     |
respond ID --answer why                   | refused       | refused       | not found     |
respond ID --withdraw                     | not found     | not found     | not found     |
journal ID                                | works         | works         | not found     |
review ask ID --focus why --from nora     | works         | not permitted | not found     |
review ask ID --focus why --volunteers --preview | works  | not permitted | not found     |
note lock ID --confirm --passphrase-file KEY | works      | not permitted | not found     |
note unlock ID --passphrase-file KEY      | refused       | not permitted | not found     |
note unlock ID --copy --passphrase-file KEY | refused     | not permitted | not found     |
bin restore ID                            | not found     | not found     | not found     |
bin empty ID --confirm                    | not found     | not found     | not found     |
"""

GOALS = """
                                          | owner         | reader        | other         | shows
goal show ID                              | works         | works         | not found     | question why notice steers season step tried noticed confidence
goal history ID                           | works         | works         | not found     | question, because, earlier question
goal edit ID --question q --because b     | works         | not permitted | not found     |
goal edit ID --why changed --because b    | works         | not permitted | not found     |
goal step ID go                           | works         | not permitted | not found     |
goal check-in ID tried                    | works         | not permitted | not found     |
goal rest ID                              | works         | not permitted | not found     |
goal meet ID                              | works         | not permitted | not found     |
goal let-go ID                            | works         | not permitted | not found     |
goal reopen ID                            | refused       | not permitted | not found     |
goal share ID --with nora                 | works         | not permitted | not found     |
goal share ID --everyone                  | works         | not permitted | not found     |
goal share ID --only-me                   | works         | not permitted | not found     |
goal share ID --circle maths --preview    | works         | not permitted | not found     |
goal delete ID                            | works         | not permitted | not found     |
journal ID                                | works         | works         | not found     |
note list --goal ID                       | works         | works         | not found     |
note add words --title t --goal ID        | works         | not permitted | not found     |
respond ID --encourage                    | works         | works         | not found     |
respond ID --wonder why                   | works         | works         | not found     |
respond ID --answer why                   | refused       | refused       | not found     |
review ask ID --focus why --from nora     | works         | not permitted | not found     |
bin restore ID                            | not found     | not found     | not found     |
bin empty ID --confirm                    | not found     | not found     | not found     |
"""

LOCKED = """
                                          | owner         | other         | shows
note show ID                              | refused       | not found     |
note show ID --passphrase-file KEY        | works         | not found     | title body tag
note show ID --passphrase-file WRONG      | not permitted | not permitted |
note show ID --version 1                  | refused       | not found     |
note history ID                           | refused       | not found     |
note history ID --passphrase-file KEY     | works         | not found     | title
note edit ID --body changed               | refused       | not found     |
note edit ID --body changed --passphrase-file KEY | works | not found     |
note share ID --everyone                  | refused       | not found     |
note share ID --with nora --passphrase-file KEY | refused | not found     |
note link ID --none                       | refused       | not found     |
note lock ID --passphrase-file KEY        | works         | not found     |
note unlock ID --passphrase-file WRONG    | not permitted | not permitted |
note unlock ID --passphrase-file KEY      | works         | not found     |
note unlock ID --copy --passphrase-file KEY | works       | not found     |
respond ID --encourage                    | refused       | not found     |
review ask ID --focus why --from nora     | refused       | not found     |
note delete ID                            | works         | not found     |
"""
"""A locked note is as if it were not there for everyone but its owner, and says nothing to her without the passphrase."""

STEPS = """
                                          | owner         | reader        | other         | shows
goal step ID --done                       | works         | not permitted | not found     |
goal step ID --not-done                   | works         | not permitted | not found     |
"""

RESPONSES = """
                                          | owner         | reader        | other         | shows
respond ID --answer why                   | works         | works         | not found     |
respond ID --encourage                    | works         | works         | not found     |
respond ID --withdraw                     | works         | not permitted | not found     |
bin restore ID                            | not found     | not found     | not found     |
bin empty ID --confirm                    | not found     | not found     | not found     |
"""

PINNED = """
                                          | owner         | other         | shows
note show ID                              | works         | not found     | title, later body
note edit ID --body changed               | works         | not found     |
note history ID                           | works         | not found     | title
note share ID --with nora                 | works         | not found     |
note link ID --none                       | works         | not found     |
respond ID --encourage                    | works         | not found     |
review ask ID --focus why --from nora     | works         | not found     |
bin restore ID                            | not found     | not found     |
"""
"""A note somebody is asked to review, and that was given to nobody: the request does not open it."""

BINNED = """
                                          | owner         | reader        | other         | shows
note show ID                              | not found     | not found     | not found     |
note edit ID --body changed               | not found     | not found     | not found     |
note history ID                           | not found     | not found     | not found     |
note share ID --everyone                  | not found     | not found     | not found     |
note link ID --none                       | not found     | not found     | not found     |
note delete ID                            | not found     | not found     | not found     |
goal show ID                              | not found     | not found     | not found     |
goal history ID                           | not found     | not found     | not found     |
goal step ID go                           | not found     | not found     | not found     |
goal step ID --done                       | not found     | not found     | not found     |
goal share ID --everyone                  | not found     | not found     | not found     |
goal delete ID                            | not found     | not found     | not found     |
respond ID --encourage                    | not found     | not found     | not found     |
respond ID --answer why                   | not found     | not found     | not found     |
respond ID --withdraw                     | not found     | not found     | not found     |
review ask ID --focus why --from nora     | not found     | not found     | not found     |
review decide ID --keep                   | not found     | not found     | not found     |
"""
"""What lies in the bin, or hangs on what lies there, is read by nobody, its owner included."""

IN_BIN = """
                                          | owner         | reader        | other         | shows
bin restore ID                            | works         | not found     | not found     |
bin empty ID --confirm                    | works         | not found     | not found     |
bin empty ID                              | refused       | refused       | refused       |
"""
"""What its owner has put there herself; without --confirm nothing is looked up before she is asked."""

REQUESTS = """
                                          | owner         | asked         | writing       | sent          | free          | ended         | other         | shows
review show ID                            | works         | works         | works         | works         | works         | works         | not found     | focus off-limits
review take ID                            | not permitted | works         | works         | refused       | works         | refused       | not found     |
review decline ID                         | not permitted | works         | works         | refused       | not permitted | refused       | not found     |
review give-back ID                       | not permitted | refused       | works         | refused       | not permitted | refused       | not found     |
review hand-on ID nora                    | not permitted | works         | works         | refused       | not permitted | refused       | not found     |
review write ID --point warm=good         | not permitted | works         | works         | refused       | not permitted | refused       | not found     |
review write ID --replace --point warm=x  | not permitted | works         | works         | refused       | not permitted | refused       | not found     |
review send ID                            | not permitted | refused       | works         | refused       | not permitted | refused       | not found     |
review close ID --statement done          | works         | not permitted | not permitted | not permitted | not permitted | not permitted | not found     |
review withdraw ID                        | works         | not permitted | not permitted | not permitted | not permitted | not permitted | not found     |
review invite ID nora                     | works         | not permitted | not permitted | not permitted | not permitted | not permitted | not found     |
review show-name ID                       | refused       | refused       | refused       | refused       | refused       | refused       | not found     |
journal ID                                | works         | works         | works         | works         | works         | works         | not found     |
"""

NARROW = """
                                          | owner         | asked         | writing       | sent          | free          | other         | shows
review volunteers ID                      | works         | not permitted | not permitted | not permitted | not permitted | not found     |
"""
"""Only a request that is not open to everyone yet can be opened to volunteers."""

MASKED = """
                                          | owner         | writing       | sent          | other         | shows
review show ID                            | works         | works         | works         | not found     | focus off-limits
review take ID                            | not permitted | works         | refused       | not found     |
review decline ID                         | not permitted | works         | refused       | not found     |
review give-back ID                       | not permitted | works         | refused       | not found     |
review hand-on ID nora                    | not permitted | works         | refused       | not found     |
review write ID --point warm=good         | not permitted | works         | refused       | not found     |
review send ID                            | not permitted | works         | refused       | not found     |
review close ID --statement done          | works         | not permitted | not permitted | not found     |
review withdraw ID                        | works         | not permitted | not permitted | not found     |
review invite ID nora                     | works         | not permitted | not permitted | not found     |
review volunteers ID                      | works         | not permitted | not permitted | not found     |
review show-name ID                       | works         | works         | works         | not found     |
journal ID                                | works         | works         | works         | not found     |
"""

ENDED = """
                                          | owner         | ended         | other         | shows
review show ID                            | works         | works         | not found     | focus off-limits
review take ID                            | not permitted | refused       | not found     |
review write ID --point warm=good         | not permitted | refused       | not found     |
review send ID                            | not permitted | refused       | not found     |
review close ID --statement done          | refused       | not permitted | not found     |
review withdraw ID                        | refused       | not permitted | not found     |
review invite ID nora                     | refused       | not permitted | not found     |
review volunteers ID                      | refused       | not permitted | not found     |
"""

POINTS = """
                                          | owner         | author        | too late      | other         | shows
review decide ID --keep                   | not permitted | works         | refused       | not found     |
review decide ID --talk --reply why       | not permitted | works         | refused       | not found     |
review reply ID why                       | not permitted | works         | refused       | not found     |
"""
"""The owner of a point is its writer; `author` asked for the review, and it has been sent to her."""

DRAFTS = """
                                          | owner         | reader        | other         | shows
drafts show ID                            | works         | not found     | not found     | title body
drafts restore ID                         | works         | not found     | not found     |
drafts drop ID                            | works         | not found     | not found     |
"""

MEMBERS = """
                                          | self          | keeper        | other         | shows
member show ID                            | works         | works         | works         |
member edit ID --interests birds          | works         | works         | not permitted |
member edit ID --login somebody           | not permitted | works         | not permitted |
member remove ID --confirm                | works         | works         | not permitted |
brief ID                                  | works         | works         | works         |
"""
"""What a member says of herself, everyone here may read."""

CIRCLES = """
                                          | facilitator   | inside        | invited       | other         | shows
circle show ID                            | works         | works         | works         | works         |
circle edit ID --title T                  | works         | not permitted | not permitted | not permitted |
circle invite ID nora                     | works         | not permitted | not permitted | not permitted |
circle join ID                            | refused       | refused       | works         | not permitted |
circle leave ID                           | works         | works         | works         | refused       |
journal ID                                | works         | works         | works         | works         |
"""
"""A circle's name, purpose and members are known to everyone here; what is shared with it is not."""

ROSTER = """
                                          | keeper        | other         | shows
member add newcomer                       | works         | not permitted |
"""

PLANNED = """
                                          | owner         | reader        | other         | shows
session show ID                           | works         | works         | not found     | title focus
session show ID --page                    | works         | works         | not found     | title focus
session show ID --room                    | works         | works         | not found     | title focus
session show ID --seat                    | not permitted | not permitted | not found     |
session show ID --console                 | works         | not permitted | not found     |
session edit ID --title changed           | works         | not permitted | not found     |
session edit ID --presenter nora          | works         | not permitted | not found     |
session invite ID nora                    | works         | not permitted | not found     |
session bring ID WORK                     | works         | not permitted | not found     |
session open ID                           | works         | not permitted | not found     |
session cancel ID                         | works         | not permitted | not found     |
session close ID                          | refused       | not permitted | not found     |
session join ID                           | refused       | refused       | not found     |
session say ID words                      | not permitted | not permitted | not found     |
session next ID                           | refused       | not permitted | not found     |
session remove ID 2                       | works         | not permitted | not found     |
session step ID 1 --naming sealed         | works         | not permitted | not found     |
session summary ID                        | works         | works         | not found     |
session replay ID                         | works         | works         | not found     |
session calendar ID                       | works         | works         | not found     |
session delete ID                         | works         | not permitted | not found     |
"""
"""A session of her circle that its owner has planned, and to which she has invited a colleague."""

OPENED = """
                                          | owner         | seated        | reader        | other         | shows
session show ID                           | works         | works         | works         | not found     | title
session show ID --page                    | works         | works         | works         | not found     | title focus
session show ID --room                    | works         | works         | works         | not found     | title said parked promise
session show ID --seat                    | works         | works         | not permitted | not found     | said
session show ID --console                 | works         | not permitted | not permitted | not found     | said
session join ID                           | works         | works         | works         | not found     |
session leave ID                          | works         | works         | not permitted | not found     |
session say ID words                      | works         | works         | not permitted | not found     |
session say ID words --step 2             | works         | works         | not permitted | not found     |
session say ID words --step 3             | refused       | refused       | not permitted | not found     |
session park ID words                     | works         | works         | not permitted | not found     |
session reword ID 1 changed               | not hers      | works         | not permitted | not found     |
session take-back ID 1                    | not hers      | works         | not permitted | not found     |
session ready ID                          | works         | works         | not permitted | not found     |
session ready ID --one-more               | works         | works         | not permitted | not found     |
session hand ID                           | works         | works         | not permitted | not found     |
session pass ID                           | refused       | refused       | not permitted | not found     |
session done ID                           | refused       | refused       | not permitted | not found     |
session vote ID 1=1                       | refused       | refused       | not permitted | not found     |
session fist ID 3                         | refused       | refused       | not permitted | not found     |
session commit ID words                   | works         | works         | not permitted | not found     |
session edit ID --focus changed           | works         | not permitted | not permitted | not found     |
session invite ID nora                    | works         | not permitted | not permitted | not found     |
session bring ID WORK                     | works         | not permitted | not permitted | not found     |
session open ID                           | refused       | not permitted | not permitted | not found     |
session cancel ID                         | refused       | not permitted | not permitted | not found     |
session delete ID                         | refused       | not permitted | not permitted | not found     |
session close ID                          | works         | not permitted | not permitted | not found     |
session next ID                           | works         | not permitted | not permitted | not found     |
session back ID                           | refused       | not permitted | not permitted | not found     |
session go ID 3                           | works         | not permitted | not permitted | not found     |
session skip ID 3                         | works         | not permitted | not permitted | not found     |
session pause ID                          | works         | not permitted | not permitted | not found     |
session resume ID                         | works         | not permitted | not permitted | not found     |
session more ID 1                         | works         | not permitted | not permitted | not found     |
session reveal ID 2                       | works         | not permitted | not permitted | not found     |
session votes ID 3                        | refused       | not permitted | not permitted | not found     |
session paper ID gran                     | works         | not permitted | not permitted | not found     |
session turn ID nils                      | refused       | not permitted | not permitted | not found     |
session heard ID nils                     | works         | not permitted | not permitted | not found     |
session gone ID nils                      | works         | not permitted | not permitted | not found     |
session console ID                        | works         | not permitted | not permitted | not found     |
session console ID --take                 | works         | works         | not permitted | not found     |
session console ID --hand nils            | works         | not permitted | not permitted | not found     |
session repeat ID 1                       | works         | not permitted | not permitted | not found     |
session insert ID New                     | works         | not permitted | not permitted | not found     |
session move ID 3 down                    | works         | not permitted | not permitted | not found     |
session remove ID 3                       | refused       | not permitted | not permitted | not found     |
session step ID 3 --title changed         | works         | not permitted | not permitted | not found     |
session step ID 2 --naming named          | refused       | not permitted | not permitted | not found     |
session cluster ID 1 --name Group         | works         | not permitted | not permitted | not found     |
session summary ID                        | works         | works         | works         | not found     | said parked promise
session summary ID --share                | refused       | not permitted | not permitted | not found     |
session replay ID                         | works         | works         | works         | not found     |
journal ID                                | works         | works         | works         | not found     |
bin restore ID                            | not found     | not found     | not found     | not found     |
"""
"""A session that goes on: who has a seat in it came in by its code or from the circle; whose console it is has gone
away for long enough to let somebody in the room take it. What is hidden in it is shown to its writer alone."""

HELD = """
                                          | owner         | seated        | reader        | other         | shows
session show ID                           | works         | works         | works         | not found     | title focus
session show ID --room                    | works         | works         | works         | not found     | said parked promise
session show ID --console                 | works         | not permitted | not permitted | not found     | said
session watch ID                          | works         | works         | works         | not found     |
session say ID words                      | refused       | refused       | not permitted | not found     |
session say ID words --step 1             | refused       | refused       | not permitted | not found     |
session reword ID 1 changed               | refused       | refused       | not permitted | not found     |
session join ID                           | refused       | refused       | refused       | not found     |
session edit ID --title changed           | refused       | not permitted | not permitted | not found     |
session bring ID WORK                     | refused       | refused       | refused       | not found     |
session delete ID                         | refused       | not permitted | not permitted | not found     |
session reveal ID 2                       | refused       | not permitted | not permitted | not found     |
session skip ID 3                         | refused       | not permitted | not permitted | not found     |
session close ID                          | refused       | not permitted | not permitted | not found     |
session console ID --take                 | refused       | refused       | not permitted | not found     |
session summary ID                        | works         | works         | works         | not found     | said parked promise
session summary ID --format html          | works         | works         | works         | not found     | said parked promise
session summary ID --format csv           | works         | works         | works         | not found     |
session summary ID --share                | works         | not permitted | not permitted | not found     |
session replay ID                         | works         | works         | works         | not found     |
"""

PROMISES = """
                                          | owner         | other         | shows
session accept ID --goal GOAL             | works         | not found     |
session decline ID                        | works         | not found     |
session settle ID --kept                  | works         | not found     |
"""
"""What somebody has said that she will do is hers alone to take up or settle, whoever heard it."""

TABLES = {
    "planned": PLANNED,
    "session": OPENED,
    "held": HELD,
    "promise": PROMISES,
    "note": NOTES,
    "goal": GOALS,
    "step": STEPS,
    "response": RESPONSES,
    "work": PINNED,
    "locked": LOCKED,
    "binned": BINNED,
    "in bin": IN_BIN,
    "request": REQUESTS,
    "narrow": NARROW,
    "masked": MASKED,
    "ended": ENDED,
    "point": POINTS,
    "draft": DRAFTS,
    "member": MEMBERS,
    "circle": CIRCLES,
    "roster": ROSTER,
}

LISTS = """
                                          | of whose      | shows
note list                                 | readable      | note title, work title
note list --whose mine                    | own           | note title, work title
note list --whose shared                  | shared        | note title, work title
note list --by olga                       | readable      | note title
note list --tag kestrel                   | nobody's      | note title, work title
note list --limit 3                       |               |
goal list                                 | readable      | goal question
goal list --whose mine                    | own           | goal question
goal list --whose shared                  | shared        | goal question
goal list --state resting                 | nobody's      | goal question
review list                               | readable      | request focus
review list --shelf i-asked               |               |
session list                              | readable      | planned title, session title, held title
session list --open                       | readable      | session title
session list --planned                    | readable      | planned title
session list --past                       | readable      | held title
session owed                              | own           | promise text
find kestrel --kind session --limit 1000  | readable      | planned title, session title, held title
inbox                                     |               |
find kestrel --kind note --limit 1000     | readable      | note title
find kestrel --kind goal --limit 1000     | readable      | goal question
find kestrel --by olga                    |               |
find nothing                              | nobody's      | note title, goal question
brief olga                                |               |
brief carla                               |               |
journal                                   |               |
journal --since 2026-01-01                |               |
drafts list                               | own           | draft body
bin list                                  | binned        | note title, goal question
export --format jsonl                     | own           | note title, note body, note tag, goal question, goal because, goal step, goal tried
export --format csv                       | own           | note title, note body
export --format html                      | own           | note title, note body, goal question
export --format ics                       |               |
export --to FOLDER                        | own           | note title, note body, goal question, goal tried
circle list                               |               |
circle list --mine                        |               |
member list                               |               |
member show                               |               |
"""
"""Whose things a list holds: exactly these and no others, for every actor. Where a row says nothing, what is checked is
that nobody sees a word that is not for her.

readable   what she may read            own        what she wrote (nothing from the bin)
shared     what others gave to her      binned     what she deleted
"""

NO_THING = {
    "demo": "makes a community of its own, in a new file",
    "init": "makes a new file and leaves one that is there as it is",
    "note add": "writes a new note, hers alone (tying it to a goal is in GOALS)",
    "goal add": "writes a new goal, hers alone",
    "circle new": "every member may make a circle",
    "session plan": "plans a new session; work and circle are held in test_sessions",
    "session protocols": "speaks of protocols, which are files and nobody's words",
    "session rehearse": "a session in memory, with made-up people",
    "backup": "copies the file: for whoever owns it on this machine (test_the_whole_file_is_for_its_owner_alone)",
    "restore": "replaces the file: as backup",
    "doctor": "speaks of the machine and the file, never of what is in it",
    "passphrase set": "her own key; nothing of anybody else's is named by it",
    "passphrase change": "as passphrase set",
    "passphrase recover": "as passphrase set",
    "passphrase new-code": "as passphrase set",
    "passphrase give-up": "as passphrase set",
    "passphrase status": "as passphrase set",
    **dict.fromkeys(
        (
            "server install",
            "server uninstall",
            "server hand-over",
            "server check",
            "server backup",
            "server restore",
            "server begin",
            "server inside",
            "server list",
            "server recognise",
        ),
        "for root, who opens no file of words: tests/server has its rules",
    ),
    "config list": "her own settings, on her own account",
    "config get": "as config list",
    "config set": "as config list",
    "config path": "as config list",
    "keys": "what the program says of itself",
    "completion": "what the program says of itself; what it offers is in test_completion",
    "version": "what the program says of itself",
}
"""Verbs that have to do with nobody's words, and why."""


@dataclass(frozen=True)
class Rule:
    """One row: a command line and what comes of it, by relation."""

    table: str
    line: str
    outcomes: dict[str, str]
    shows: tuple[str, ...]

    @property
    def secret(self) -> bool:
        """Whether a passphrase is given."""
        return "--passphrase-file" in self.line

    def words(self, thing_id: str) -> list[str]:
        """The command line for one thing."""
        return [thing_id if word == "ID" else word for word in shlex.split(self.line)]

    def outcome(self, relation: str) -> tuple[str, int]:
        """What comes of it and its exit code; who stands in no column stands among the others."""
        if relation == "outside":
            return NO_MEMBER, CODES[NO_MEMBER]
        said = self.outcomes.get(relation) or self.outcomes["other"]
        word = said.removesuffix(" 5")
        return word, 5 if word != said else CODES[word]


def rules(name: str) -> Iterator[Rule]:
    """The rows of one table."""
    rows = [[cell.strip() for cell in row.split("|")] for row in TABLES[name].splitlines() if row.strip()]
    columns = rows[0][1:-1]
    for line, *outcomes, shows in rows[1:]:
        parts = [part.strip() for part in (shows.split(",") if "," in shows else shows.split())]
        assert len(outcomes) == len(columns), f"{name}: {line} has another number of columns than its table"
        yield Rule(name, line, dict(zip(columns, outcomes, strict=True)), tuple(filter(None, parts)))


@dataclass(frozen=True)
class ListRule:
    """One list: whose things it holds, and which words of them it shows."""

    line: str
    whose: str
    shows: tuple[tuple[str, str], ...]


def lists() -> Iterator[ListRule]:
    """The rows of LISTS."""
    for row in LISTS.splitlines()[2:]:
        line, whose, shows = (cell.strip() for cell in row.split("|"))
        parts = [(kind, part) for kind, _, part in (each.strip().partition(" ") for each in shows.split(",") if each)]
        yield ListRule(line, whose, tuple(parts))


def named() -> set[str]:
    """Every verb that has a row: `note show`, `inbox`."""
    lines = [rule.line for table in TABLES for rule in rules(table)] + [each.line for each in lists()]
    return {verb for line in [*lines, *NO_THING] for verb in (line, *_beginnings(line))}


def _beginnings(line: str) -> Iterator[str]:
    words = line.split()
    yield words[0]
    yield " ".join(words[:2])
