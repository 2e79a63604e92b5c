"""Hands events to the open streams of this server process. Lives on the event loop; only that loop touches it.

What very many hear and the next event says anew (how a queue stands) is not sent to each of them each time: it is kept
back for a moment, and only the newest of it is sent.
"""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from agent_desktop.server.stream.encoding import EncodedEvent
from telephony.contract import StreamClose
from telephony.events.journal import FLOOR_TOPIC

SLICE: Final = 10
"""Streams served before the loop gets a turn: two thousand in one go would keep a ringing call waiting 45 ms."""

QUEUE_LIMIT: Final = 256
"""Events a stream may lag behind before it is closed as too slow; it resumes, or takes a new snapshot."""


MANY: Final = 50
"""Streams to which an event that a later one makes worthless is given at once."""

KEPT_SECONDS: Final = 2.0
"""How long such an event is kept back from more than those: thirty calls a second that wait are sixty changes of a
queue, and each would be two thousand messages."""

PARTS: Final = 20
"""In so many parts the streams are given what was kept back, one after the other, so that it never comes in one go."""


_KEPT_TOPICS: Final = frozenset({FLOOR_TOPIC})
"""What somebody goes on to hear although they serve other queues."""


class Subscriber:
    """One open stream. `closing` is set once, to the close code, when the hub wants it ended. `seen` is the number of
    the last event it was given. `takes_ahead`: it is told of an offer before that is committed."""

    def __init__(self, topics: frozenset[str], family_id: UUID, *, takes_ahead: bool = False) -> None:
        self.topics = topics
        self.takes_ahead = takes_ahead
        self.family_id = family_id
        self.seen = 0
        self.part = family_id.int % PARTS
        self.closing: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting: asyncio.Queue[EncodedEvent | str] = asyncio.Queue(QUEUE_LIMIT)

    def give(self, event: EncodedEvent) -> None:
        """Add one event to what is to be sent."""
        self.seen = event.number
        try:
            self._waiting.put_nowait(event)
        except asyncio.QueueFull:
            self.close(StreamClose.TOO_SLOW)

    def give_ahead(self, text: str, *, takes_back: bool = False) -> None:
        """Add a message that goes ahead of an event, or takes one back; a stream with much to send does without the
        first."""
        if self.takes_ahead and (self._waiting.empty() or (takes_back and not self._waiting.full())):
            self._waiting.put_nowait(text)

    def give_beside(self, text: str) -> None:
        """Add a message that is no event; a stream with far too much to send does without it."""
        if not self._waiting.full():
            self._waiting.put_nowait(text)

    @property
    def behind(self) -> int:
        """How much is to be sent still."""
        return self._waiting.qsize()

    async def next(self) -> EncodedEvent | str:
        """Wait for the next event, or for the text of what goes ahead of one."""
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
        self._kept_back: dict[str, EncodedEvent] = {}

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
            self._forget(subscriber, subscriber.topics)

    def publish_few(self, events: Sequence[EncodedEvent]) -> bool:
        """Do as `publish` at once where so few hear the events that the loop needs no turn in between; else nothing.

        Returns:
            Whether they were given.
        """
        if any(event.serves is not None for event in events[:-1]):  # who hears those after it depends on it
            return False
        hearing = [(event, self._hearing(event)) for event in events]
        if sum(len(heard) for event, heard in hearing if not self._is_kept_back(event, heard)) > SLICE:
            return False
        for event, subscribers in hearing:
            if not self._keep_back(event, subscribers):
                for subscriber in subscribers:
                    self._give(subscriber, event)
        return True

    def listen_to(self, subscriber: Subscriber, topics: frozenset[str]) -> None:
        """Have `subscriber`, which is in the hub, hear these topics from now on and no others."""
        self._forget(subscriber, subscriber.topics - topics)
        for topic in topics - subscriber.topics:
            self._by_topic.setdefault(topic, set()).add(subscriber)
        subscriber.topics = topics

    def _forget(self, subscriber: Subscriber, topics: frozenset[str]) -> None:
        for topic in topics:
            hearing = self._by_topic[topic]
            hearing.discard(subscriber)
            if not hearing:
                del self._by_topic[topic]

    async def publish(self, events: Sequence[EncodedEvent]) -> None:
        """Give each event to everybody who hears it, in order. One call at a time."""
        given = 0
        for event in events:
            subscribers = self._hearing(event)
            if self._keep_back(event, subscribers):
                continue
            for subscriber in subscribers:
                self._give(subscriber, event)
                given += 1
                if given % SLICE == 0:
                    await asyncio.sleep(0)

    def give_ahead(self, topic: str, text: str, *, takes_back: bool = False) -> None:
        """Give what goes ahead of an event, or takes it back, to whoever hears `topic` and takes it."""
        for subscriber in self._by_topic.get(topic, ()):
            subscriber.give_ahead(text, takes_back=takes_back)

    async def give_kept_back(self, kept_seconds: float = KEPT_SECONDS) -> None:
        """Give the streams what was kept back from them, one part of them after the other, for ever."""
        while True:
            for part in range(PARTS):
                await asyncio.sleep(kept_seconds / PARTS)
                if self._kept_back:
                    await self._give_part(part)

    async def _give_part(self, part: int) -> None:
        for given, subscriber in enumerate([each for each in self._subscribers if each.part == part], 1):
            self._catch_up(subscriber)
            if given % SLICE == 0:
                await asyncio.sleep(0)

    @staticmethod
    def _is_kept_back(event: EncodedEvent, subscribers: Collection[Subscriber]) -> bool:
        return event.tells_all_of != "" and len(subscribers) > MANY

    def _keep_back(self, event: EncodedEvent, subscribers: Collection[Subscriber]) -> bool:
        """Keep an event back where very many hear it; what was kept of the same is worthless now, whoever hears it."""
        if event.tells_all_of:
            self._kept_back.pop(event.tells_all_of, None)
        if not self._is_kept_back(event, subscribers):
            return False
        self._kept_back[event.tells_all_of] = event  # behind all others: they stand in the order of their numbers
        return True

    def _give(self, subscriber: Subscriber, event: EncodedEvent) -> None:
        self._catch_up(subscriber)  # the numbers of a stream only grow
        subscriber.give(event)
        if event.serves is not None:  # heard on the agent's own topic alone
            self.listen_to(subscriber, frozenset(event.topics) | event.serves | (subscriber.topics & _KEPT_TOPICS))

    def _catch_up(self, subscriber: Subscriber) -> None:
        for event in self._kept_back.values():
            if event.number > subscriber.seen and not subscriber.topics.isdisjoint(event.topics):
                subscriber.give(event)

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
