"""Reads who may read a thing of the made-up community."""

from __future__ import annotations

from plc_tui.seeds.demo_values import DemoAudience
from plc_tui.seeds.fields import Fields

AUDIENCES = ("me", "people", "circles", "community")


def an_audience(fields: Fields) -> DemoAudience:
    """Read `audience = { kind = "people", people = ["sam"] }`; it is only me when the file does not say."""
    table = fields.maybe_table("audience")
    if table is None:
        return DemoAudience()
    audience = DemoAudience(
        kind=table.choice("kind", AUDIENCES),
        people=table.names("people", optional=True),
        circles=table.names("circles", optional=True),
    )
    table.end()
    if (audience.kind == "people") != bool(audience.people):
        raise table.problem('an audience names people when, and only when, its kind is "people"')
    if (audience.kind == "circles") != bool(audience.circles):
        raise table.problem('an audience names circles when, and only when, its kind is "circles"')
    return audience
