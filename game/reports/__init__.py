"""Plays in; texts and tables out. The callers write the files."""
