"""The places and the screens inside them."""
