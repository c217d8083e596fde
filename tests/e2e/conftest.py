"""A real browser against real processes. Every page fails its test on a console error or an uncaught one."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.e2e.letters import Letters
from tests.processes import ROOT, Hearth, Lily

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PATIENCE = 20_000  # milliseconds
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_process() -> Iterator[Browser]:
    if not CHROMIUM:
        assert not os.environ.get("REQUIRE_SERVICES"), "there is no Chromium"
        pytest.skip("no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _built_page() -> None:
    assert (ROOT / "frontend" / "dist" / "index.html").is_file(), "the page is not built: run ./script/setup"


@pytest.fixture(scope="session")
def real_lily() -> Iterator[Lily]:
    """The model that setup fetched, as people get it."""
    with Lily(LILY_MODEL="") as lily:
        yield lily.wait_ready()


@pytest.fixture
def slow_lily() -> Iterator[Lily]:
    """The echo engine, a word every 150 ms: time to look at an answer being written."""
    with Lily(LILY_ECHO_DELAY_MS="150") as lily:
        yield lily.wait_ready()


@pytest.fixture
def hearth(database: Path, slow_lily: Lily) -> Iterator[Hearth]:
    with Hearth(database, LILY_API_URL=slow_lily.url, LILY_MAX_LENGTH_DEFAULT="96") as process:
        yield process.wait_ready()


@pytest.fixture(scope="module")
def lasting_hearth(fresh_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hearth]:
    """One house for all the tests of a file: its mail lies in a folder, and no Lily is near."""
    folder = tmp_path_factory.mktemp("house")
    database = Path(shutil.copy(fresh_database, folder / "hearth.sqlite3"))
    with Hearth(database, EMAIL_URL=f"filemail:///{folder}/mail") as process:
        yield process.wait_ready()


@pytest.fixture(scope="module")
def letters(lasting_hearth: Hearth) -> Letters:
    """The mail of that house."""
    return Letters(Path(lasting_hearth.env["EMAIL_URL"].removeprefix("filemail:///")))


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    """Processes that a test starts itself; they end after its pages are closed."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def open_page(browser_process: Browser, processes: ExitStack) -> Iterator[OpenPage]:
    """Open a page as a new person's browser; `allow` are pieces of errors that this test brings about."""
    errors: list[str] = []
    contexts = []

    def open_one(
        url: str, *, locale: str = "en-US", size: dict[str, int] = DESKTOP, allow: str | tuple[str, ...] = ()
    ) -> Page:
        context = browser_process.new_context(locale=locale, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()

        allowed = (allow,) if isinstance(allow, str) else allow

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error" and not any(piece in message.text for piece in allowed):
                errors.append(message.text)

        page.on("console", on_console)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def sit_down(open_page: OpenPage) -> OpenPage:
    """Open the page, take a name, and come in."""

    def sit(url: str, name: str, **options: object) -> Page:
        page = open_page(url, **options)
        page.get_by_role("textbox").fill(name)
        page.keyboard.press("Enter")
        page.locator('[role="log"]').wait_for(state="attached")
        return page

    return sit
