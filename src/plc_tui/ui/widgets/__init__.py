"""The few widgets of our own, drawn cheaply."""
