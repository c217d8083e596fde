"""Tests of the Lily model server."""
