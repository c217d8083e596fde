"""`python -m bench.reference KIND [REDIS_URL]`: the servers that ours is measured against.

channels: the chat consumer of the Channels tutorial, on uvicorn with the settings of `serve`; with REDIS_URL on the
pub/sub layer of channels_redis, else on the in-memory layer.
idle: a bare consumer that accepts. bare: a `websockets` server that broadcasts. storyteller: a provider that streams.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any

import uvloop

WORDS_A_SECOND = 30
WORDS = 450  # of a story: fifteen seconds


def main() -> None:
    kind, redis_url = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(f"listening on http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    if kind == "bare":
        uvloop.run(serve_broadcast(listening))
    else:
        app = build_storyteller() if kind == "storyteller" else build_channels(kind, redis_url)
        serve_with_uvicorn(app, listening)


def serve_with_uvicorn(app: Any, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off", log_level="critical"
    )
    uvicorn.Server(config).run(sockets=[listening])


def build_channels(kind: str, redis_url: str) -> Any:
    """The tutorial's consumer (its room and its JSON), without its session middleware, which would cost more."""
    import django
    from django.conf import settings

    pubsub = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [redis_url]}}
    layer = pubsub if redis_url else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    settings.configure(SECRET_KEY="reference", INSTALLED_APPS=[], CHANNEL_LAYERS={"default": layer})  # noqa: S106
    django.setup()
    from channels.generic.websocket import AsyncWebsocketConsumer

    class ChatConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
        """https://channels.readthedocs.io/en/stable/tutorial/part_3.html"""

        async def connect(self) -> None:
            await self.channel_layer.group_add("chat_room", self.channel_name)
            await self.accept()

        async def disconnect(self, code: int) -> None:
            await self.channel_layer.group_discard("chat_room", self.channel_name)

        async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
            message = json.loads(text_data or "")["message"]
            await self.channel_layer.group_send("chat_room", {"type": "chat.message", "message": message})

        async def chat_message(self, event: dict[str, Any]) -> None:
            await self.send(text_data=json.dumps({"message": event["message"]}))

    class IdleConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
        """Accepts, and that is all."""

        channel_layer_alias = "none"

    return (IdleConsumer if kind == "idle" else ChatConsumer).as_asgi()


async def serve_broadcast(listening: socket.socket) -> None:
    """The floor: what one says goes to all, and nothing else happens."""
    from websockets.asyncio.server import ServerConnection, broadcast, serve

    async def hear(tab: ServerConnection) -> None:
        async for text in tab:
            broadcast(server.connections, text)

    async with serve(hear, sock=listening, compression=None) as server:
        await asyncio.Event().wait()


def build_storyteller() -> Any:
    """A provider with the contract of Lily's `/generate` that tells any number of stories at once."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, StreamingResponse
    from starlette.routing import Route

    async def tell() -> AsyncIterator[str]:
        for number in range(WORDS):
            await asyncio.sleep(1 / WORDS_A_SECOND)
            yield f"data: {json.dumps({'text': f'word{number} '})}\n\n"
        yield 'data: {"done": true, "model_name": "storyteller"}\n\n'

    async def generate(_: Request) -> StreamingResponse:
        return StreamingResponse(tell(), media_type="text/event-stream")

    async def health(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "model_loaded": True, "features": ["stream"]})

    return Starlette(routes=[Route("/health", health), Route("/generate", generate, methods=["POST"])])


if __name__ == "__main__":
    main()
