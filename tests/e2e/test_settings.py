"""What one sets for oneself, in real browsers: it follows to other devices, and others see what they should."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests import media
from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.people import PASSWORD, fill_in, make_account, open_settings, prove, seated
from tests.e2e.test_fireplace import lines, say
from tests.processes import Hearth

REFUSED = "the server responded with a status of 4"
PICTURE: FilePayload = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": media.jpeg_of_a_phone(400, 400)}


def test_what_is_chosen_follows_to_the_phone_and_the_face_to_the_others(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage, open_page: OpenPage
) -> None:
    desk = sit_down(lasting_hearth.url, "Ada", allow=REFUSED)
    make_account(desk, letters, "ada@example.org")
    phone = open_page(f"{lasting_hearth.url}/account/signin", locale="ko-KR", size=PHONE, allow=REFUSED)
    fill_in(phone, email="ada@example.org", password=PASSWORD)
    seated(phone)
    bob = sit_down(lasting_hearth.url, "Bob", locale="en-US")
    settings = open_settings(desk, "Light and type")
    for choice in ("Morning", "Larger", "Everything moves"):
        settings.get_by_text(choice, exact=True).click()
    look = phone.locator("html")
    expect(look).to_have_attribute("data-theme", "light")
    expect(look).to_have_attribute("data-text-size", "larger")
    expect(look).to_have_attribute("data-motion", "full")
    pages = settings.get_by_role("navigation")
    pages.get_by_role("button", name="Name and face").click()
    settings.get_by_label("A picture of you").set_input_files(PICTURE)
    seat = bob.get_by_role("list", name="At the fire").get_by_role("button", name="Ada")
    expect(seat.locator("img")).to_be_visible()
    pages.get_by_role("button", name="Notifications").click()
    settings.get_by_role("switch", name="Do not disturb").click()
    settings.get_by_label("until").fill("06:30")
    expect(settings.get_by_label("until")).to_have_value("06:30")
    pages.get_by_role("button", name="Privacy").click()
    settings.get_by_role("switch", name="That I am sitting here").click()
    expect(seat).to_have_count(0)
    settings.get_by_role("switch", name="That I am sitting here").click()
    expect(seat).to_be_visible()
    desk.reload()
    settings = open_settings(desk, "Notifications")
    expect(settings.get_by_label("until")).to_have_value("06:30")


@pytest.mark.parametrize(("choice", "left"), [("They stay", "words of a summer night"), ("They go with me", None)])
def test_whoever_goes_for_good_leaves_nothing_but_what_was_meant_to_stay(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage, choice: str, left: str | None
) -> None:
    bob = sit_down(lasting_hearth.url, "보리", locale="ko-KR", size=PHONE)
    before = lines(bob).count()
    eve = sit_down(lasting_hearth.url, f"Eve {choice[-2:]}", allow=REFUSED)
    address = f"eve{choice[-2:]}@example.org"
    make_account(eve, letters, address)
    say(eve, "words of a summer night")
    expect(lines(bob)).to_have_count(before + 1)
    settings = open_settings(eve, "Account")
    settings.get_by_role("button", name="Delete", exact=True).click()
    settings.get_by_text(choice).click()
    settings.get_by_role("textbox", name=re.compile("type your name")).fill(f"Eve {choice[-2:]}")
    settings.get_by_role("button", name="Delete for good").click()
    prove(eve)
    expect(eve.get_by_role("link", name="Sign in")).to_be_visible()
    last = bob.get_by_role("article").last
    expect(last).to_contain_text(left or "거둔 이야기예요")
    expect(last).to_contain_text("누군가")
    for place in ("log", "list"):
        expect(bob.get_by_role(place).get_by_text("Eve")).to_have_count(0)
    eve.get_by_role("link", name="Sign in").click()
    fill_in(eve, email=address, password=PASSWORD)
    expect(eve.locator("[data-trouble=true], [role=alert]").first).to_be_visible()
