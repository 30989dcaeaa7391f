"""What must never happen to a file that many people write, tried with real processes: bars 1 to 6, and a control."""
