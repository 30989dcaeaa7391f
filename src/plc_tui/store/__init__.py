"""Keeps everything in one SQLite file (or behind a database URL). The only package that knows there is a database."""
