"""What people do with their own seat: the menu, the settings, coming in and going."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.letters import Letters

PASSWORD = "lantern-owl-teapot"


def open_menu(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile("^(내 것|What is mine)$")).click()
    menu = page.get_by_role("dialog", name=re.compile("^(내 것|What is mine)$"))
    expect(menu).to_be_visible()  # it is fetched first; an Escape before it stands would close nothing
    return menu


def open_settings(page: Page, name: str) -> Locator:
    """The settings, at the page of this name."""
    open_menu(page).get_by_role("button", name=re.compile("^(설정|Settings)$")).click()
    settings = page.get_by_role("dialog", name=re.compile("^(설정|Settings)$"))
    settings.get_by_role("navigation").get_by_role("button", name=re.compile(f"^({name})$")).click()
    expect(settings.get_by_role("heading", name=re.compile(f"^({name})$"))).to_be_visible()
    return settings


def sign_out(page: Page) -> None:
    open_menu(page).get_by_role("button", name=re.compile("^(로그아웃|Sign out)$")).click()
    expect(page.get_by_role("link", name=re.compile("^(로그인|Sign in)$"))).to_be_visible()


def fill_in(page: Page, **fields: str) -> None:
    """Fields by their HTML name; Enter in the last one sends."""
    for name, text in fields.items():
        page.locator(f"input[name={name}]").fill(text)
    page.locator(f"input[name={[*fields][-1]}]").press("Enter")


def make_account(page: Page, letters: Letters, address: str) -> None:
    """A guest keeps his seat."""
    open_menu(page).get_by_role("link", name=re.compile("계정 만들기|Make an account")).click()
    fill_in(page, email=address, password=PASSWORD)
    expect(page.get_by_role("heading", name=re.compile("메일을 확인|Look into your mail"))).to_be_visible()
    page.goto(letters.link(address, "verify"))
    page.get_by_role("button", name=re.compile("제 주소예요|it is mine")).click()
    seated(page)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """From the door, or the fire as a guest."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/account/signin", page.url))
    fill_in(page, email=email, password=password)


def prove(page: Page, password: str = PASSWORD) -> None:
    """Whoever came in by the link of a mail has not typed the password yet."""
    asked = page.get_by_role("dialog", name=re.compile("^(정말 본인이신가요|Is it really you)"))
    asked.locator("input[type=password]").fill(password)
    asked.locator("input[type=password]").press("Enter")
    expect(asked).to_have_count(0)


def seated(page: Page) -> None:
    page.locator('[role="log"]').wait_for(state="attached")
