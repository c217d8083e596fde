"""What two people in real browsers do with words that stand: answer, edit, take back, react, call, read back."""

import re
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.cable import Cable
from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.test_fireplace import composer, lines, say, spare_port
from tests.processes import Hearth, Lily


def row(page: Page, text: str) -> Locator:
    """The last message of somebody that says this (its quote does not count)."""
    words = page.locator("[class*=_words_]:not(button *)", has_text=text)
    return page.locator("[data-author-kind=user]").filter(has=words).last


def open_menu(page: Page, text: str) -> None:
    row(page, text).hover()
    row(page, text).get_by_role("button", name="More").click()


def sit_together(hearth: Hearth, sit_down: OpenPage) -> tuple[Page, Page]:
    alice, bob = sit_down(hearth.url, "Alice"), sit_down(hearth.url, "Bob")
    for page, other in ((alice, "Bob"), (bob, "Alice")):
        expect(page.get_by_role("list").get_by_text(other).first).to_be_visible()
    return alice, bob


def test_an_answer_shows_what_it_answers_and_leads_there(hearth: Hearth, sit_down: OpenPage) -> None:
    alice, bob = sit_together(hearth, sit_down)
    say(alice, "Who brought chestnuts?")
    expect(lines(bob)).to_have_count(1)
    row(bob, "chestnuts").hover()
    row(bob, "chestnuts").get_by_role("button", name="Reply").click()
    say(bob, "I did")
    for page in (alice, bob):
        expect(row(page, "I did")).to_contain_text("Who brought chestnuts?")


def test_an_edit_and_a_message_taken_back_reach_everyone(hearth: Hearth, sit_down: OpenPage) -> None:
    alice, bob = sit_together(hearth, sit_down)
    say(alice, "chesnuts")
    expect(lines(alice)).to_have_count(1)  # what is on its way cannot be edited yet
    composer(alice).press("ArrowUp")
    composer(alice).fill("chestnuts")
    composer(alice).press("Enter")
    for page in (alice, bob):
        expect(row(page, "chestnuts")).to_be_visible()
        expect(row(page, "chesnuts")).to_have_count(0)
    open_menu(alice, "chestnuts")
    alice.get_by_role("button", name="Take back").click()
    alice.get_by_role("button", name="Yes, take").click()
    for page in (alice, bob):
        expect(row(page, "chestnuts")).to_have_count(0)
        expect(page.locator("[data-deleted=true]")).to_have_count(1)


def test_reactions_are_counted_for_everyone(hearth: Hearth, sit_down: OpenPage) -> None:
    alice, bob = sit_together(hearth, sit_down)
    say(alice, "look at the flames")
    expect(lines(bob)).to_have_count(1)
    for page in (alice, bob):
        open_menu(page, "flames")
        page.get_by_role("dialog").get_by_role("button", name=re.compile("🔥")).first.click()
    for page in (alice, bob):
        expect(row(page, "flames").get_by_role("button", name=re.compile("🔥.*2"))).to_be_visible()


def test_a_mention_rings_the_bell(hearth: Hearth, sit_down: OpenPage) -> None:
    alice, bob = sit_together(hearth, sit_down)
    say(alice, "@Bob are you warm?")
    expect(bob.get_by_role("button", name=re.compile("1")).first).to_be_visible()
    expect(row(bob, "are you warm?").locator("mark")).to_have_text("@Bob")


def test_a_reload_keeps_words_that_were_not_sent_yet(
    database: Path, slow_lily: Lily, sit_down: OpenPage, processes: ExitStack
) -> None:
    port = str(spare_port())
    first = Hearth(database, LILY_API_URL=slow_lily.url, PORT=port).wait_ready()
    alice = sit_down(first.url, "Alice", allow="ERR_CONNECTION_REFUSED")
    bob = sit_down(first.url, "Bob", allow="ERR_CONNECTION_REFUSED")
    say(alice, "before")
    expect(lines(bob)).to_have_count(1)
    first.kill()
    for text in ("one while away", "two while away"):
        say(alice, text)
    expect(lines(alice, status="sending")).to_have_count(2)
    second = processes.enter_context(Hearth(database, LILY_API_URL=slow_lily.url, PORT=port))
    second.wait_ready()
    alice.reload()
    expect(lines(bob)).to_have_count(3, timeout=40_000)
    assert [text for text in ("one", "two") if text in lines(bob).nth(1).inner_text()] == ["one"]
    expect(lines(bob).last).to_contain_text("two while away")
    expect(lines(alice, status="sending")).to_have_count(0)


def test_a_pulled_cable_loses_nothing_and_doubles_nothing(
    hearth: Hearth, sit_down: OpenPage, processes: ExitStack
) -> None:
    cable = processes.enter_context(Cable(hearth.url))
    # a cable that is pulled in the middle of a handshake has other words than one that is pulled before it
    alice = sit_down(cable.url, "Alice", allow=("ERR_", "WebSocket connection to"))
    bob = sit_down(hearth.url, "Bob")
    say(alice, "before")
    expect(lines(bob)).to_have_count(1)
    cable.pull()
    expect(alice.get_by_test_id("connection")).to_contain_text("snowed in")
    say(alice, "into the snow")
    say(bob, "where are you?")
    expect(lines(alice, status="sending")).to_have_count(1)
    cable.plug()
    for page in (alice, bob):
        expect(lines(page)).to_have_count(3, timeout=40_000)
        expect(row(page, "into the snow")).to_have_count(1)
        expect(row(page, "where are you?")).to_have_count(1)


def test_a_restored_older_database_makes_every_page_start_anew(
    database: Path, slow_lily: Lily, sit_down: OpenPage, processes: ExitStack
) -> None:
    port = str(spare_port())
    first = Hearth(database, LILY_API_URL=slow_lily.url, PORT=port).wait_ready()
    page = sit_down(first.url, "Alice", allow="ERR_CONNECTION_REFUSED")
    sit_down(first.url, "Bob", allow="ERR_CONNECTION_REFUSED")
    say(page, "in the backup")
    expect(lines(page)).to_have_count(1)
    backup = database.with_name("backup.sqlite3")
    with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(backup)) as copy:
        live.backup(copy)
        copy.execute("UPDATE chat_house SET epoch = ?", (uuid4().hex,))  # as a restore does
        copy.commit()
    say(page, "after the backup")
    expect(lines(page)).to_have_count(2)
    first.stop()
    restored = processes.enter_context(Hearth(backup, LILY_API_URL=slow_lily.url, PORT=port))
    restored.wait_ready()
    expect(row(page, "after the backup")).to_have_count(0, timeout=40_000)
    expect(row(page, "in the backup")).to_be_visible()
    say(page, "from here on")
    expect(lines(page)).to_have_count(2)


TALK = """async (room) => {
    const { csrf_token } = await (await fetch('/api/session')).json();
    const none = { ai_provider: null, lily_api_url: null, lily_model: null, gemini_model: null, openai_model: null,
        max_tokens: null, temperature: null };
    for (let n = 1; n <= 130; n++)
        await fetch(`/api/rooms/${room}/messages`, { method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf_token },
            body: JSON.stringify({ client_id: crypto.randomUUID(), text: `line ${n}.`, reply_to: null,
                attachment_ids: [], client_ai_settings: { ai_enabled: false, ...none } }) });
}"""


def test_history_can_be_read_back_and_one_comes_back_to_now(
    database: Path, sit_down: OpenPage, processes: ExitStack
) -> None:
    hearth = processes.enter_context(Hearth(database, RATE_LIMITS_ENABLED="0"))
    page = sit_down(hearth.wait_ready().url, "Alice", size=PHONE)
    page.evaluate(TALK, 1)
    expect(row(page, "line 130.")).to_be_visible()
    page.reload()
    expect(row(page, "line 130.")).to_be_visible()
    for _ in range(300):
        if row(page, "line 1.").count():
            break
        page.get_by_role("log").hover()
        page.mouse.wheel(0, -800)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(row(page, "line 1.")).to_be_visible()
    page.get_by_role("button", name=re.compile("now|below", re.IGNORECASE)).click()
    expect(row(page, "line 130.")).to_be_visible()
