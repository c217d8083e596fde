"""Two syllables are found in a real browser, and lead back to where they were said."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.test_fireplace import lines, say
from tests.processes import Hearth


def search(page: Page, words: str) -> None:
    page.get_by_role("dialog").get_by_role("combobox", name=re.compile("Words to find|찾을 말")).fill(words)


def test_two_syllables_are_found_and_lead_to_where_they_were_said(hearth: Hearth, sit_down: OpenPage) -> None:
    alice, bob = sit_down(hearth.url, "Alice"), sit_down(hearth.url, "Bob")
    say(alice, "군고구마가 다 익었어요")
    say(bob, "하나만 주세요")
    expect(lines(bob)).to_have_count(2)
    bob.keyboard.press("Control+K")
    expect(bob.get_by_role("combobox", name="Words to find")).to_be_focused()
    search(bob, "구마")
    found = bob.get_by_role("listbox").get_by_role("option")
    expect(found).to_have_count(1)
    expect(found.locator("mark")).to_have_text("구마")
    bob.keyboard.press("Enter")
    expect(bob.get_by_role("dialog")).to_have_count(0)
    expect(bob.get_by_role("log").get_by_text("군고구마가 다 익었어요")).to_be_in_viewport()


def test_on_a_phone_a_filter_alone_finds_and_escape_closes(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "민지", locale="ko-KR", size=PHONE)
    say(page, "여기 보세요 https://example.org/")
    say(page, "그럴게요")
    expect(lines(page)).to_have_count(2)
    page.get_by_role("button", name="이야기 찾기").click()
    page.get_by_role("button", name="링크").click()
    page.get_by_role("combobox", name="누가 한 말인지").select_option("내가 한 말")  # Lily said it after her
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    search(page, "없는 말")
    expect(page.get_by_role("status").get_by_text("그런 이야기는 없었어요")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
