"""What people do with their own seat: the menu, the settings, coming in and going."""

import re

from playwright.sync_api import Locator, Page, expect

PASSWORD = "lantern-owl-teapot"


def open_menu(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile("^(내 것|What is mine)$")).click()
    return page.get_by_role("dialog", name=re.compile("^(내 것|What is mine)$"))


def open_settings(page: Page, name: str) -> Locator:
    """The settings, at the page of this name."""
    open_menu(page).get_by_role("button", name=re.compile("^(설정|Settings)$")).click()
    settings = page.get_by_role("dialog", name=re.compile("^(설정|Settings)$"))
    settings.get_by_role("navigation").get_by_role("button", name=name, exact=True).click()
    expect(settings.get_by_role("heading", name=name, exact=True)).to_be_visible()
    return settings


def sign_out(page: Page) -> None:
    open_menu(page).get_by_role("button", name=re.compile("^(로그아웃|Sign out)$")).click()
    expect(page.get_by_role("link", name=re.compile("^(로그인|Sign in)$"))).to_be_visible()


def fill_in(page: Page, **fields: str) -> None:
    """Fields by their HTML name; Enter in the last one sends."""
    for name, text in fields.items():
        page.locator(f"input[name={name}]").fill(text)
    page.locator(f"input[name={[*fields][-1]}]").press("Enter")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """From the door, or the fire as a guest."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/account/signin", page.url))
    fill_in(page, email=email, password=password)


def seated(page: Page) -> None:
    page.locator('[role="log"]').wait_for(state="attached")
