"""Fixtures that many tests share: people, the fireplace, tabs."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from chat.actions.house import light_fire
from chat.actions.members import join_room
from chat.actions.people import create_guest
from chat.limits import all_buckets
from chat.models import Member, Room, User
from chat.presence import seats, typing
from chat.protocol.bodies import NewGuest
from chat.runtime import runtime
from chat.threads import close_threads, run_action
from tests.processes import migrate
from tests.tab import Tab, session_cookie


@pytest.fixture(autouse=True)
def _nobody_here() -> None:
    """Leases and buckets live in memory; each test begins with none."""
    seats.__init__()  # type: ignore[misc]
    typing.__init__()  # type: ignore[misc]
    for buckets in all_buckets:
        buckets.forget()
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _threads() -> Iterator[None]:
    yield
    close_threads()


@pytest.fixture
def fireplace(db: None) -> Room:
    return light_fire().fireplace


def make_person(name: str, language: str = "en") -> User:
    return create_guest(new=NewGuest(name=name, language=language))  # type: ignore[arg-type]


@pytest.fixture
def alice(db: None) -> User:
    return make_person("Alice")


@pytest.fixture
def bob(db: None) -> User:
    return make_person("Bob")


@pytest.fixture
def charlie(db: None) -> User:
    """The stranger."""
    return make_person("Charlie")


@pytest.fixture
def private_room(alice: User) -> Room:
    """Alice's room; nobody else is in it."""
    room = Room.objects.create(name="Alice's study", visibility="private")
    Member.objects.create(room=room, user=alice, role="owner", seq=0, joined_seq=0)
    return room


@pytest.fixture
def study(private_room: Room, bob: User) -> Room:
    """Alice's room, open now, with Bob in it."""
    private_room.visibility = "public"
    private_room.save()
    join_room(user=bob, room=private_room)
    return private_room


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, made once; `database` is a copy for one test."""
    path = tmp_path_factory.mktemp("database") / "fresh.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(fresh_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(fresh_database, tmp_path / "hearth.sqlite3"))


@pytest.fixture
def browser() -> Callable[[User | None], Client]:
    """An HTTP client, signed in as somebody; CSRF is checked as in a real browser."""

    def open_browser(user: User | None = None) -> Client:
        client = Client(enforce_csrf_checks=True)
        if user is not None:
            client.force_login(user)
        return client

    return open_browser


@pytest.fixture
async def open_tab(transactional_db: None) -> AsyncIterator[Callable[[User], Awaitable[Tab]]]:
    """Open tabs of people; all are closed and the process's tasks end with the test."""
    tabs: list[Tab] = []

    async def open_one(user: User, origin: str | None = None) -> Tab:
        cookie = await run_action(session_cookie, user)
        tab = await Tab(cookie, origin=origin).open()
        tabs.append(tab)
        return tab

    yield open_one
    for tab in tabs:
        await tab.leave()
    await runtime.stop()


@pytest.fixture
def empty_storage(settings: Settings) -> None:
    """A media storage in memory with nothing in it."""
    settings.STORAGES = {**settings.STORAGES}
