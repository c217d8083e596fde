"""A house that has been talked in is brought up to date, on each kind of database: nothing is lost, all is found."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
import httpx
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from chat.models import User
from tests.processes import Hearth, migrate
from tests.server.conftest import needs_mariadb
from tests.server.test_serve import ask, open_socket
from tests.tab import new_message

OLD = [("chat", "0002_talk"), ("sessions", "0001_initial")]  # before files, search and accounts
TEXTS = ["안녕하세요, 벽난로!", "👍", "👩‍👩‍👧‍👦 é ŷ 漢字 العربية", "x" * 8000]
SESSION_KEY = uuid.uuid4().hex


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=needs_mariadb)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "mariadb":
        return str(request.getfixturevalue("empty_mariadb"))
    return f"sqlite:///{tmp_path}/old.sqlite3"


@pytest.fixture
def old_house(address: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The address of a database as an earlier Hearth left it, with what was said and who was signed in."""
    described = connections.configure_settings({"default": {}, "old": environ.Env.db_url_config(address)})["old"]
    if described["ENGINE"] == "django.db.backends.mysql":
        described["ENGINE"] = "chat.mysql_backend"
    connections["old"] = load_backend(described["ENGINE"]).DatabaseWrapper(described, "old")
    with django_db_blocker.unblock():
        _talk(MigrationExecutor(connections["old"]).migrate(OLD).apps)
        connections["old"].close()
    del connections["old"]
    return address


def _talk(then: Any) -> None:
    """Alice said these words; `then` are the tables of that time."""

    def add(model: str, app: str = "chat", **values: Any) -> Any:
        return then.get_model(app, model).objects.using("old").create(**values)

    room = add("Room", name="벽난로 앞", visibility="public", lily="off", head=len(TEXTS) + 1)
    add("House", fireplace=room)
    alice = add("User", name="민지 🔥", language="ko", is_guest=True, password="!")
    add("Member", room=room, user=alice, role="guest", seq=1, joined_seq=1)
    for seq, text in enumerate(TEXTS, start=2):
        words = {"author": alice, "author_name": alice.name, "text": text, "client_id": uuid.uuid4()}
        message = add("Message", room=room, seq=seq, created_seq=seq, **words)
    add("Reaction", message=message, user=alice, emoji="🔥")
    message.reactions = [{"emoji": "🔥", "user_ids": [alice.pk]}]
    message.save(using="old")
    signed_in = {
        "_auth_user_id": str(alice.pk),
        "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
        "_auth_user_hash": User(password="!").get_session_auth_hash(),
    }
    ends_at = timezone.now() + timedelta(days=1)
    encoded = SessionStore().encode(signed_in)
    add("Session", "sessions", session_key=SESSION_KEY, session_data=encoded, expire_date=ends_at)


def test_an_earlier_house_is_brought_up_to_date(old_house: str, tmp_path: Path) -> None:
    migrate(old_house)
    with (
        Hearth(tmp_path / "unused", DATABASE_URL=old_house) as hearth,
        httpx.Client(base_url=hearth.wait_ready().url, cookies={"hearth_session": SESSION_KEY}) as alice,
    ):
        session = alice.get("/api/session").json()
        assert session["user"]["name"] == "민지 🔥"
        room_id = session["config"]["default_room_id"]
        with open_socket(alice) as tab:
            said = ask(tab, "message.send", room_id=room_id, **new_message("다시 왔어요 🏮"))["message"]
            entered = ask(tab, "room.enter", room_id=room_id, since=None, seat=True)
        assert said["seq"] == len(TEXTS) + 2
        assert [message["text"] for message in entered["messages"]] == [*TEXTS, "다시 왔어요 🏮"]
        assert entered["messages"][-2]["reactions"] == [{"emoji": "🔥", "user_ids": [said["author"]["user_id"]]}]
        for words, found in (("벽난로", TEXTS[0]), ("漢字", TEXTS[2]), ("다시", "다시 왔어요 🏮")):
            hits = alice.get("/api/search", params={"q": words}).json()["hits"]
            assert [hit["message"]["text"] for hit in hits] == [found]
