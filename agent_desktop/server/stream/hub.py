"""Hands events to the open streams of this server process. Lives on the event loop; only that loop touches it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from agent_desktop.server.stream.encoding import EncodedEvent
from telephony.contract import StreamClose

SLICE: Final = 10
"""Streams served before the loop gets a turn: two thousand in one go would keep a ringing call waiting 45 ms."""

QUEUE_LIMIT: Final = 256
"""Events a stream may lag behind before it is closed as too slow; it resumes, or takes a new snapshot."""


class Subscriber:
    """One open stream. `closing` is set once, to the close code, when the hub wants it ended."""

    def __init__(self, topics: frozenset[str], family_id: UUID) -> None:
        self.topics = topics
        self.family_id = family_id
        self.closing: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting: asyncio.Queue[EncodedEvent] = asyncio.Queue(QUEUE_LIMIT)

    def give(self, event: EncodedEvent) -> None:
        """Add one event to what is to be sent."""
        try:
            self._waiting.put_nowait(event)
        except asyncio.QueueFull:
            self.close(StreamClose.TOO_SLOW)

    async def next(self) -> EncodedEvent:
        """Wait for the next event."""
        return await self._waiting.get()

    def close(self, code: int) -> None:
        """Ask the stream to end. The first reason counts."""
        if not self.closing.done():
            self.closing.set_result(code)


class Hub:
    """Knows who hears which topic."""

    def __init__(self) -> None:
        self._by_topic: dict[str, set[Subscriber]] = {}
        self._subscribers: set[Subscriber] = set()

    @contextmanager
    def subscribed(self, subscriber: Subscriber) -> Iterator[None]:
        """Keep `subscriber` in the hub for as long as the block runs."""
        self._subscribers.add(subscriber)
        for topic in subscriber.topics:
            self._by_topic.setdefault(topic, set()).add(subscriber)
        try:
            yield
        finally:
            self._subscribers.discard(subscriber)
            for topic in subscriber.topics:
                hearing = self._by_topic[topic]
                hearing.discard(subscriber)
                if not hearing:
                    del self._by_topic[topic]

    def publish_few(self, events: Sequence[EncodedEvent]) -> bool:
        """Do as `publish` at once where so few hear the events that the loop needs no turn in between; else nothing.

        Returns:
            Whether they were given.
        """
        hearing = [(event, self._hearing(event)) for event in events]
        if sum(len(subscribers) for _, subscribers in hearing) > SLICE:
            return False
        for event, subscribers in hearing:
            for subscriber in subscribers:
                subscriber.give(event)
        return True

    async def publish(self, events: Sequence[EncodedEvent]) -> None:
        """Give each event to everybody who hears it, in order. One call at a time."""
        given = 0
        for event in events:
            for subscriber in self._hearing(event):
                subscriber.give(event)
                given += 1
                if given % SLICE == 0:
                    await asyncio.sleep(0)

    def _hearing(self, event: EncodedEvent) -> set[Subscriber]:
        return set().union(*(self._by_topic.get(topic, ()) for topic in event.topics))

    @property
    def family_ids(self) -> frozenset[UUID]:
        """The sign-ins that have a stream open."""
        return frozenset(subscriber.family_id for subscriber in self._subscribers)

    def close_all_but(self, open_families: set[UUID], asked: frozenset[UUID]) -> None:
        """End the streams of those `asked` sign-ins that are not open any more."""
        for subscriber in list(self._subscribers):
            if subscriber.family_id in asked and subscriber.family_id not in open_families:
                subscriber.close(StreamClose.TOKEN_MISSING_OR_WRONG)

    def close_all(self, code: int) -> None:
        """End every stream."""
        for subscriber in list(self._subscribers):
            subscriber.close(code)

    def __len__(self) -> int:
        return len(self._subscribers)
