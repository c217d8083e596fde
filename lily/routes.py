"""The calls of Lily over HTTP.

Here: parse, start one job, answer. Not here: waiting, models, prompts. The same calls stand under ``/api/v2``.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.responses import JSONResponse, Response

from lily.engine import ModelCard, Outcome
from lily.errors import LilyError, refuse_bad_request
from lily.forms import GenerateForm, parse_generate_form
from lily.host import ModelHost
from lily.jobs import Call, Job
from lily.settings import Settings

FEATURES = ["stream"]
PING_S = 10.0  # a comment line as often keeps proxies from closing a silent stream
FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
FORM_SCHEMA = {"schema": GenerateForm.model_json_schema()}


def build_router(host: ModelHost, settings: Settings) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def show_health() -> dict[str, object]:
        return {
            "status": "ok" if host.ready else "loading",
            "model_loaded": host.ready,
            "model_name": host.card.model_id,
            "features": FEATURES,
        }

    @router.get("/models")
    async def list_models() -> dict[str, object]:
        current = {"model_id": host.card.model_id, "display_name": host.card.display_name}
        return {"models": [asdict(host.card)], "current_model": current}

    @router.post("/generate", openapi_extra={"requestBody": {"content": dict.fromkeys(FORM_TYPES, FORM_SCHEMA)}})
    async def generate(request: Request) -> Response:
        form = await read_form(request)
        address = request.client.host if request.client else ""
        call = Call(form.build_request(settings), form.caller or address, form.stream)
        job = host.start_job(call)
        if form.stream:
            return StreamingResponse(
                stream_events(request, job, host.card), media_type="text/event-stream", headers=STREAM_HEADERS
            )
        return await answer_whole(request, job, host.card)

    return router


async def read_form(request: Request) -> GenerateForm:
    if not request.headers.get("content-type", "").startswith(FORM_TYPES):
        raise refuse_bad_request("Send a form: multipart/form-data or application/x-www-form-urlencoded.")
    async with request.form(max_files=8, max_fields=40) as form:
        return parse_generate_form(form)


@asynccontextmanager
async def watch_caller(request: Request, job: Job) -> AsyncIterator[None]:
    """While inside: a caller who closes the connection cancels the job; leaving cancels it too."""

    async def cancel_when_gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        job.cancel()

    watcher = asyncio.create_task(cancel_when_gone())
    try:
        yield
    finally:
        watcher.cancel()
        job.cancel()


async def answer_whole(request: Request, job: Job, card: ModelCard) -> JSONResponse:
    started = time.perf_counter()
    async with watch_caller(request, job):
        async for step in job.steps():
            if isinstance(step, LilyError):
                return step.build_response()
            if isinstance(step, Outcome):
                return JSONResponse(
                    {
                        "generated_text": step.text,
                        "processing_time": round(time.perf_counter() - started, 3),
                        **describe_outcome(step, card),
                    }
                )
    raise LilyError(500, "internal", "The answer had no end.")


def describe_outcome(outcome: Outcome, card: ModelCard) -> dict[str, object]:
    usage = {
        "prompt_tokens": outcome.prompt_tokens,
        "completion_tokens": outcome.completion_tokens,
        "finish_reason": outcome.finish_reason,
    }
    return {"model_name": card.model_id, "usage": usage, "timings": outcome.timings}


async def stream_events(request: Request, job: Job, card: ModelCard) -> AsyncIterator[str]:
    async with watch_caller(request, job):
        async for step in job.steps(PING_S):
            if step is None:
                yield ": waiting\n\n"
            elif isinstance(step, str):
                yield write_event({"text": step})
            elif isinstance(step, Outcome):
                yield write_event({"done": True, **describe_outcome(step, card)})
            else:
                yield write_event({"error": step.build_payload()})


def write_event(data: dict[str, object]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
