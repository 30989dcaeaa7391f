"""Numbers as options and arguments of verbs, called by plain words where something else was typed."""

from __future__ import annotations

import click


class Whole(click.IntRange):
    """A whole number, from a smallest to a largest."""

    name = "whole number"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Call it N in the help of options; an argument has a name of its own."""
        return "N" if isinstance(param, click.Option) else super().get_metavar(param, ctx)


class Number(click.types.FloatParamType):
    """A number, which may have a fraction."""

    name = "number"
