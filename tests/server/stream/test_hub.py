"""How events are handed out: in order, encoded once, in slices, and never to one who cannot keep up."""

import asyncio
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from pydantic_core import to_json

from agent_desktop.server.stream import encoding
from agent_desktop.server.stream.encoding import EncodedEvent, encode_events
from agent_desktop.server.stream.hub import MANY, QUEUE_LIMIT, SLICE, Hub, Subscriber
from telephony.contract import EventKind, StreamClose, StreamMessage
from telephony.events.repository import StoredEvent


def _event(number: int, *topics: str) -> EncodedEvent:
    body = '{"type":"event","server_at":"2026-03-02T09:00:00Z"}'
    return EncodedEvent(number, topics, body, body)


async def _next_number(subscriber: Subscriber) -> int:
    event = await subscriber.next()
    assert isinstance(event, EncodedEvent)
    return event.number


def test_an_event_reaches_each_stream_once_even_under_two_topics() -> None:
    async def run() -> list[int]:
        hub = Hub()
        both = Subscriber(frozenset({"agent:1", "queue:1"}), uuid4())
        with hub.subscribed(both):
            await hub.publish([_event(1, "agent:1", "queue:1"), _event(2, "agent:2"), _event(3, "queue:1")])
            return [await _next_number(both), await _next_number(both)]

    assert asyncio.run(run()) == [1, 3]


def test_two_thousand_streams_are_served_in_slices() -> None:
    async def run() -> tuple[int, int]:
        hub, turns, most = Hub(), 0, 0
        subscribers = [Subscriber(frozenset({"queue:1"}), uuid4()) for _ in range(200)]
        given = 0

        async def somebody_else() -> None:
            nonlocal turns, most, given
            while True:
                now = sum(not one._waiting.empty() for one in subscribers)
                most, given, turns = max(most, now - given), now, turns + 1
                await asyncio.sleep(0)

        with ExitStack() as open_streams:
            for subscriber in subscribers:
                open_streams.enter_context(hub.subscribed(subscriber))
            other = asyncio.create_task(somebody_else())
            await asyncio.sleep(0)
            await hub.publish([_event(1, "queue:1")])
            other.cancel()
        return turns, most

    turns, most = asyncio.run(run())
    assert turns >= 200 // SLICE
    assert most <= SLICE


def test_a_stream_that_cannot_keep_up_is_closed_and_the_others_go_on() -> None:
    async def run() -> tuple[int, bool]:
        hub = Hub()
        slow, quick = (Subscriber(frozenset({"queue:1"}), uuid4()) for _ in range(2))
        with hub.subscribed(slow), hub.subscribed(quick):
            for number in range(QUEUE_LIMIT + 1):
                await hub.publish([_event(number, "queue:1")])
                assert await _next_number(quick) == number
            return await slow.closing, quick.closing.done()

    assert asyncio.run(run()) == (StreamClose.TOO_SLOW, False)


def test_a_stream_that_has_gone_leaves_nothing_behind() -> None:
    async def run() -> tuple[int, dict[str, set[Subscriber]]]:
        hub = Hub()
        with hub.subscribed(Subscriber(frozenset({"agent:1"}), uuid4())):
            assert len(hub) == 1
        return len(hub), hub._by_topic

    assert asyncio.run(run()) == (0, {})


def test_the_end_of_a_sign_in_ends_its_streams_only() -> None:
    async def run() -> tuple[bool, bool, bool]:
        hub = Hub()
        ended, going, new = (Subscriber(frozenset({"agent:1"}), uuid4()) for _ in range(3))
        with hub.subscribed(ended), hub.subscribed(going):
            asked = hub.family_ids
            with hub.subscribed(new):  # came while the database was asked
                hub.close_all_but({going.family_id}, asked)
                return ended.closing.done(), going.closing.done(), new.closing.done()

    assert asyncio.run(run()) == (True, False, False)


def test_an_event_is_encoded_once_and_each_stream_adds_its_own_previous_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoded: list[EventKind] = []

    def counted(message: dict[str, Any]) -> bytes:
        encoded.append(message["kind"])
        return to_json(message)

    monkeypatch.setattr(encoding, "to_json", counted)
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    [event] = encode_events([StoredEvent(7, now, EventKind.NOTE_SAVED, uuid4(), ["agent:1"], {})], server_at=now)

    texts = [event.text_for(frozenset({"agent:1"}), previous) for previous in range(100)]

    assert encoded == [EventKind.NOTE_SAVED]
    messages = [StreamMessage.model_validate_json(text) for text in texts]
    assert [message.previous for message in messages] == list(range(100))
    assert {message.number for message in messages} == {7}


def test_what_goes_ahead_of_an_event_has_its_words_after_the_type() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    call_id, agent_id = uuid4(), str(uuid4())
    change = {"offer": {"agent_id": agent_id}}
    stored = StoredEvent(7, now, EventKind.CALL_OFFERED, call_id, ["agent:1"], change, payload={"name": "何詩詠"})
    [event] = encode_events([stored], server_at=now)

    came = event.text_for(frozenset({event.own_topic}), previous=6)

    assert event.ahead.partition('"type":"ahead",')[2] == came.partition('"type":"event",')[2] != ""
    assert "何詩詠" in event.ahead


def test_what_comes_right_after_a_queue_was_given_is_heard() -> None:
    async def run() -> list[int]:
        hub = Hub()
        subscriber = Subscriber(frozenset({"agent:1"}), uuid4())
        given = EncodedEvent(1, ("agent:1",), "{}", "{}", serves=frozenset({"queue:9"}))
        with hub.subscribed(subscriber):
            events = [given, _event(2, "queue:9")]
            if not hub.publish_few(events):
                await hub.publish(events)
            return _waiting(subscriber)

    assert asyncio.run(run()) == [1, 2]


def test_a_taking_back_is_given_where_something_waits_and_what_goes_ahead_is_not() -> None:
    async def run() -> list[EncodedEvent | str]:
        hub = Hub()
        subscriber = Subscriber(frozenset({"agent:1"}), uuid4(), takes_ahead=True)
        with hub.subscribed(subscriber):
            for text in ("one", "two"):
                hub.give_ahead("agent:1", text)
            hub.give_ahead("agent:1", "none", takes_back=True)
            return [await subscriber.next(), await subscriber.next()]

    assert asyncio.run(run()) == ["one", "none"]


def _queue_event(number: int, queue: str = "queue:1") -> EncodedEvent:
    body = '{"type":"event","server_at":"2026-03-02T09:00:00Z"}'
    return EncodedEvent(number, (queue,), body, body, tells_all_of=queue)


async def _until_seen(subscriber: Subscriber, number: int) -> None:
    for _ in range(1000):
        if subscriber.seen >= number:
            return
        await asyncio.sleep(0)


def _waiting(subscriber: Subscriber) -> list[int]:
    numbers = []
    while not subscriber._waiting.empty():
        event = subscriber._waiting.get_nowait()
        assert isinstance(event, EncodedEvent)
        numbers.append(event.number)
    return numbers


def test_of_what_very_many_hear_and_the_next_event_says_anew_only_the_newest_is_sent() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        hub = Hub()
        subscribers = [
            Subscriber(frozenset({"queue:1", "queue:2", f"agent:{number}"}), uuid4()) for number in range(MANY + 1)
        ]
        with ExitStack() as open_streams:
            for subscriber in subscribers:
                open_streams.enter_context(hub.subscribed(subscriber))
            assert hub.publish_few([_queue_event(1), _queue_event(2, "queue:2"), _queue_event(3)])
            await hub.publish([_event(4, "agent:0"), _queue_event(5)])
            before = [_waiting(each) for each in subscribers[:2]]
            giving = asyncio.create_task(hub.give_kept_back(kept_seconds=0.0))
            for each in subscribers:
                await _until_seen(each, 5)
            giving.cancel()
            return before, [_waiting(each) for each in subscribers[:2]]

    before, after = asyncio.run(run())
    # An agent's own event waits for nobody; what was kept back of other queues goes before it, so that numbers grow.
    assert before == [[2, 3, 4], []]
    assert after == [[5], [2, 5]]


def test_what_few_hear_is_sent_each_time() -> None:
    async def run() -> list[int]:
        hub = Hub()
        one = Subscriber(frozenset({"queue:1"}), uuid4())
        with hub.subscribed(one):
            assert hub.publish_few([_queue_event(1), _queue_event(2)])
            return _waiting(one)

    assert asyncio.run(run()) == [1, 2]
