"""What goes wrong and how it is said: every refusal is ``{"detail": "...", "code": "..."}``.

Here: the one error family of the server and its handlers. Not here: errors of fetching weights (``sources``).
"""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from lily.log import get_logger

log = get_logger()

CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class LilyError(Exception):
    """A refusal with its HTTP status. ``retry_after`` (seconds) says that asking again can help."""

    def __init__(self, status: int, code: str, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_after = retry_after

    def build_payload(self) -> dict[str, str]:
        return {"detail": self.detail, "code": self.code}

    def build_response(self) -> JSONResponse:
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(self.build_payload(), self.status, headers)


def refuse_bad_request(detail: str) -> LilyError:
    return LilyError(422, "bad_request", detail)


def refuse_too_large(detail: str) -> LilyError:
    return LilyError(413, "too_large", detail)


async def answer_refusal(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, LilyError):
        raise TypeError(error)
    log.info("refused", path=request.url.path, status=error.status, code=error.code)
    return error.build_response()


async def answer_http_error(_request: Request, error: Exception) -> JSONResponse:
    """404, 405 and a body that cannot be parsed, in our own shape."""
    if not isinstance(error, HTTPException):
        raise TypeError(error)
    code = CODES.get(error.status_code, "bad_request")
    return JSONResponse({"detail": error.detail, "code": code}, error.status_code, error.headers)


async def answer_failure(_request: Request, _error: Exception) -> JSONResponse:
    """The last resort. The trace goes to the log (uvicorn writes it), never out."""
    return JSONResponse({"detail": "Lily stumbled over this request.", "code": "internal"}, 500)


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(LilyError, answer_refusal)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(Exception, answer_failure)
