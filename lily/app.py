"""Putting the server together.

Here: wiring only. Not here: rules, calls, models.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from lily.errors import add_error_handlers
from lily.gates import BodyGate, TokenGate
from lily.host import ModelHost
from lily.loading import ModelChoice
from lily.routes import build_router
from lily.settings import Settings


def create_app(settings: Settings, choice: ModelChoice, on_failure: Callable[[], None]) -> tuple[FastAPI, ModelHost]:
    """``on_failure`` is called when the model cannot be loaded. The host is handed out for the signals."""
    host = ModelHost(choice, settings, on_failure)

    @asynccontextmanager
    async def live(_app: FastAPI) -> AsyncIterator[None]:
        host.start_loading()
        yield
        await host.close()

    app = FastAPI(title="Lily", lifespan=live)
    router = build_router(host, settings)
    app.include_router(router)
    app.include_router(router, prefix="/api/v2")
    add_error_handlers(app)
    app.add_middleware(BodyGate, limit=settings.max_upload_mb * 1_000_000)
    app.add_middleware(TokenGate, token=settings.token.get_secret_value())
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    return app, host
