"""Rooms in real browsers: made in the lobby, opened by a link, kept in peace, handed on, taken away."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.test_fireplace import composer, lines, say
from tests.processes import Hearth

REFUSED = "the server responded with a status of 4"
KO = "ko-KR"


def make_room(page: Page, name: str, capacity: str = "") -> None:
    """From the lobby; the drawer's own form."""
    page.get_by_role("link", name=re.compile("^(모든 방|All rooms)$")).first.click()
    page.get_by_role("button", name=re.compile("^(새 방|New room)$")).first.click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name=re.compile("^(이름|Name)$")).fill(name)
    form.get_by_role("textbox", name=re.compile("^(함께할 사람 수|How many)")).fill(capacity)
    form.get_by_role("button", name=re.compile("^(불 피우기|Light the fire)$")).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(composer(page)).to_be_visible()


def open_part(page: Page, part: str) -> Locator:
    """A page of the room's drawer."""
    page.get_by_role("heading", level=1).get_by_role("button").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("navigation").get_by_role("button", name=part).click()
    return drawer


def make_link(page: Page, uses: str = "", approval: bool = False) -> str:
    drawer = open_part(page, "Invite people")
    drawer.get_by_label("For how many").select_option(label=uses or "Any number")
    drawer.get_by_label("Ask me before somebody comes in").set_checked(approval)
    drawer.get_by_role("button", name="Make a link").click()
    link = drawer.get_by_role("textbox", name="Link").first.input_value()
    page.keyboard.press("Escape")
    return link


def take_name(page: Page, name: str) -> None:
    page.get_by_role("textbox").fill(name)
    page.get_by_role("textbox").press("Enter")


def open_card(page: Page, name: str) -> Locator:
    """From a seat at the fire."""
    page.get_by_role("list", name=re.compile("At the fire|불 앞에")).get_by_role("button", name=name).click()
    return page.get_by_role("dialog", name=name)


def test_a_private_room_is_opened_by_a_link_and_kept_in_peace(
    lasting_hearth: Hearth, sit_down: OpenPage, open_page: OpenPage
) -> None:
    alice = sit_down(lasting_hearth.url, "Alice", allow=REFUSED)
    make_room(alice, "겨울 책모임")
    link = make_link(alice, uses="5 people")
    bob = open_page(link, locale=KO, size=PHONE, allow=REFUSED)
    expect(bob.get_by_role("heading", name="겨울 책모임")).to_be_visible()
    expect(bob.get_by_text("Alice 님이 초대했어요")).to_be_visible()
    expect(bob.get_by_text("1명이 함께해요")).to_be_visible()
    take_name(bob, "보리")
    say(bob, "초대 고마워요")
    say(alice, "Come closer to the fire")
    for page in (alice, bob):
        expect(lines(page)).to_have_count(2)
    # quiet for a while, and the composer shows it at once
    open_card(alice, "보리").get_by_role("button", name="Quiet for a while").click()
    alice.get_by_role("button", name="Quiet now").click()
    expect(bob.get_by_text("까지는 듣기만")).to_be_visible(timeout=3_000)
    expect(composer(bob)).to_have_count(0)
    open_card(alice, "보리").get_by_role("button", name="Quiet for a while").click()
    alice.get_by_role("button", name="Let them speak again").click()
    say(bob, "다시 말할 수 있네요")
    expect(lines(alice)).to_have_count(3)
    # away for a day: out at once, and the link opens no more
    open_card(alice, "보리").get_by_role("button", name="Keep away").click()
    alice.get_by_role("dialog").get_by_role("textbox", name="Why").fill("Too loud")
    alice.get_by_role("button", name="Keep away").click()
    expect(bob.get_by_role("alert")).to_contain_text("당분간 들어오지 말아 달라고")
    bob.goto(link)
    expect(bob.get_by_text("당분간 들어오지 말아 달라고")).to_be_visible()
    expect(bob.get_by_role("button", name="들어가기")).to_have_count(0)
    bob.get_by_role("link", name="벽난로 앞으로").click()
    expect(composer(bob)).to_be_visible()


def test_whoever_asks_is_let_in_live_and_a_full_room_says_so(
    lasting_hearth: Hearth, sit_down: OpenPage, open_page: OpenPage
) -> None:
    alice = sit_down(lasting_hearth.url, "Alice", allow=REFUSED)
    make_room(alice, "Two chairs", capacity="2")
    link = make_link(alice, approval=True)
    carol = open_page(link, allow=REFUSED)
    expect(carol.get_by_text("They will be asked")).to_be_visible()
    take_name(carol, "Carol")
    expect(carol.get_by_text("You have asked to come in")).to_be_visible()
    drawer = open_part(alice, "Who asks to come in")
    drawer.get_by_role("button", name="Let Carol in").click()
    expect(drawer.get_by_text("Nobody is waiting at the door")).to_be_visible()
    alice.keyboard.press("Escape")
    say(carol, "Here I am")
    expect(lines(alice)).to_have_count(1)
    dan = open_page(link, locale=KO, size=PHONE, allow=REFUSED)
    expect(dan.get_by_text("지금은 이 방의 자리가 다 찼어요")).to_be_visible()


def test_two_talk_alone_and_a_room_is_handed_on_and_taken_away(
    lasting_hearth: Hearth, sit_down: OpenPage, open_page: OpenPage
) -> None:
    alice = sit_down(lasting_hearth.url, "Alice", allow=REFUSED)
    make_room(alice, "Old mill")
    link = make_link(alice)
    bob = open_page(link, locale=KO, size=PHONE, allow=REFUSED)
    take_name(bob, "보리")
    expect(composer(bob)).to_be_visible()
    open_card(alice, "보리").get_by_role("button", name="Talk alone").click()
    expect(alice.get_by_role("heading", level=1, name="보리")).to_be_visible()
    say(alice, "Just the two of us")
    bob.get_by_role("link", name="방 목록, 새 이야기가 있어요").click()
    bob.get_by_role("link", name="Alice").click()
    expect(lines(bob)).to_contain_text("Just the two of us")
    for page in (alice, bob):
        page.goto(f"{lasting_hearth.url}/rooms")
        page.get_by_role("link", name="Old mill").click()
        expect(composer(page)).to_be_visible()
    open_card(alice, "보리").get_by_role("button", name="Hand the room over").click()
    alice.get_by_role("button", name="Hand over to 보리").click()
    drawer = open_part(bob, "나가기와 닫기")
    drawer.get_by_role("textbox", name="확인을 위해").fill("Old mill")
    drawer.get_by_role("button", name="아주 없애기").click()
    expect(alice.get_by_role("alert")).to_contain_text("This room is no more")
    expect(bob.get_by_role("dialog")).to_have_count(0)
    bob.goto(link)
    expect(bob.get_by_role("heading", name="이 문은 열리지 않아요")).to_be_visible()
