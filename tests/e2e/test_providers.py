"""Coming in with a provider, by the buttons of the real page and all the redirects behind them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.people import open_menu, open_settings, seated, sign_out
from tests.e2e.test_fireplace import lines, say
from tests.oauth_server import SECRET, OAuthServer, Person
from tests.processes import Hearth

REFUSED = "the server responded with a status of 4"


@pytest.fixture
def provider(processes: ExitStack) -> OAuthServer:
    return processes.enter_context(OAuthServer())


@pytest.fixture
def known_hearth(database: Path, provider: OAuthServer) -> Iterator[Hearth]:
    """A house that all four providers know."""
    env = {
        f"{name}_CLIENT_{part}": value
        for name in ("GOOGLE", "KAKAO", "NAVER", "GITHUB")
        for part, value in (("ID", f"{name.lower()}-id"), ("SECRET", SECRET))
    }
    env |= {
        "DJANGO_SETTINGS_MODULE": "tests.provider_settings",
        "OAUTH_URL": provider.url,
        "EMAIL_URL": f"filemail:///{database.parent}/mail",
    }
    with Hearth(database, **env) as process:
        yield process.wait_ready()


def test_a_guest_comes_back_through_kakao_to_the_same_seat(
    known_hearth: Hearth, provider: OAuthServer, sit_down: OpenPage
) -> None:
    provider.provider.person = Person(email="minji@example.org", name="민지")
    page = sit_down(known_hearth.url, "민지", locale="ko-KR", size=PHONE, allow=REFUSED)
    say(page, "손님일 때 한 말")
    expect(lines(page)).to_have_count(1)
    for _ in range(2):  # as a guest, then from the door
        page.goto(f"{known_hearth.url}/account/signin")
        page.get_by_role("button", name="Kakao로 계속하기").click()
        seated(page)
        expect(page.locator('[data-side="mine"]')).to_have_count(1)
        expect(open_menu(page).get_by_text("손님으로 앉아 있어요")).to_have_count(0)
        page.keyboard.press("Escape")
        sign_out(page)
    assert provider.provider.refused == []


def test_an_address_that_nobody_vouches_for_is_asked_about_by_mail(
    known_hearth: Hearth, provider: OAuthServer, open_page: OpenPage, database: Path
) -> None:
    provider.provider.person = Person(uid="77", email="otto@example.org", verified=False, name="Otto")
    page = open_page(f"{known_hearth.url}/account/signin", allow=REFUSED)
    page.get_by_role("button", name="Go on with GitHub").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(Letters(database.parent / "mail").link("otto@example.org", "verify"))
    page.get_by_role("button", name="Yes, it is mine").click()
    seated(page)
    ways = open_settings(page, "Account").get_by_role("region", name="Other ways in")
    expect(ways.get_by_role("button", name="Disconnect GitHub")).to_be_visible()


def test_turning_round_at_the_providers_door_is_said_kindly(
    known_hearth: Hearth, provider: OAuthServer, open_page: OpenPage
) -> None:
    provider.provider.person = Person(agrees=False)
    page = open_page(f"{known_hearth.url}/account/signin", locale="ko-KR", allow=REFUSED)
    page.get_by_role("button", name="Google로 계속하기").click()
    expect(page.get_by_text("문 앞에서 돌아서셨네요")).to_be_visible()
    page.get_by_role("link", name="다른 길로 들어오기").click()
    expect(page.get_by_role("button", name="Naver로 계속하기")).to_be_visible()
