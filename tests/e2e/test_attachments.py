"""Bringing files in real browsers: the picture that others see, the one that is refused, the one that is cut off."""

import re

from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests import media
from tests.e2e.conftest import PHONE, OpenPage
from tests.e2e.test_fireplace import composer, lines
from tests.processes import Hearth

PICTURE: FilePayload = {"name": "난롯가.jpg", "mimeType": "image/jpeg", "buffer": media.jpeg_of_a_phone(800, 600)}


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_test_id("file-chooser").set_input_files(files)


def tray(page: Page) -> Locator:
    return page.get_by_role("list", name=re.compile("^(함께 보낼 파일|Files that go along)$"))


def loaded(image: Locator) -> bool:
    return bool(image.evaluate("image => image.complete && image.naturalWidth > 0"))


def test_a_picture_is_seen_by_the_others(hearth: Hearth, sit_down: OpenPage) -> None:
    minji, otto = sit_down(hearth.url, "민지", locale="ko-KR", size=PHONE), sit_down(hearth.url, "Otto")
    document: FilePayload = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"chestnuts at eight"}
    choose(minji, PICTURE, document)
    expect(tray(minji).get_by_role("listitem")).to_have_count(2)
    expect(tray(minji).get_by_role("progressbar")).to_have_count(0)
    minji.get_by_role("button", name="보내기").click()
    expect(tray(minji)).to_have_count(0)
    for page in (minji, otto):
        expect(lines(page)).to_have_count(1)
        image = lines(page).get_by_role("img", name="난롯가.jpg")
        expect(image).to_be_visible()
        page.wait_for_function("image => image.complete", arg=image.element_handle())
        assert loaded(image)
        box = image.bounding_box()
        assert box is not None
        assert box["height"] > box["width"]  # turned upright
    with otto.expect_download() as begun:
        otto.get_by_role("link", name="plan.txt").click()
    assert begun.value.suggested_filename == "plan.txt"
    assert begun.value.path().read_bytes() == document["buffer"]


def test_a_refused_file_says_why_and_the_words_still_go(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "민지", locale="ko-KR", allow="422 (Unprocessable")
    composer(page).fill("그림은 나중에요")
    choose(page, {"name": "그림.png", "mimeType": "image/png", "buffer": b"<!doctype html><script>1</script>"})
    expect(tray(page).get_by_role("alert")).to_contain_text("내용은 다른 파일이에요")
    choose(page, {"name": "그림.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(tray(page).get_by_role("alert").last).to_contain_text("이런 파일은 올릴 수 없어요")
    expect(composer(page)).to_have_value("그림은 나중에요")
    composer(page).press("Enter")
    expect(lines(page)).to_have_count(1)
    expect(tray(page)).to_have_count(0)


def test_sending_waits_for_a_file_that_was_cut_off_and_comes_again(hearth: Hearth, sit_down: OpenPage) -> None:
    page = sit_down(hearth.url, "Otto", allow="ERR_FAILED")

    def cut_off(route: Route) -> None:
        route.abort()

    page.route("**/api/attachments", cut_off)
    choose(page, PICTURE)
    expect(tray(page).get_by_role("alert")).to_contain_text("cut off")
    page.unroute("**/api/attachments", cut_off)
    composer(page).fill("look")
    composer(page).press("Enter")
    expect(lines(page)).to_have_count(1)
    expect(lines(page).get_by_role("img", name="난롯가.jpg")).to_be_visible()
    expect(composer(page)).to_have_value("")
