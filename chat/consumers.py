"""The socket: parse -> access -> one action -> answer. No ORM, no network, no rule stands here."""

import asyncio
import time
import uuid
from collections import deque
from typing import Any, assert_never

import structlog
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.conf import settings
from django.utils import timezone

from chat import limits, metrics
from chat.actions import favorites, members, messages, presence, reactions, replies, signals
from chat.addresses import address_of_socket, origin_allowed
from chat.events import connection_topic, room_topic, user_topic
from chat.frames import FrameError, parse_command
from chat.heads import heads
from chat.hub import hub
from chat.models import User
from chat.outgoing import Outgoing
from chat.protocol import commands
from chat.protocol.events import Answer, CommandDone, CommandFailed, Hello, MeLoaded, Pong, RoomEntered
from chat.protocol.shapes import MessageData
from chat.queries.access import access_answer, access_membership, access_message, access_room
from chat.queries.entry import load_room
from chat.queries.me import load_me, load_pong
from chat.queries.members import list_versions
from chat.refusals import NotFound, Refused
from chat.runtime import OpenTab, open_tabs, runtime
from chat.texts import say
from chat.threads import run_action, run_query

MOST_FRAME_BYTES = 128 * 1024
BAD_FRAMES, BAD_FRAMES_SECONDS = 20, 10.0
CLOSE_BAD_FRAMES, CLOSE_NO_SESSION, CLOSE_SLOW, CLOSE_TOO_MANY = 4400, 4401, 4408, 4429

log = structlog.get_logger("chat.consumers")


class ChatConsumer(AsyncConsumer):
    """One person's one tab."""

    channel_layer_alias = "none"  # the hub delivers; Channels' layer would copy every event for every socket
    outgoing: Outgoing | None = None
    pump: asyncio.Task[None] | None = None
    connection: uuid.UUID | None = None
    counted = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """However the socket ends, even in the middle of a write, it leaves nothing behind."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._detach()
            if self.counted:
                limits.open_sockets.close(self.user.pk, self.address)
                metrics.sockets.dec()
            if self.connection is not None:
                open_tabs.pop(str(self.connection), None)
                presence.break_off(connection=str(self.connection))

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels' own would go to a database thread before every frame."""
        match message["type"]:
            case "websocket.connect":
                await self._connect()
            case "websocket.receive":
                await self._receive(message.get("text"))
            case "websocket.disconnect":
                raise StopConsumer

    async def _connect(self) -> None:
        runtime.start()
        self.bad_frames: deque[float] = deque(maxlen=BAD_FRAMES)
        if not origin_allowed(dict(self.scope["headers"])):
            await self.base_send({"type": "websocket.close"})  # before accept: refused with 403
            return
        await self.base_send({"type": "websocket.accept"})
        self.user: User = self.scope["user"]
        if not self.user.is_authenticated:
            await self._close(CLOSE_NO_SESSION)
            return
        self.address = address_of_socket((self.scope.get("client") or ("", 0))[0], dict(self.scope["headers"]))
        if not limits.open_sockets.open(self.user.pk, self.address):
            await self._close(CLOSE_TOO_MANY)
            return
        self.counted = True
        metrics.sockets.inc()
        await self._begin(uuid.uuid4())

    async def _begin(self, connection: uuid.UUID) -> None:
        """Follow every membership first, then load: what happens between arrives twice rather than never."""
        self.connection = connection
        self.outgoing = outgoing = Outgoing(
            self._write, self._on_slow, self.scope.get("extensions", {}).get("hearth.write_now")
        )
        await self._greet(outgoing, connection)
        if self.outgoing is not None:  # it may have been given up meanwhile
            self.pump = asyncio.create_task(outgoing.run())
            open_tabs[str(self.connection)] = OpenTab(
                self.user.pk, self.scope["session"].session_key, self._end_session
            )

    async def _greet(self, outgoing: Outgoing, connection: uuid.UUID) -> None:
        hub.subscribe(user_topic(self.user.pk), outgoing)
        hub.subscribe(connection_topic(self.user.pk, str(connection)), outgoing)
        for room_id, version in (await run_query(list_versions, self.user)).items():
            hub.subscribe(room_topic(room_id), outgoing, version)
        await hub.settle()
        state = await run_query(load_me, self.user, connection)
        await self._write(Hello(**state).model_dump_json())

    async def _receive(self, text: str | None) -> None:
        if self.outgoing is None:
            return
        try:
            answer = await self._answer(parse_command(text, MOST_FRAME_BYTES))
        except FrameError as error:
            await self._write(self._failed(error.ref, error).model_dump_json())
            await self._count_bad_frame()
            return
        if self.outgoing is not None:  # the command may have ended the socket
            self.outgoing.offer(answer.model_dump_json())

    async def _answer(self, command: commands.Command) -> Answer:
        try:
            if settings.REDIS_URL:  # then the buckets are shared, and asking for a token waits for the network
                await run_query(self._take_tokens, command)
            else:
                self._take_tokens(command)
            return await self._run(command)
        except Refused as refused:
            metrics.refused.labels(refused.code).inc()
            return self._failed(command.ref, refused)
        except Exception:
            log.exception("command_broke", command=command.type)
            return self._failed(command.ref, Refused("unavailable", retry_after=1.0))

    def _take_tokens(self, command: commands.Command) -> None:
        """What a command costs. The heartbeat and a call's signals are free: both are bounded by what they answer."""
        match command:
            case commands.MessageSend():
                limits.take_send(self.user.pk, command.room_id, self.address)
            case commands.ReplyRetry():
                limits.answers_of_person.take(str(self.user.pk))
            case commands.Ping():
                return
            case _:
                limits.commands_of_person.take(str(self.user.pk))

    async def _run(self, command: commands.Command) -> Answer:
        """One command, one case."""
        match command:
            case commands.RoomEnter():
                return await self._enter_room(command)
            case commands.RoomLeave():
                member = await run_query(access_membership, self.user, command.room_id)
                presence.leave_seat(member=member, connection=str(self._here()))
                return _done(command.ref)
            case commands.MessageSend():
                member = await run_query(access_membership, self.user, command.room_id)
                return _done(command.ref, await run_action(messages.send_message, member=member, new=command))
            case commands.MessageEdit():
                member, message = await run_query(access_message, self.user, command.message_id)
                edited = await run_action(messages.edit_message, member=member, message=message, text=command.text)
                return _done(command.ref, edited)
            case commands.MessageDelete():
                member, message = await run_query(access_message, self.user, command.message_id)
                return _done(command.ref, await run_action(messages.delete_message, member=member, message=message))
            case commands.MessagePin():
                member, message = await run_query(access_message, self.user, command.message_id)
                pinned = await run_action(messages.pin_message, member=member, message=message, on=command.on)
                return _done(command.ref, pinned)
            case commands.MessageFavorite():
                _, message = await run_query(access_message, self.user, command.message_id)
                await run_action(favorites.set_favorite, user=self.user, message=message, on=command.on)
                return _done(command.ref)
            case commands.ReactionSet():
                member, message = await run_query(access_message, self.user, command.message_id)
                changed = await run_action(
                    reactions.set_reaction, member=member, message=message, emoji=command.emoji, on=command.on
                )
                return _done(command.ref, changed)
            case commands.RoomUnread():
                member = await run_query(access_membership, self.user, command.room_id)
                await run_action(members.mark_unread, member=member, created_seq=command.created_seq)
                return _done(command.ref)
            case commands.SignalSend():
                member = await run_query(access_membership, self.user, command.room_id)
                signals.send_signal(
                    member=member,
                    to_user_id=command.to_user_id,
                    to_connection=command.to_connection,
                    from_connection=str(self._here()),
                    payload=command.payload,
                )
                return _done(command.ref)
            case commands.RoomRead():
                member = await run_query(access_membership, self.user, command.room_id)
                await run_action(members.mark_read, member=member, created_seq=command.created_seq)
                return _done(command.ref)
            case commands.TypingSet():
                member = await run_query(access_membership, self.user, command.room_id)
                presence.set_typing(member=member, on=command.on)
                return _done(command.ref)
            case commands.ReplyStop():
                member, message = await run_query(access_answer, self.user, command.message_id)
                return _done(command.ref, await run_action(replies.stop_reply, member=member, message=message))
            case commands.ReplyRetry():
                member, message = await run_query(access_answer, self.user, command.message_id)
                return _done(command.ref, await run_action(replies.retry_reply, member=member, message=message))
            case commands.Ping():
                return await self._pong(command)
            case commands.MeLoad():
                state = await run_query(load_me, self.user, self._here())
                return MeLoaded(ref=command.ref, **state)
            case _:
                assert_never(command)

    async def _enter_room(self, command: commands.RoomEnter) -> RoomEntered:
        try:
            member = await run_query(access_membership, self.user, command.room_id)
        except NotFound:
            if not command.seat:
                raise
            room = await run_query(access_room, self.user, command.room_id)
            member = await run_action(members.join_room, user=self.user, room=room)
        if command.seat:
            presence.take_seat(member=member, connection=str(self._here()))
        assert self.outgoing is not None  # noqa: S101  a command came, so there is a way out
        hub.subscribe(room_topic(member.room_id), self.outgoing)
        await hub.settle()
        load = await run_query(load_room, self.user, member, command.since)
        metrics.resumes.labels(metrics.resume_kind(since=command.since, complete=load.complete)).inc()
        return RoomEntered.model_construct(ref=command.ref, **vars(load))

    async def _pong(self, command: commands.Ping) -> Pong:
        """From the heads that the process holds; who came since they were read asks the database."""
        assert self.outgoing is not None  # noqa: S101  a command came, so there is a way out
        known = heads.find(self.user.pk, hub.rooms_of(self.outgoing))
        if known is not None:
            return Pong.model_construct(ref=command.ref, server_time=timezone.now(), heads=known[0], user_head=known[1])
        pong = await run_query(load_pong, self.user, command.ref)
        if self.outgoing is not None:
            hub.doubt(self.outgoing, pong.heads)
        return pong

    def _here(self) -> uuid.UUID:
        """This connection; there is one since `hello`, before which no command is read."""
        assert self.connection is not None  # noqa: S101
        return self.connection

    def _failed(self, ref: str | None, refused: Refused) -> CommandFailed:
        text = say(refused.key, self.user.language, **refused.values)
        return CommandFailed(ref=ref, code=refused.code, message=text, retry_after=refused.retry_after)

    async def _count_bad_frame(self) -> None:
        now = time.monotonic()
        self.bad_frames.append(now)
        if len(self.bad_frames) == BAD_FRAMES and now - self.bad_frames[0] <= BAD_FRAMES_SECONDS:
            await self._close(CLOSE_BAD_FRAMES)

    async def _write(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "text": text})

    async def _close(self, code: int) -> None:
        """End the socket and write nothing after it."""
        self._detach()
        await self.base_send({"type": "websocket.close", "code": code})

    def _end_session(self) -> None:
        """From the runtime: the session that opened this socket is no more."""
        self.closing = asyncio.create_task(self._close(CLOSE_NO_SESSION))

    def _on_slow(self) -> None:
        """The client does not read: an ordinary close would wait for it, so the server's transport ends it."""
        log.info("slow_client", user_id=self.user.pk)
        metrics.slow_clients.inc()
        self._detach()
        close_now = self.scope.get("extensions", {}).get("hearth.close_now")
        if close_now is not None:
            close_now(CLOSE_SLOW)
        else:
            self.closing = asyncio.create_task(self._close(CLOSE_SLOW))

    def _detach(self) -> None:
        """Stop the pump and follow nothing any more."""
        if self.outgoing is None:
            return
        hub.drop(self.outgoing)
        self.outgoing = None
        if self.pump is not None:
            self.pump.cancel()


def _done(ref: str, message: MessageData | None = None) -> CommandDone:
    return CommandDone.model_construct(ref=ref, message=message)
