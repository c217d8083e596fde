"""HTTP around the socket: session, first load, history. A view is: parse, access, one action, answer."""

from chat.api.app import api

__all__ = ["api"]
