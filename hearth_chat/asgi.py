"""The ASGI entry: HTTP to Django, `/ws/` to the consumer, and the server's lifespan to the runtime."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth_chat.settings")
_http = get_asgi_application()  # loads the apps; what follows needs them

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from chat.api.bounds import BoundedBodies  # noqa: E402
from chat.consumers import ChatConsumer  # noqa: E402
from chat.runtime import runtime  # noqa: E402

_bounded = BoundedBodies(_http)
_sockets = AuthMiddlewareStack(URLRouter([path("ws/", ChatConsumer.as_asgi())]))


async def _refuse(_: Any, receive: Any, send: Any) -> None:
    """No such socket."""
    await receive()
    await send({"type": "websocket.close"})


async def _live(receive: Any, send: Any) -> None:
    """The runtime lives as long as the server."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        if message["type"] == "lifespan.startup":
            runtime.start()
            await send({"type": "lifespan.startup.complete"})
    await runtime.stop()
    await send({"type": "lifespan.shutdown.complete"})


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await (_sockets if scope["path"] == "/ws/" else _refuse)(scope, receive, send)
    else:
        runtime.start()
        await _bounded(scope, receive, send)
