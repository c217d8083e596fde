"""More than a password in real browsers: codes of an app, recovery codes, passkeys, the list of devices."""

import base64
import hashlib
import hmac
import re
import struct
import time

from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.people import PASSWORD, fill_in, make_account, open_settings, prove, seated, sign_in, sign_out
from tests.processes import Hearth

REFUSED = "the server responded with a status of 4"  # 401: something is still to be done; 400, 404: as asked
STEP = 30


def code_of(secret: str, steps_on: int = 0) -> str:
    """What an authenticator app shows for this secret (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // STEP + steps_on), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def hold_a_key(page: Page) -> CDPSession:
    """A security key of Chromium's own, which always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def at_home(hearth: Hearth) -> str:
    """Passkeys belong to a name, never to an address."""
    return hearth.url.replace("127.0.0.1", "localhost")


def test_a_second_proof_is_turned_on_and_asked_for(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage
) -> None:
    page = sit_down(lasting_hearth.url, "하늘", locale="ko-KR", size=PHONE, allow=REFUSED)
    make_account(page, letters, "haneul@example.org")
    settings = open_settings(page, "계정")
    part = settings.get_by_role("region", name="2단계 인증")
    part.get_by_role("button", name="켜기").click()
    secret = part.get_by_text(re.compile("^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$")).inner_text().replace(" ", "")
    part.get_by_role("textbox").fill("000000")
    part.get_by_role("button", name="켜기").click()
    expect(part.get_by_text("코드가 맞지 않아요")).to_be_visible()
    part.get_by_role("textbox").fill(code_of(secret))
    part.get_by_role("button", name="켜기").click()
    prove(page)
    codes = part.get_by_role("list", name="복구 코드").get_by_role("listitem")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.keyboard.press("Escape")
    sign_out(page)
    sign_in(page, "haneul@example.org")
    fill_in(page, code="123456")
    expect(page.locator("input[name=code]")).to_have_attribute("aria-invalid", "true")
    fill_in(page, code=code_of(secret, steps_on=1))  # each code counts once
    seated(page)
    sign_out(page)
    sign_in(page, "haneul@example.org")
    page.get_by_role("button", name="복구 코드로 할게요").click()
    fill_in(page, code=recovery)
    seated(page)


def test_a_passkey_opens_the_door(lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage) -> None:
    page = sit_down(at_home(lasting_hearth), "Ada", allow=REFUSED)
    make_account(page, letters, "ada@example.org")
    hold_a_key(page)
    settings = open_settings(page, "Account")
    part = settings.get_by_role("region", name="Passkeys")
    part.get_by_role("button", name="Add a passkey").click()
    part.get_by_role("textbox", name="Name of the passkey").fill("The old oak key")
    part.get_by_role("button", name="Go on").click()
    prove(page)
    expect(part.get_by_text("The old oak key")).to_be_visible()
    page.keyboard.press("Escape")
    sign_out(page)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    seated(page)
    part = open_settings(page, "Account").get_by_role("region", name="Passkeys")
    expect(part.get_by_text("used")).to_be_visible()
    part.get_by_role("button", name="Remove The old oak key").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(part.get_by_text("The old oak key")).to_have_count(0)


def test_an_ended_session_falls_back_to_the_door_at_once(
    lasting_hearth: Hearth, letters: Letters, sit_down: OpenPage, open_page: OpenPage
) -> None:
    here = sit_down(lasting_hearth.url, "Alice", allow=REFUSED)
    make_account(here, letters, "alice@example.org")
    there = open_page(f"{lasting_hearth.url}/account/signin", size=PHONE, allow=REFUSED)
    fill_in(there, email="alice@example.org", password=PASSWORD)
    seated(there)
    settings = open_settings(here, "Devices")
    expect(settings.get_by_text("This device")).to_be_visible()
    settings.get_by_role("button", name=re.compile("^End .")).first.click()
    expect(there.get_by_role("link", name="Sign in")).to_be_visible(timeout=3_000)
    expect(settings.get_by_role("button", name=re.compile("^End "))).to_have_count(0)
