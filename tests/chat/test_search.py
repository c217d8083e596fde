"""Search: what is found, what is not, for whom, and in which order. On MariaDB only committed words are found."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from chat import limits
from chat.actions import replies
from chat.actions.favorites import set_favorite
from chat.actions.members import join_room, leave_room
from chat.actions.messages import delete_message, edit_message, pin_message, send_message
from chat.models import Member, Message, Room, SearchEntry, User
from chat.protocol.commands import NewMessage
from tests import media
from tests.tab import new_message
from tests.uploads import bring

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[..., Client]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def here(fireplace: Room, alice: User) -> Member:
    """Alice by the fire, where Lily is silent."""
    fireplace.lily = "off"
    fireplace.save()
    return join_room(user=alice, room=fireplace)


@pytest.fixture
def ask(browser: Browser) -> Ask:
    """Ask as somebody; the whole answer."""

    def ask_as(user: User, q: str = "", **filters: Any) -> dict[str, Any]:
        answer = browser(user).get("/api/search", {"q": q} | filters)
        assert answer.status_code == 200, answer.content
        body: dict[str, Any] = answer.json()
        return body

    return ask_as


def say(member: Member, text: str, **more: Any) -> Message:
    new = NewMessage.model_validate(new_message(text) | more)
    return Message.objects.get(pk=send_message(member=member, new=new).id)


def texts(answer: dict[str, Any]) -> list[str]:
    return [hit["message"]["text"] for hit in answer["hits"]]


def marked(answer: dict[str, Any]) -> list[list[str]]:
    """What is highlighted, cut out of the text as it was written."""
    return [
        [hit["message"]["text"][span["start"] : span["end"]] for span in hit["highlights"]] for hit in answer["hits"]
    ]


SAID = "오늘은 벽난로 앞에서 군고구마를 먹었어요. The Fire is warm, isn't it? ㅋㅋ 🔥🔥"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("구마", ["구마"]),
        ("벽난로", ["벽난로"]),
        ("난로 고구", ["난로", "고구"]),
        ("앞에서 벽난", ["벽난", "앞에서"]),
        ("벽난로 앞", ["벽난로", "앞"]),
        ('"난로 앞에"', ["난로 앞에"]),
        ('"난로   앞', ["난로   앞"]),
        ("fire", ["Fire"]),
        ("FIRE", ["Fire"]),
        ("ire", ["ire"]),
        ("ＦＩＲＥ", ["Fire"]),
        ("n't", ["n't"]),
        ("ㅋㅋ", ["ㅋㅋ"]),
        ("🔥🔥", ["🔥🔥"]),
        ("warm 오늘", ["오늘", "warm"]),
        ("오늘 오늘은", ["오늘은"]),
    ],
)
def test_a_part_of_what_was_said_is_found_and_marked(here: Member, ask: Ask, query: str, found: list[str]) -> None:
    say(here, SAID)
    say(here, "something else")
    answer = ask(here.user, query)
    assert texts(answer) == [SAID]
    assert [" ".join(place.split()) for place in marked(answer)[0]] == [" ".join(place.split()) for place in found]
    assert answer["hits"][0]["room_name"] == here.room.name


@pytest.mark.parametrize("query", ["고구려", "난앞", '"벽난로앞"', "구마 감자", "로에", "from", "the room1", "한국"])
def test_what_was_not_said_is_not_found(here: Member, ask: Ask, query: str) -> None:
    say(here, SAID)
    assert ask(here.user, query)["hits"] == []


def test_two_syllables_with_a_space_between_are_a_phrase(here: Member, ask: Ask) -> None:
    say(here, "불 앞에 앉아요")
    say(here, "불앞 말고 불 가까이 앞")
    answer = ask(here.user, "불 앞")
    assert (texts(answer), answer["words"]) == (["불 앞에 앉아요"], ["불 앞"])


@pytest.mark.parametrize(
    ("said", "query", "place"),
    [
        (unicodedata.normalize("NFD", "긴 겨울밤"), "겨울", unicodedata.normalize("NFD", "겨울")),
        ("긴 겨울밤", unicodedata.normalize("NFD", "겨울"), "겨울"),
        ("ﬁne ﬁre", "fire", "ﬁre"),
        ("Große Straße am Meer", "strasse", "Straße"),
        ("ｶﾞｷﾞ ガギ", "ガギ", "ｶﾞｷﾞ"),
        ("한　　글\n자리", '"글 자리"', "글\n자리"),
        ("İstanbul", "stan", "stan"),
    ],
)
def test_marks_are_places_of_the_text_as_it_was_written(
    here: Member, ask: Ask, said: str, query: str, place: str
) -> None:
    say(here, said)
    assert marked(ask(here.user, query))[0][0] == place


def test_newest_come_first_and_more_are_asked_for_with_the_cursor(here: Member, ask: Ask) -> None:
    ids = [say(here, f"장작 {number}").pk for number in range(5)][::-1]

    def page(before: dict[str, int]) -> tuple[list[int], int | None]:
        answer = ask(here.user, "장작", limit=2, **before)
        return [hit["message"]["id"] for hit in answer["hits"]], answer["before"]

    assert page({}) == (ids[:2], ids[1])
    assert page({"before": ids[1]}) == (ids[2:4], ids[3])
    assert page({"before": ids[3]}) == (ids[4:], None)


def test_only_rooms_that_i_belong_to_are_searched(
    here: Member, private_room: Room, ask: Ask, bob: User, charlie: User
) -> None:
    say(here, "모두의 이야기")
    say(private_room.members.get(), "나만의 이야기")
    his = join_room(user=bob, room=here.room)
    assert texts(ask(here.user, "이야기")) == ["나만의 이야기", "모두의 이야기"]
    assert texts(ask(bob, "이야기")) == ["모두의 이야기"]
    assert texts(ask(charlie, "이야기")) == []
    leave_room(member=his)
    assert texts(ask(bob, "이야기")) == []


def test_a_newcomer_finds_only_what_the_room_shows_him(here: Member, ask: Ask, bob: User) -> None:
    Room.objects.filter(pk=here.room_id).update(history="since_joined")
    say(here, "옛날 이야기")
    join_room(user=bob, room=Room.objects.get(pk=here.room_id))
    assert texts(ask(bob, "이야기")) == []
    say(here, "새 이야기")
    assert texts(ask(bob, "이야기")) == ["새 이야기"]
    assert texts(ask(here.user, "이야기")) == ["새 이야기", "옛날 이야기"]


def test_a_stranger_and_a_missing_room_look_the_same(private_room: Room, browser: Browser, charlie: User) -> None:
    client = browser(charlie)
    answers = [client.get(f"/api/search?q=이야기&room_id={room_id}") for room_id in (private_room.pk, 987654)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert browser().get("/api/search?q=이야기").status_code == 401


def test_other_words_take_the_place_of_the_first(here: Member, ask: Ask) -> None:
    message = say(here, "따뜻한 코코아")
    edit_message(member=here, message=message, text="따뜻한 보리차")
    assert (texts(ask(here.user, "코코아")), texts(ask(here.user, "보리차"))) == ([], ["따뜻한 보리차"])


def test_what_was_taken_back_is_not_found(here: Member, ask: Ask) -> None:
    message = say(here, "따뜻한 코코아")
    delete_message(member=here, message=message)
    assert texts(ask(here.user, "코코아")) == []
    assert not SearchEntry.objects.exists()


def test_the_row_decides_when_the_index_lags_behind(here: Member, ask: Ask) -> None:
    message = say(here, "따뜻한 코코아")
    Message.objects.filter(pk=message.pk).update(deleted=True, text="")
    assert texts(ask(here.user, "코코아")) == []


def test_lily_is_found_when_she_is_done_and_not_before(fireplace: Room, alice: User, ask: Ask) -> None:
    member = join_room(user=alice, room=fireplace)
    say(member, "@Lily 모닥불 이야기 해 줘")
    claim = replies.claim_reply()
    assert claim is not None
    assert SearchEntry.objects.count() == 1
    replies.finish_reply(claim=claim, status="complete", text="모닥불은 밤새 타올랐어요.", model="fake")
    found = ask(alice, "모닥불")["hits"]
    assert [hit["message"]["author"]["kind"] for hit in found] == ["lily", "user"]


def test_filters_narrow_what_is_found(here: Member, ask: Ask, bob: User, browser: Browser) -> None:
    his = join_room(user=bob, room=here.room)
    brought = bring(browser(bob), here.room_id, media.png()).json()["id"]
    mine, link = say(here, "숲 길"), say(his, "숲 길 https://example.org/숲")
    picture = say(his, "숲 길 그림", attachment_ids=[brought])
    pin_message(member=here, message=mine, on=True)
    set_favorite(user=here.user, message=link, on=True)

    def ids(q: str = "숲 길", **filters: Any) -> list[int]:
        found = texts(ask(here.user, q, **filters))
        return list(Message.objects.filter(text__in=found).order_by("pk").values_list("pk", flat=True))

    assert ids() == [mine.pk, link.pk, picture.pk]
    assert ids(author_id=bob.pk) == [link.pk, picture.pk]
    assert ids(has="image") == ids("", has="image") == [picture.pk]
    assert ids(has="link") == ids(favorites="true") == ids("", favorites="true") == [link.pk]
    assert ids(pinned="true") == ids("", pinned="true", author_id=here.user_id) == [mine.pk]
    assert ids(has="audio") == ids("그림", favorites="true") == []
    pin_message(member=here, message=mine, on=False)
    assert ids(pinned="true") == []


def test_days_bound_what_is_found(here: Member, ask: Ask) -> None:
    said = [say(here, f"하루 {number}") for number in range(4)]
    noon = timezone.now().replace(year=2026, month=3, day=1, hour=12)
    for number, message in enumerate(said):
        Message.objects.filter(pk=message.pk).update(created_at=noon + timedelta(days=number))

    def numbers(**bounds: str) -> str:
        return "".join(text[-1] for text in texts(ask(here.user, "하루", **bounds)))

    assert numbers(since="2026-03-02") == "321"
    assert numbers(until="2026-03-02") == "10"
    assert numbers(since="2026-03-02", until="2026-03-03") == "21"
    assert numbers(since="2026-03-02T23:00:00+09:00") == "32"
    assert numbers(until="2020-01-01") == numbers(since="9999-01-01") == numbers(until="0001-01-01") == ""
    assert [text[-1] for text in texts(ask(here.user, since="2026-03-04"))] == ["3"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=불", "q"),
        ("q=%22%20%22", "q"),
        ("room_id=1", "q"),
        ("q=" + "가" * 201, "q"),
        ("q=모닥불&room_id=x", "room_id"),
        ("q=모닥불&room_id=99999999999999999999", "room_id"),
        ("q=모닥불&author_id=0", "author_id"),
        ("q=모닥불&has=video", "has"),
        ("q=모닥불&since=yesterday", "since"),
        ("q=모닥불&until=9999-12-31", "until"),
        ("q=모닥불&since=0001-01-01T00:00:00%2B09:00", "since"),
        ("q=모닥불&before=-1", "before"),
        ("q=모닥불&limit=51", "limit"),
        ("q=모닥불&favorites=maybe", "favorites"),
    ],
)
def test_a_wrong_question_is_named_by_field(
    fireplace: Room, browser: Browser, alice: User, query: str, field: str
) -> None:
    answer = browser(alice).get(f"/api/search?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]


@pytest.mark.parametrize(
    "query", ["\x00\x00", "a" * 200, '" OR 1', "-- ;", "NEAR(ab cd)", "ab*", "+ab -cd", "ab AND cd"]
)
def test_signs_of_the_databases_own_languages_are_only_characters(here: Member, ask: Ask, query: str) -> None:
    say(here, "ab cd")
    assert texts(ask(here.user, query)) == []


def test_searching_is_bounded_per_person(
    fireplace: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.searches_of_person, "burst", 2)
    answers = [browser(alice).get("/api/search?q=모닥불").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_the_index_can_be_written_anew(here: Member, ask: Ask) -> None:
    say(here, "따뜻한 코코아")
    say(here, "차가운 코코아")
    SearchEntry.objects.all().delete()
    assert texts(ask(here.user, "코코아")) == []
    call_command("index_messages", verbosity=0)
    assert texts(ask(here.user, "코코아")) == ["차가운 코코아", "따뜻한 코코아"]
