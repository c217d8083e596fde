"""The wire: every frame of the socket, every body of HTTP, as frozen pydantic classes. No table, no network."""
