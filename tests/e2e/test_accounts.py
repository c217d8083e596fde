"""Accounts in real browsers, by the pages and the mails that people get."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.people import PASSWORD, fill_in, make_account, open_menu, open_settings, prove, seated, sign_in, sign_out
from tests.e2e.test_fireplace import lines, say
from tests.e2e.test_rooms import make_link, make_room
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


def test_whoever_has_an_account_comes_to_an_invitation_with_it(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage
) -> None:
    alice = sit_down(lasting_hearth.url, "Alice", allow=WRONG)
    make_room(alice, "Old mill")
    link = make_link(alice)
    bob = sit_down(lasting_hearth.url, "Bob", size=PHONE, allow=NOT_YET)
    make_account(bob, letters, "bob@example.org")
    sign_out(bob)
    bob.goto(link)
    expect(bob.get_by_role("heading", name="Old mill")).to_be_visible()
    bob.get_by_role("link", name="Sign in").click()
    fill_in(bob, email="bob@example.org", password=PASSWORD)
    bob.get_by_role("button", name="Go in").click()
    say(bob, "With my own name")
    expect(lines(alice)).to_contain_text("With my own name")


def test_the_link_of_a_mail_may_be_opened_on_another_device(
    lasting_hearth: Hearth, letters: Letters, open_page: OpenPage
) -> None:
    desk = open_page(f"{lasting_hearth.url}/account/signup", allow=NOT_YET)
    fill_in(desk, name="Dora", email="dora@example.org", password=PASSWORD)
    expect(desk.get_by_role("heading", name="Look into your mail")).to_be_visible()
    phone = open_page(letters.link("dora@example.org", "verify"), locale="ko-KR", size=PHONE, allow=NOT_YET)
    phone.get_by_role("button", name="네, 제 주소예요").click()
    expect(phone.get_by_role("heading", name="고마워요")).to_be_visible()
    desk.get_by_role("button", name="I have opened the link").click()
    seated(desk)
    expect(open_menu(desk).get_by_text("Dora")).to_be_visible()


def test_address_and_password_are_changed(lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage) -> None:
    page = sit_down(lasting_hearth.url, "Nari", locale="ko-KR", allow="the server responded with a status of 4")
    make_account(page, letters, "nari@example.org")
    settings = open_settings(page, "계정")
    settings.get_by_role("button", name="주소 바꾸기").click()
    settings.get_by_role("textbox", name="새 주소").fill("nari@example.net")
    settings.get_by_role("button", name="편지 보내기").click()
    prove(page)
    expect(settings.get_by_text("nari@example.net")).to_be_visible()
    page.goto(letters.link("nari@example.net", "verify"))
    page.get_by_role("button", name="네, 제 주소예요").click()
    seated(page)
    password = open_settings(page, "계정").get_by_role("region", name="비밀번호")
    expect(page.get_by_text("nari@example.org")).to_have_count(0)
    password.get_by_role("button", name="비밀번호 바꾸기").click()
    password.get_by_label("지금 비밀번호").fill(PASSWORD)
    password.get_by_label("새 비밀번호").fill("quilt-harbor-mango")
    password.get_by_role("button", name="저장").click()
    expect(password.get_by_text("비밀번호를 바꿨어요")).to_be_visible()
    page.keyboard.press("Escape")
    sign_out(page)
    sign_in(page, "nari@example.net", "quilt-harbor-mango")
    seated(page)
