"""Accounts in real browsers, by the pages and the mails that people get."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.people import PASSWORD, fill_in, make_account, open_menu, seated, sign_in, sign_out
from tests.e2e.test_fireplace import lines, say
from tests.processes import Hearth

WRONG = "400 (Bad Request)"
NOT_YET = "401 (Unauthorized)"  # how allauth says that something is still to be done


def test_a_guest_makes_an_account_and_keeps_name_and_words(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage
) -> None:
    page = sit_down(lasting_hearth.url, "민지", locale="ko-KR", size=PHONE, allow=NOT_YET)
    say(page, "저는 오늘 손님이에요")
    expect(lines(page)).to_have_count(1)
    make_account(page, letters, "minji@example.org")
    expect(lines(page).last).to_contain_text("저는 오늘 손님이에요")
    expect(open_menu(page).get_by_text("민지")).to_be_visible()
    expect(page.get_by_text("손님으로 앉아 있어요")).to_have_count(0)
    page.keyboard.press("Escape")
    sign_out(page)
    page.get_by_role("link", name="로그인").click()
    fill_in(page, email="minji@example.org", password=PASSWORD)
    seated(page)
    say(page, "다시 왔어요")
    expect(lines(page).last).to_have_attribute("data-side", "mine")
    expect(page.locator('[data-side="mine"]')).to_have_count(2)


def test_a_wrong_password_is_said_kindly_and_a_forgotten_one_is_replaced_by_mail(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage
) -> None:
    page = sit_down(
        lasting_hearth.url, "Otto", allow="Failed to load resource: the server responded with a status of 40"
    )
    make_account(page, letters, "otto@example.org")
    sign_out(page)
    sign_in(page, "otto@example.org", "not-the-lantern")
    expect(page.get_by_text(re.compile("password.*(not|match)", re.IGNORECASE)).first).to_be_visible()
    page.get_by_role("link", name="I forgot my password").click()
    fill_in(page, email="otto@example.org")
    expect(page.get_by_text("a letter is on its way")).to_be_visible()
    page.goto(letters.link("otto@example.org", "reset"))
    fill_in(page, password="12345678")
    expect(page.locator("input[name=password]")).to_have_attribute("aria-invalid", "true")
    fill_in(page, password="quilt-harbor-mango")
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    fill_in(page, email="otto@example.org", password="quilt-harbor-mango")
    seated(page)


def test_a_weak_password_is_explained_where_it_was_typed(lasting_hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(lasting_hearth.url, "하늘", locale="ko-KR", allow=WRONG)
    open_menu(page).get_by_role("link", name="계정 만들기").click()
    for password in ("1234", "qwertyuiop", "password1!"):
        fill_in(page, email="haneul@example.org", password=password)
        field = page.locator("input[name=password]")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
        note = page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
        expect(note).to_contain_text(re.compile("[가-힣].*요"))
