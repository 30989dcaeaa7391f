# ruff: noqa: E501 - tables are read line by line
"""The text paths of the hostile matrix: by which way a text of somebody comes to a screen or out of a verb."""

from __future__ import annotations

SCREENS = """
Home                     | Waiting for you           | meta.value member.name circle.title goal_revision.question note.title review_request.work_title step.words draft.words
Goals                    | Show which                | goal_revision.question step.words
a goal                   | Add step                  | goal_revision.question goal_revision.why goal_revision.notice goal_revision.steers goal_revision.season goal_revision.because goal_answer.words step.words
check-in form            | What I tried              | goal_revision.question draft.words
goal form                | A new goal                | draft.words seed.title seed.ask
reading list             | Mine                      | note.title note.body
shared shelf             | Shared with me            | note.title note.body member.name
a note of mine           | Enter Edit                | note.title note.body note.stage tag.tag response.words member.name
a colleague's note       | Encourage                 | note.title note.body note.stage member.name
note editor              | Ctrl+S Save               | draft.words
versions                 | Take its words back       | note_version.title note_version.body
audience dialog          | Nobody else can read it   | note.title goal_revision.question
tag form                 | Tags                      | tag.tag note.title
tag shelf                | Notes with which tag      | tag.tag
goal choice              | Which goal                | goal_revision.question
people choice            | Type to narrow            | member.name
response form            | Wonder with               | note.title
review request form      | Ctrl+S Ask                | note.title
Reviews                  | Asked of you              | review_request.work_title member.name
a request                | Hand on                   | review_request.work_title review_request.work_body review_request.focus review_request.off_limits member.name
hand-on dialog           | Who would be good         | member.name member.can_help
writing a review         | Ctrl+O The work           | review_request.work_title review_request.work_body review_request.focus review_request.off_limits point.words seed.title seed.ask seed.stems
confirm sending          | Send it                   | review_request.focus member.name
received reviews         | What changed              | point.words
choice of a work         | What should they look at  | note.title
Circles                  | Invitations to you        | circle.title circle.purpose
a circle                 | Invite                    | circle.title circle.purpose goal_revision.question member.name
circle form              | What brings you together  | circle.title circle.purpose
a colleague              | Find more                 | member.name member.interests member.can_help circle.title
Settings                 | About you                 | member.name member.interests member.can_help
Find                     | F3 Kind                   | search.title search.body member.name
everyone here            | Add                       | member.name member.interests
choice of questions      | Which questions           | seed.title seed.purpose
drafts                   | Throw away                | draft.words note.title goal_revision.question
confirm throwing away    | Keep it                   | draft.words note.title
bin                      | Put back                  | note.title
who could read what      | Read by those it is about | note.title goal_revision.question circle.title member.name review_request.work_title
"""
"""What a member calls the place, our own words that show she is there, and the fields whose words come to it."""

SCREEN_PATHS: dict[tuple[str, str], tuple[str, str]] = {
    (place, field): (see, field)
    for place, see, fields in (tuple(cell.strip() for cell in row.split("|")) for row in SCREENS.strip().splitlines())
    for field in fields.split()
}
"""(place, field) -> (our words there, field): each is one path."""

SHELL_PATHS = (
    "inbox",
    "journal",
    "journal NOTE",
    "find kestrel --limit 200",
    "brief m00",
    "goal list",
    "goal show GOAL",
    "goal history GOAL",
    "note list",
    "note show NOTE",
    "note history NOTE",
    "note history NOTE --from 1 --to 2",
    "review list",
    "review show ASKED",
    "review show MINE",
    "circle list",
    "circle show c0",
    "member list",
    "member show m00",
    "drafts list",
    "drafts show DRAFT0",
    "drafts show DRAFT1",
    "drafts show DRAFT2",
    "bin list",
    "export --format jsonl",
    "export --format csv",
    "export --format ics",
    "export --format html",
)
"""Every reading verb; each prints in words, --plain and --json. A field that is printed there is a path."""

DONE, REFUSED, ANY = (0,), (2, 3, 4), (0, 1, 2, 3, 4)
TYPED: dict[str, tuple[int, ...]] = {
    "note add PAYLOAD": ANY,
    "note add words --title PAYLOAD": ANY,
    "note add words --tag PAYLOAD": ANY,
    "note add words --stage PAYLOAD": ANY,
    "note add words --model PAYLOAD": REFUSED,
    "note add words --goal PAYLOAD": REFUSED,
    "note add --file PAYLOAD": REFUSED,
    "note edit NOTE --body PAYLOAD": ANY,
    "note edit NOTE --title PAYLOAD": ANY,
    "note edit NOTE --expect PAYLOAD": REFUSED,
    "note list --tag PAYLOAD": ANY,
    "note list --by PAYLOAD": REFUSED,
    "note list --stage PAYLOAD": ANY,
    "note show PAYLOAD": REFUSED,
    "note show NOTE --read-as PAYLOAD": REFUSED,
    "note share NOTE --with PAYLOAD": REFUSED,
    "note share NOTE --circle PAYLOAD": REFUSED,
    "goal add PAYLOAD": ANY,
    "goal add q --frame PAYLOAD": REFUSED,
    "goal add q --answer PAYLOAD": REFUSED,
    "goal edit GOAL --question PAYLOAD --because why": ANY,
    "goal edit GOAL --why PAYLOAD --because PAYLOAD": ANY,
    "goal step GOAL PAYLOAD": ANY,
    "goal step GOAL go --by PAYLOAD": REFUSED,
    "goal check-in GOAL PAYLOAD --confidence PAYLOAD": ANY,
    "goal rest GOAL PAYLOAD": ANY,
    "respond NOTE --wonder PAYLOAD": ANY,
    "respond PAYLOAD --wonder why": REFUSED,
    "review ask NOTE --focus PAYLOAD --off-limits PAYLOAD --from m00 --preview": ANY,
    "review ask NOTE --focus why --from PAYLOAD": REFUSED,
    "review ask NOTE --focus why --frame PAYLOAD --from m00": REFUSED,
    "review ask NOTE --focus why --by PAYLOAD --from m00": REFUSED,
    "review write ASKED --point warm=PAYLOAD": ANY,
    "review write ASKED --point PAYLOAD=words": REFUSED,
    "review hand-on ASKED PAYLOAD": REFUSED,
    "review show PAYLOAD": REFUSED,
    "review decide PAYLOAD --keep": REFUSED,
    "circle edit c1 --title PAYLOAD": ANY,
    "circle edit c1 --purpose PAYLOAD": ANY,
    "circle show PAYLOAD": REFUSED,
    "circle new PAYLOAD": ANY,
    "member add PAYLOAD": ANY,
    "member add new --display PAYLOAD --login new": ANY,
    "member edit m01 --interests PAYLOAD --can-help PAYLOAD": ANY,
    "member edit m01 --display PAYLOAD": ANY,
    "member edit m01 --login PAYLOAD": ANY,
    "member edit m01 --timezone PAYLOAD": REFUSED,
    "member show PAYLOAD": REFUSED,
    "brief PAYLOAD": REFUSED,
    "find PAYLOAD": ANY,
    "find words --tag PAYLOAD": ANY,
    "find words --by PAYLOAD": REFUSED,
    "find words --kind PAYLOAD": REFUSED,
    "find words --since PAYLOAD": REFUSED,
    "journal PAYLOAD": REFUSED,
    "journal --since PAYLOAD": REFUSED,
    "goal step PAYLOAD --done": REFUSED,
    "note lock PAYLOAD": REFUSED,
    "drafts show PAYLOAD": REFUSED,
    "bin restore PAYLOAD": REFUSED,
    "config get PAYLOAD": REFUSED,
    "config set PAYLOAD x": REFUSED,
    "config set theme PAYLOAD": REFUSED,
    "--config PAYLOAD note list": ANY,
    "--as PAYLOAD note list": REFUSED,
    "completion PAYLOAD": REFUSED,
    "PAYLOAD": REFUSED,
    "note PAYLOAD": REFUSED,
    "note list --PAYLOAD": REFUSED,
    "export --format PAYLOAD": REFUSED,
}
"""Every place on a command line that takes words, and how it may end: never as a mistake of the program's own."""
