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
"""
"""What a member calls the place, our own words that show she is there, and the fields whose words come to it."""

SCREEN_PATHS: dict[tuple[str, str], tuple[str, str]] = {
    (place, field): (see, field)
    for place, see, fields in (tuple(cell.strip() for cell in row.split("|")) for row in SCREENS.strip().splitlines())
    for field in fields.split()
}
"""(place, field) -> (our words there, field): each is one path."""
