"""Tests through the outside: socket, HTTP, rendered screen. Mirrors the code; `e2e` drives a real browser."""
