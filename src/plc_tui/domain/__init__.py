"""Values and rules. Standard library only: no I/O, no clock (now, ids and the actor are passed in)."""
