"""Lily, the language-model server of Hearth Chat.

Here: the HTTP contract of docs/lily.md, the engines behind it, and the fetching of weights. Not here: anything of the
chat. This package imports nothing of ``chat`` or ``hearth_chat``; Hearth talks to it over HTTP only.
"""
