"""Facilitated sessions: a meeting of a circle on a protocol, its time, who takes part, and what is written in it."""
