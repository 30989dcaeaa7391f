"""The plc command."""


def main() -> None:
    """Start."""
