"""An offer goes ahead of its commit, to the desktop that will ring and no other; what does not come is taken back."""

import pytest

from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.contract import EventKind, StreamMessage
from telephony.events.journal import Appended
from tests.server.floor import Desk, Floor, Stream
from tests.server.support import until


def _listening(floor: Floor, desk: Desk, *, takes_ahead: bool = True) -> Stream:
    stream = floor.listen(desk, takes_ahead=takes_ahead)
    until(lambda: stream.messages)
    return stream


def _ahead(stream: Stream) -> list[StreamMessage]:
    return [message for message in list(stream.texts_read) if message.type == "ahead"]


def test_an_offer_goes_ahead_of_its_event(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    stream = _listening(floor, desk)
    desk.go_ready()

    floor.ring()
    offered = stream.until_kind("call.offered")

    [ahead] = _ahead(stream)
    assert ahead.change == offered.change
    assert ahead.kind is EventKind.CALL_OFFERED
    assert ahead.change is not None
    assert ahead.change.offer is not None
    assert ahead.change.offer.payload is not None
    order = [message.type for message in stream.texts_read if message.kind is EventKind.CALL_OFFERED]
    assert order == ["ahead", "event"]


def test_nothing_goes_ahead_to_another_agent_or_to_a_desktop_that_does_not_ask_for_it(floor: Floor) -> None:
    floor.add_customer()
    first, second = floor.agent("may"), floor.agent("jun")
    plain, other = _listening(floor, first, takes_ahead=False), _listening(floor, second)
    first.go_ready()

    floor.ring()
    plain.until_kind("call.offered")

    assert _ahead(plain) == _ahead(other) == []


def test_what_went_ahead_and_was_not_committed_is_taken_back(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    floor.add_customer()
    desk = floor.agent()
    stream = _listening(floor, desk)
    desk.go_ready()
    close_books = UnitOfWork.close_books
    failed = False

    def fails_once(work: UnitOfWork) -> Appended | None:
        nonlocal failed
        if not failed and any(entry.ahead for entry in work.journal.entries):
            failed = True
            raise OSError("the disk is full")
        return close_books(work)

    monkeypatch.setattr(UnitOfWork, "close_books", fails_once)

    floor.ring()
    stream.until_kind("call.offered")  # the carrier reports it again

    changes = [message.change for message in _ahead(stream)]
    assert [change is None for change in changes] == [False, True, False]
