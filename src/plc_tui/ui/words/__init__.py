"""How values are said on the screen: small pure functions from values to words."""
