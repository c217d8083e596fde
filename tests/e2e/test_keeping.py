"""Words that should not be, in real browsers: reported, looked at, decided kindly; whom one does not want to hear."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.test_fireplace import composer, lines, say
from tests.e2e.test_rooms import make_link, make_room, open_card, open_part, take_name
from tests.e2e.test_words_that_stand import open_menu, row
from tests.processes import Hearth

REFUSED = "the server responded with a status of 4"


def sit_in_a_corner(hearth: Hearth, sit_down: OpenPage, open_page: OpenPage) -> tuple[Page, Page, Page]:
    """Alice, whose room it is, Bob and 초롱."""
    alice = sit_down(hearth.url, "Alice", allow=REFUSED)
    make_room(alice, "Quiet corner")
    link = make_link(alice)
    bob, chorong = open_page(link, allow=REFUSED), open_page(link, locale="ko-KR", allow=REFUSED)
    for page, name in ((bob, "Bob"), (chorong, "초롱")):
        take_name(page, name)
        expect(composer(page)).to_be_visible()
    return alice, bob, chorong


def report(page: Page, words: str, reason: str) -> None:
    open_menu(page, words)
    page.get_by_role("dialog").get_by_role("button", name="Report").click()
    sheet = page.get_by_role("dialog", name="Report")
    expect(sheet.get_by_text(words)).to_be_visible()
    sheet.get_by_role("button", name="Tell the keepers").click()
    expect(sheet.get_by_text("Please say in a few words")).to_be_visible()
    sheet.get_by_role("textbox").fill(reason)
    sheet.get_by_role("button", name="Tell the keepers").click()
    expect(sheet.get_by_text("you will hear when they have")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_report_is_decided_and_both_are_told(lasting_hearth: Hearth, sit_down: OpenPage, open_page: OpenPage) -> None:
    alice, bob, chorong = sit_in_a_corner(lasting_hearth, sit_down, open_page)
    say(chorong, "저 사람은 바보래요")
    expect(lines(bob)).to_have_count(1)
    report(bob, "저 사람은 바보래요", "That hurts")
    expect(alice.get_by_role("button", name=re.compile("Notifications, 1 new"))).to_be_visible()
    drawer = open_part(alice, "Reports")
    expect(drawer.get_by_text("That hurts")).to_be_visible()
    drawer.get_by_label("What shall be done").select_option(label="Take the words away")
    drawer.get_by_label("A word on why").fill("여기서는 서로 다정하게 말해요")
    drawer.get_by_role("button", name="Decide").click()
    expect(drawer.get_by_text("The words were taken away")).to_be_visible()
    alice.keyboard.press("Escape")
    for page in (alice, bob, chorong):
        expect(page.locator("[data-deleted=true]")).to_have_count(1)
    chorong.get_by_role("button", name=re.compile("^알림, 새 소식")).click()
    told = chorong.get_by_role("dialog", name="알림")
    expect(told.get_by_text("여기서는 서로 다정하게 말해요")).to_be_visible()
    expect(told.get_by_text("Bob")).to_have_count(0)  # who told is not told
    chorong.keyboard.press("Escape")
    bob.get_by_role("button", name=re.compile("^Notifications, 1 new")).click()
    expect(bob.get_by_role("dialog").get_by_text("Thank you for caring")).to_be_visible()


def test_a_blocked_person_is_folded_and_calls_nobody(
    lasting_hearth: Hearth, sit_down: OpenPage, open_page: OpenPage
) -> None:
    alice, bob, chorong = sit_in_a_corner(lasting_hearth, sit_down, open_page)
    card = open_card(bob, "초롱")
    card.get_by_role("button", name="Block", exact=True).click()
    expect(card.get_by_text("You have blocked them")).to_be_visible()
    bob.keyboard.press("Escape")
    say(chorong, "@Bob 아직 화났어요?")
    expect(row(alice, "아직 화났어요")).to_be_visible()
    expect(bob.get_by_text("Words of somebody you blocked")).to_be_visible()
    expect(bob.get_by_text("아직 화났어요")).to_have_count(0)
    expect(bob.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    bob.get_by_role("button", name="Show").click()
    expect(row(bob, "아직 화났어요")).to_be_visible()
