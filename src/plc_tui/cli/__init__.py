"""The `plc` command: one module for each noun, imported only when it is used."""
