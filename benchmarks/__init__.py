"""The figures we owe, measured: `python -m benchmarks` prints them as a table."""
