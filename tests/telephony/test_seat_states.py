"""What becomes of an agent whose desktop is silent: the whole table, and the limits on the clock."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.contract import SHIPPED_REASONS, AgentState, NotReadyReason, SystemReason
from telephony.seats.states import DEEDS, Heard, SeatDeed, deed_for, heard_of
from tests.telephony.support import NINE

LONG_AGO = NINE - timedelta(days=1)


@pytest.mark.parametrize(
    ("silence", "heard"), [(0, Heard.HERE), (14.9, Heard.HERE), (15, Heard.LOST), (59, Heard.LOST), (60, Heard.GONE)]
)
def test_three_missed_beats_are_a_lost_desktop_and_a_minute_is_a_gone_one(silence: float, heard: Heard) -> None:
    assert heard_of(NINE, LONG_AGO, NINE + timedelta(seconds=silence)) is heard


@pytest.mark.parametrize(
    ("listening", "heard"),
    [(0, Heard.UNSURE), (29, Heard.UNSURE), (30, Heard.LOST), (74, Heard.LOST), (75, Heard.GONE)],
)
def test_silence_counts_from_when_the_server_could_hear(listening: int, heard: Heard) -> None:
    assert heard_of(LONG_AGO, NINE, NINE + timedelta(seconds=listening)) is heard


def test_every_case_is_in_the_table() -> None:
    assert set(DEEDS) == set(product(Heard, (False, True)))


@given(
    heard=st.sampled_from(Heard),
    state=st.sampled_from(AgentState),
    reason=st.none() | st.sampled_from((*SHIPPED_REASONS, *SystemReason)),
    lost=st.booleans(),
)
def test_nobody_with_a_call_is_put_aside_and_nobody_twice(
    heard: Heard, state: AgentState, reason: NotReadyReason | None, lost: bool
) -> None:
    deed = deed_for(heard, state, reason, lost=lost)

    if deed is SeatDeed.LEAVE:
        assert lost
        assert state in {AgentState.READY, AgentState.NOT_READY}
        assert reason is not SystemReason.CONNECTION
    if deed is SeatDeed.LOSE:
        assert not lost
        assert state is not AgentState.OFFLINE
    if heard is Heard.UNSURE:
        assert deed is SeatDeed.NOTHING
