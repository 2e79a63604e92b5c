"""A row that a statement of its own writes, made past the ORM's watch."""

from uuid import uuid4

import pytest

from telephony.calls.models import CallRow
from telephony.contract import CallState
from telephony.database import new_row


def test_a_new_row_has_what_was_given_and_what_stands_in_the_columns_left_out() -> None:
    call_id = uuid4()
    given = new_row(CallRow, call_id=call_id, state=CallState.QUEUED, muted=True)
    left_out = new_row(CallRow, call_id=call_id, state=CallState.QUEUED)

    assert (given.call_id, given.state, given.muted) == (call_id, CallState.QUEUED, True)
    assert (left_out.agent_id, left_out.ended_at) == (None, None)
    assert left_out.recording_allows == ""


def test_a_name_that_the_table_has_not_is_refused_and_not_left_unwritten() -> None:
    with pytest.raises(TypeError, match="calls has no caller, telephone"):
        new_row(CallRow, call_id=uuid4(), telephone="1", caller="2")
