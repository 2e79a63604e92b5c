"""What a colleague sees of a consult is composed before the group is locked: no offer waits for it."""

from datetime import datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from telephony.contract import TransferState
from tests.telephony.support import Centre
from tests.telephony.transfers.scene import talking
from tests.telephony.transfers.test_cold import busy_specialist

LOCK = sa.text("SELECT queue_group_id FROM queue_groups FOR UPDATE NOWAIT")


class Looks:
    """Whether the group was locked when the host was asked, and what it was given back."""

    def __init__(self, centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
        self.locked: dict[str, bool] = {}
        self.given: list[object] = []
        self._engine = centre.engine
        monkeypatch.setattr(centre.host, "foresee_consult", self.foresee)
        monkeypatch.setattr(centre.host, "colleague_payload", self.payload)

    def foresee(self, session: Session, call_id: UUID, **_: object) -> object:
        self.locked["foresee"] = self._is_locked()
        return "composed"

    def payload(
        self, session: Session, call_id: UUID, *, at: datetime, foreseen: object = None, **_: object
    ) -> dict[str, JsonValue]:
        self.locked["payload"] = self._is_locked()
        self.given.append(foreseen)
        return {}

    def _is_locked(self) -> bool:
        with self._engine.connect() as other:
            try:
                other.execute(LOCK)
            except OperationalError:
                return True
        return False


def test_the_card_of_a_consult_is_composed_before_the_lock_and_given_out_under_it(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, looks = talking(centre), Looks(centre, monkeypatch)

    centre.consult(scene.agent, scene.call_id, scene.specialist)

    assert looks.locked == {"foresee": False, "payload": True}
    assert looks.given == ["composed"]


def test_so_it_is_for_a_colleague_who_was_asked_for_next(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, other = busy_specialist(centre)
    looks = Looks(centre, monkeypatch)

    centre.caller_hangs_up(other)  # type: ignore[arg-type]
    centre.host.outcomes.add(other)  # type: ignore[arg-type]
    centre.finish(scene.specialist, other)  # type: ignore[arg-type]
    centre.run()

    assert looks.locked == {"foresee": False, "payload": True}
    assert looks.given == ["composed"]


def test_a_host_that_fails_ahead_keeps_nobody_from_being_called(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = talking(centre)

    def fails(*_: object, **__: object) -> object:
        raise ValueError

    monkeypatch.setattr(centre.host, "foresee_consult", fails)
    centre.consult(scene.agent, scene.call_id, scene.specialist)
    centre.run()

    assert scene.stands()[0] is TransferState.RINGING
