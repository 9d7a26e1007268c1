"""What is remembered: players, keymaps and plays in SQLite, the journal, the songs on disk."""
