"""A walk through the screens of doors, rooms and settings, in either language and on any window."""

import re
from collections.abc import Iterator
from itertools import chain

from playwright.sync_api import Page, expect

from tests.e2e.letters import Letters
from tests.e2e.people import make_account, open_menu, open_settings
from tests.e2e.test_fireplace import composer, lines, say

SETTINGS = (
    "이름과 얼굴|Name and face", "언어|Language", "빛과 글자|Light and type", "알림|Notifications", "사생활|Privacy",
    "기기|Devices", "계정|Account",
)  # fmt: skip
PARTS = (
    "함께하는 사람들|Who belongs here", "초대하기|Invite people", "들어오고 싶어 하는 분|Who asks to come in",
    "신고|Reports",
    "들어올 수 없는 분|Who has to stay away", "방 바꾸기|Change the room", "나가기와 닫기|Leave or close",
)  # fmt: skip
SHEETS = ("이야기 찾기|Search", "알림.*|Notifications.*")


def walk(page: Page, url: str, letters: Letters, name: str) -> Iterator[str]:
    """Stops at each screen and says its name. `name` is of somebody new."""
    page.goto(url)
    page.get_by_role("textbox").fill(name)
    yield "door"
    page.get_by_role("textbox").press("Enter")
    expect(composer(page)).to_be_visible()
    yield from chain(_doors(page, url), _room(page, name), _invitation(page))
    page.goto(url)
    make_account(page, letters, f"{name}@example.org")
    yield from _settings(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^({name})$")).first.click()


def _settled(page: Page) -> None:
    """Nothing is being fetched any more."""
    expect(page.get_by_text(re.compile("가져오는 중|가져오고 있어요|^Fetching"))).to_have_count(0)


def _doors(page: Page, url: str) -> Iterator[str]:
    for place in ("signin", "signup", "forgot"):
        page.goto(f"{url}/account/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        yield place
    page.goto(url)


def _room(page: Page, name: str) -> Iterator[str]:
    page.get_by_role("link", name=re.compile("^(모든 방|All rooms)$")).first.click()
    expect(page.get_by_role("listitem").first).to_be_visible()
    yield "first lobby"
    _press(page, "새 방|New room")
    expect(page.get_by_role("dialog").get_by_role("textbox").first).to_be_visible()
    yield "new-room"
    page.get_by_role("dialog").get_by_role("textbox").first.fill(f"{name}의 방")
    _press(page, "불 피우기|Light the fire")
    expect(composer(page)).to_be_visible()
    say(page, "첫마디예요")
    expect(lines(page)).to_have_count(1)
    yield "room"
    for sheet in SHEETS:
        _press(page, sheet)
        expect(page.get_by_role("dialog")).to_be_visible()
        _settled(page)
        yield sheet.split("|")[1].strip(".*")
        page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).get_by_role("button").click()
    expect(page.get_by_role("dialog").get_by_role("navigation")).to_be_visible()
    yield "about"
    for part in PARTS:
        _press(page, part)
        _settled(page)
        yield part.split("|")[1]
        _press(page, "뒤로|Back")
    page.keyboard.press("Escape")


def _invitation(page: Page) -> Iterator[str]:
    page.get_by_role("heading", level=1).get_by_role("button").click()
    _press(page, PARTS[1])
    _press(page, "링크 만들기|Make a link")
    link = page.get_by_role("textbox", name=re.compile("^(링크|Link)$"))
    expect(link).to_be_visible()
    yield "invites"
    page.goto(link.input_value())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield "invitation"
    page.goto(re.sub("/invite/.*", "/rooms", page.url))
    expect(page.get_by_role("listitem").first).to_be_visible()
    yield "lobby"


def _settings(page: Page) -> Iterator[str]:
    open_menu(page)
    yield "menu"
    page.keyboard.press("Escape")
    for name in SETTINGS:
        open_settings(page, name)
        _settled(page)
        yield f"settings {name.split('|')[1]}"
        page.keyboard.press("Escape")
    second = open_settings(page, SETTINGS[-1]).get_by_role("region", name=re.compile("2단계 인증|Second proof"))
    second.get_by_role("button", name=re.compile("^(켜기|Turn it on)$")).click()
    expect(second.get_by_role("textbox")).to_be_visible()
    yield "second proof"
    leaving = page.get_by_role("region", name=re.compile("계정 지우기|Delete the account"))
    leaving.get_by_role("button").click()
    leaving.get_by_role("textbox").fill("?")
    yield "delete"
