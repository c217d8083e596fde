"""Reads: `access_*` (permission or NotFound), lists, and row -> wire. Never writes, never sends."""
