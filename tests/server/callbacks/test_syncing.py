"""One callback that cannot be seen to stops no other."""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy.orm import Session

from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.server.callbacks import syncing
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.app import Telephony
from tests.records.callbacks.made import Office


class At:
    def __init__(self, office: Office) -> None:
        self._office = office

    def now(self) -> Any:
        return self._office.at


def test_one_that_fails_is_tried_again_in_some_minutes_and_all_others_are_seen_to(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(session)
    bad = office.make(office.customer()).row
    good = office.make(office.customer("2", "+85261230002"), number="+85261230002").row
    seen = []

    def turn_or_fail(doing: Any, row: CallbackRow, *_: Any) -> None:
        row.to_sync, row.reason = False, "Written before it failed"
        if row.callback_id == bad.callback_id:
            raise LookupError(row.callback_id)
        seen.append(row.callback_id)

    monkeypatch.setattr(syncing, "_sync", lambda doing, telephony, work, row: turn_or_fail(doing, row))
    monkeypatch.setattr(syncing, "turn_callback", turn_or_fail)
    work = UnitOfWork(session, cast(Any, At(office)))

    def begin() -> AbstractContextManager[UnitOfWork]:
        return nullcontext(work)

    assert not syncing.run_round(begin, cast(Telephony, None), office.book)
    assert seen == [good.callback_id]
    assert (bad.to_sync, bad.reason) == (False, "The loan")
    assert bad.next_at == bad.lawful_until == office.at + timedelta(minutes=5)
    bad.next_at = good.next_at = office.at
    syncing.run_round(begin, cast(Telephony, None), office.book)
    assert bad.next_at == office.at + timedelta(minutes=5)
    assert seen == [good.callback_id] * 2
