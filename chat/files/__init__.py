"""Files that people bring: what they are, whether they may stay, how they are kept. No tables, no events."""
