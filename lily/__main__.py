"""``python -m lily``: one process that listens at once and loads its model meanwhile.

Here: start, address, signals, end. Not here: what is served.
"""

import os
import signal
import socket
import sys
from threading import Thread

import uvicorn
from pydantic import ValidationError

from lily.app import create_app
from lily.host import ModelHost
from lily.loading import ModelChoice, ModelMissingError, choose_model
from lily.log import get_logger, set_up_logging
from lily.manifest import read_manifest
from lily.settings import Settings, set_thread_limits
from lily.sources import SourceError

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM}
LINGER_S = 3  # open connections get that long at the end


def main() -> int:
    # llama.cpp puts its own handlers in place when a model is loaded. A blocked signal reaches no handler, only the
    # thread that waits for it; so this must come before any other thread starts.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(f"Lily's settings: {error}\n")
        return 1
    set_thread_limits(settings.cpu_threads)
    set_up_logging(settings)
    log = get_logger()
    try:
        choice = choose_model(settings, read_manifest())
        listener = open_listener(settings)
    except (ModelMissingError, SourceError, OSError) as error:
        log.error("cannot start", reason=str(error))
        return 1
    host, port = listener.getsockname()[:2]
    log.info(f"listening on http://{host}:{port}", threads=settings.cpu_threads, slots=settings.slots)
    return serve(settings, choice, listener)


def open_listener(settings: Settings) -> socket.socket:
    """Listening from here on, so that nobody who comes early is turned away."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=128)
    except OSError as error:
        raise OSError(
            f"{settings.host} port {settings.port}: {os.strerror(error.errno or 0)}. LILY_PORT chooses another."
        ) from error


def serve(settings: Settings, choice: ModelChoice, listener: socket.socket) -> int:
    """Until a signal comes or the model cannot be loaded. Gives the exit code."""
    failures: list[str] = []

    def give_up() -> None:
        failures.append("model")
        server.should_exit = True

    app, host = create_app(settings, choice, on_failure=give_up)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=LINGER_S,
            lifespan="on",
        )
    )
    Thread(target=wait_for_signals, args=(server, host), name="signals", daemon=True).start()
    server.run(sockets=[listener])
    get_logger().info("stopped")
    if host.loading:
        # The loader is deep in llama.cpp; tearing Python down beneath it would crash. Nothing is left to be written.
        sys.stderr.flush()
        os._exit(1 if failures else 0)
    return 1 if failures else 0


def wait_for_signals(server: uvicorn.Server, host: ModelHost) -> None:
    signal.sigwait(STOP_SIGNALS)
    server.should_exit = True
    host.stop_soon()
    signal.sigwait(STOP_SIGNALS)
    os._exit(1)  # asked twice: at once


if __name__ == "__main__":
    sys.exit(main())
