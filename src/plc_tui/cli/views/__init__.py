"""How each kind of thing is printed."""
