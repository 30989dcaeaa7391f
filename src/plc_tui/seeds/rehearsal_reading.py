"""Reads who takes part in a rehearsal, and what they write."""

from __future__ import annotations

from plc_tui.seeds.fields import Fields
from plc_tui.seeds.protocol_values import NEEDS
from plc_tui.seeds.rehearsal_values import KINDS_OF_LINES, Cast, LineList, MadeUpLines, MadeUpPerson


def a_cast(fields: Fields) -> Cast:
    """Read the cast. Raises SeedProblem with the line and the reason."""
    work = fields.table("work")
    cast = Cast(
        id=fields.name("id"),
        title=work.line("title"),
        focus=work.line("focus"),
        body=work.words("body"),
        people=tuple(_person(each) for each in fields.tables("person")),
    )
    work.end()
    handles = [person.handle for person in cast.people]
    if len(set(handles)) < len(handles):
        raise fields.problem("two of the people have the same handle", "person")
    return cast


def a_kind_of_lines(fields: Fields) -> MadeUpLines:
    """Read what is written of one kind. Raises SeedProblem with the line and the reason."""
    return MadeUpLines(fields.choice("id", KINDS_OF_LINES), tuple(_list(each) for each in fields.tables("list")))


def _person(fields: Fields) -> MadeUpPerson:
    person = MadeUpPerson(fields.name("handle"), fields.line("name"))
    fields.end()
    return person


def _list(fields: Fields) -> LineList:
    needs = fields.names("needs", optional=True)
    for need in needs:
        if need not in NEEDS:
            raise fields.problem(f'"{need}" is not known in "needs" (known are: {", ".join(NEEDS)})', "needs")
    found = LineList(fields.lines("lines"), needs, fields.flag("last"))
    fields.end()
    return found
