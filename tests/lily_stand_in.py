"""A Lily built only from the table of the contract, on a real port, that can also behave badly on demand."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

PATIENCE = 10.0


class StandIn:
    """`behave(...)` says how the next calls are answered; `calls` holds the forms and headers that came."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.behaviour = "whole"
        self.closed = threading.Event()
        routes = [
            Route("/health", self.health),
            Route("/generate", self.generate, methods=["POST"]),
            Route("/moved/generate", self.generate, methods=["POST"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="critical", lifespan="off", ws="none")
        self.server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        for _ in range(1000):
            if self.server.started:
                break
            self._thread.join(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = self.server.force_exit = True
        self._thread.join(PATIENCE)

    async def health(self, request: Request) -> Response:
        if self.behaviour == "html":
            return HTMLResponse("<h1>Your Space is building</h1>")
        features = ["stream"] if self.behaviour.startswith("stream") else None
        return JSONResponse({"status": "ok", "model_loaded": True} | ({"features": features} if features else {}))

    async def generate(self, request: Request) -> Response:
        form = await request.form()
        self.calls.append({"form": dict(form), "authorization": request.headers.get("authorization")})
        answers: dict[str, Any] = {
            "whole": lambda: JSONResponse({"generated_text": "옛날 옛적에 a story.", "model_name": "stand-in"}),
            "rag": lambda: JSONResponse({"response": "from a document"}),
            "unauthorized": lambda: JSONResponse({"detail": "no entry for secret-token"}, status_code=401),
            "broken": lambda: JSONResponse({"detail": "the model fell over"}, status_code=500),
            "busy": lambda: JSONResponse({"detail": "busy"}, status_code=503, headers={"Retry-After": "3"}),
            "html": lambda: HTMLResponse("<h1>Your Space is building</h1>"),
            "nothing": lambda: Response(b""),
            "blank": lambda: JSONResponse({"generated_text": "  "}),
            "list": lambda: JSONResponse(["not", "an", "object"]),
            "redirect": lambda: Response(status_code=307, headers={"location": f"{self.url}/moved/generate"}),
            "stream": lambda: self.stream(["옛날 ", "옛적", "에."], '{"done": true}'),
            "stream-null": lambda: self.stream(["hello"], '{"text": null, "done": true, "model_name": "stand-in"}'),
            "null": lambda: JSONResponse({"generated_text": None, "response": "still words"}),
            "stream-error": lambda: self.stream(["Once"], '{"error": {"code": "engine", "detail": "fell over"}}'),
            "stream-cut": lambda: self.stream(["Once"], None),
        }
        if self.behaviour in {"slow", "stream-hang"}:
            return await self.hang(request)
        response: Response = answers[self.behaviour]()
        return response

    async def hang(self, request: Request) -> Response:
        """Say nothing (or one word) until the caller goes away."""

        async def words() -> AsyncIterator[str]:
            try:
                yield 'data: {"text": "Once"}\n\n'
                await asyncio.Event().wait()
            finally:
                self.closed.set()

        if self.behaviour == "stream-hang":
            return StreamingResponse(words(), media_type="text/event-stream")
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self.closed.set()
        return Response(status_code=499)

    def stream(self, pieces: list[str], last: str | None) -> Response:
        lines = [json.dumps({"text": piece}, ensure_ascii=False) for piece in pieces] + ([last] if last else [])

        async def events() -> AsyncIterator[str]:
            yield ": waiting\n\n"
            for line in lines:
                yield f"data: {line}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")
