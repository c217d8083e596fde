"""The main job in a real browser: take a name, sit down, talk in two languages, hear Lily, come back after anything."""

import re
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, OpenPage
from tests.processes import Hearth, Lily

STORY = "안녕, Lily! Tell us a story"


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^(메시지|Message)$"))


def say(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def lines(page: Page, kind: str = "user", status: str = "complete") -> Locator:
    return page.locator(f'[data-author-kind="{kind}"][data-status="{status}"]')


def words_of(message: Locator) -> str:
    """What was said, without the name and the time above it."""
    return message.inner_text().split("\n", 2)[2].strip()


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_two_people_and_lily_talk_in_two_languages_and_a_reload_keeps_everything(
    database: Path, real_lily: Lily, sit_down: OpenPage, processes: ExitStack
) -> None:
    hearth = processes.enter_context(Hearth(database, LILY_API_URL=real_lily.url, LILY_MAX_LENGTH_DEFAULT="48"))
    url = hearth.wait_ready().url
    minji = sit_down(url, "민지", locale="ko-KR", size=DESKTOP)
    otto = sit_down(url, "Otto", locale="en-US", size=PHONE)
    expect(minji.get_by_role("list").get_by_text("Otto").first).to_be_visible()
    for number, text in enumerate(["불이 참 따뜻하네요.", "In our village it was chestnuts.", STORY], start=1):
        say(minji, text)
        for page in (minji, otto):
            expect(lines(page)).to_have_count(number)
            expect(lines(page).last).to_contain_text(text)
    for page in (minji, otto):
        expect(lines(page, "lily")).to_have_count(1, timeout=60_000)
    answer = lines(minji, "lily").get_attribute("data-message-id")
    words = [words_of(page.locator(f'[data-message-id="{answer}"]')) for page in (minji, otto)]
    assert words[0] == words[1]
    assert len(words[0].split()) >= 4
    before = minji.get_by_role("log").inner_text()
    minji.reload()
    expect(minji.get_by_role("log")).to_have_text(before, use_inner_text=True)
    real_lily.wait_line("tokens")


def test_an_answer_grows_in_place_and_stops_where_its_asker_says(hearth: Hearth, sit_down: OpenPage) -> None:
    asker, listener = sit_down(hearth.url, "Asker"), sit_down(hearth.url, "Listener")
    say(asker, "Lily, " + " ".join(f"word{n}" for n in range(80)))
    for page in (asker, listener):
        expect(lines(page, "lily", "writing")).to_contain_text("word1")
    expect(listener.get_by_role("button", name="Stop")).to_have_count(0)
    asker.get_by_role("button", name="Stop").click()
    for page in (asker, listener):
        stopped = lines(page, "lily", "stopped")
        expect(stopped).to_contain_text("word1")
        expect(stopped).not_to_contain_text("word79")


def test_a_reload_in_the_middle_of_an_answer_loses_nothing(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "Alice")
    say(page, "Lily, " + " ".join(f"word{n}" for n in range(20)))
    expect(lines(page, "lily", "writing")).to_be_visible()
    page.reload()
    expect(lines(page, "lily", "complete")).to_contain_text("word19")
    expect(page.locator('[data-author-kind="lily"]')).to_have_count(1)


def test_lily_asleep_is_said_kindly_and_she_can_be_asked_again(
    database: Path, sit_down: OpenPage, processes: ExitStack
) -> None:
    port = spare_port()
    hearth = processes.enter_context(Hearth(database, LILY_API_URL=f"http://127.0.0.1:{port}"))
    page = sit_down(hearth.wait_ready().url, "민지", locale="ko-KR")
    say(page, "릴리, 거기 있어?")
    failed = lines(page, "lily", "failed")
    expect(failed).to_contain_text("릴리")
    say(page, "불은 그대로네.")
    expect(lines(page)).to_have_count(2)
    with Lily(LILY_PORT=str(port)) as lily:
        lily.wait_ready()
        failed.first.get_by_role("button").click()
        expect(lines(page, "lily", "complete").first).to_contain_text("거기 있어?")


def test_words_wait_while_the_server_is_away_and_arrive_once(
    database: Path, slow_lily: Lily, sit_down: OpenPage, processes: ExitStack
) -> None:
    port = str(spare_port())
    first = Hearth(database, LILY_API_URL=slow_lily.url, PORT=port).wait_ready()
    page = sit_down(first.url, "Alice", allow="ERR_CONNECTION_REFUSED")
    other = sit_down(first.url, "Bob", allow="ERR_CONNECTION_REFUSED")
    say(page, "before")
    expect(lines(other)).to_have_count(1)
    first.kill()
    expect(page.get_by_test_id("connection")).to_contain_text("snowed in")
    say(page, "while away")
    expect(lines(page, status="sending")).to_contain_text("while away")
    second = processes.enter_context(Hearth(database, LILY_API_URL=slow_lily.url, PORT=port))
    second.wait_ready()
    for each in (page, other):
        expect(lines(each)).to_have_count(2, timeout=40_000)
        expect(lines(each).last).to_contain_text("while away")
    expect(page.get_by_test_id("connection")).to_be_hidden()


@pytest.mark.parametrize(("text", "sent"), [("안녕", True), ("こんにちは", False)])
def test_enter_in_the_middle_of_a_composition(hearth: Hearth, sit_down: OpenPage, text: str, *, sent: bool) -> None:
    page = sit_down(hearth.url, "민지", locale="ko-KR")
    keyboard = page.context.new_cdp_session(page)
    composer(page).focus()
    for end in range(1, len(text) + 1):
        keyboard.send("Input.imeSetComposition", {"text": text[:end], "selectionStart": end, "selectionEnd": end})
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    keyboard.send("Input.insertText", {"text": text})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    if sent:
        expect(lines(page)).to_have_count(1)
        expect(lines(page)).to_contain_text(text)
        expect(composer(page)).to_have_value("")
    else:
        expect(composer(page)).to_have_value(text)
        composer(page).press("Enter")
        expect(lines(page)).to_have_count(1)


def test_shift_enter_breaks_a_line_and_text_is_never_html(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "<b>Alice</b>")
    composer(page).fill("<img src=x onerror=alert(1)>")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("second line")
    composer(page).press("Enter")
    expect(lines(page)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(lines(page)).to_contain_text("second line")
    expect(page.locator("main img[src=x]")).to_have_count(0)


def test_a_missing_or_long_name_is_said_kindly(hearth: Hearth, open_page: OpenPage) -> None:
    page = open_page(hearth.url, locale="ko-KR")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox").fill("불" * 41)
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("40")
    page.get_by_role("textbox").fill("불" * 40)
    page.get_by_role("textbox").press("Enter")
    page.locator('[role="log"]').wait_for(state="attached")


def test_language_and_light_can_be_chosen_and_are_kept(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "Alice")
    page.get_by_role("button", name="What is mine").click()
    page.get_by_role("button", name="한국어").click()
    page.get_by_role("button", name=re.compile("아침")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="메시지")).to_be_visible()
    page.reload()
    expect(page.get_by_role("textbox", name="메시지")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_the_description_of_the_api_is_shown_without_a_cdn(hearth: Hearth, open_page: OpenPage) -> None:
    page = open_page(f"{hearth.url}/api/docs")
    expect(page.get_by_text("/api/guest")).to_be_visible()
