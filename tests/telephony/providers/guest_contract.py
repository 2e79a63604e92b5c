"""What any carrier does with four in a room: the part of `contract` that is about guests."""

from typing import Final

from telephony.providers.base import OrderKind, OrderOutcome, ReportKind
from tests.telephony.providers.surroundings import CALLER, Call, Surroundings

K = OrderKind
R = OrderOutcome

CONFERRING: Final = (K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.CONFER)


class GuestContract:
    """A colleague stays while another is asked, so that four are in the room."""

    def conferring(self, world: Surroundings) -> Call:
        call = Call(world)
        call.orders(*CONFERRING)
        assert call.order(K.KEEP_GUEST, call.theirs) is R.DONE
        return call

    def test_a_guest_hears_all_who_are_not_held_and_a_fourth_comes_and_takes_the_caller_over(
        self, world: Surroundings
    ) -> None:
        call, fourth = self.conferring(world), world.agent()
        room = call.room
        assert (room.guest_endpoint, room.colleague_endpoint, room.conferring) == (call.theirs, "", False)
        assert call.hears() == _all_of(CALLER, "agent", "colleague")
        world.until(lambda: ReportKind.PARTY_STAYED in call.kinds())
        listed = call.listed()
        assert listed is not None
        assert (listed.agent_endpoint, listed.guest_endpoint) == (call.mine, call.theirs)
        call.orders(K.HOLD)
        assert call.hears() == _all_of("agent", "colleague")

        assert call.order(K.JOIN_COLLEAGUE, fourth) is R.DONE
        assert call.hears() == _all_of("agent", "colleague", fourth)
        call.orders(K.CONFER)
        assert call.hears() == _all_of(CALLER, "agent", "colleague", fourth)
        call.orders(K.RESUME)
        assert call.hears() == _all_of(CALLER, "agent", "colleague")
        assert call.order(K.HAND_OVER, fourth) is R.DONE
        world.until(lambda: call.room.agent_endpoint == fourth)
        assert call.hears() == _all_of(CALLER, "colleague", fourth)
        assert call.order(K.REMOVE_GUEST, call.theirs) is R.DONE
        world.until(lambda: call.room.guest_endpoint == "")
        assert call.hears() == _all_of(CALLER, fourth)

    def test_nobody_stays_who_is_not_there_and_one_guest_is_all(self, world: Surroundings) -> None:
        call, fourth = Call(world), world.agent()
        assert call.order(K.KEEP_GUEST, call.theirs) is R.REFUSED
        call.orders(*CONFERRING)
        assert call.order(K.KEEP_GUEST, fourth) is R.REFUSED
        assert [call.order(K.KEEP_GUEST, call.theirs) for _ in range(2)] == [R.DONE, R.DONE]
        assert call.order(K.JOIN_COLLEAGUE, call.theirs) is R.REFUSED  # one telephone, one line
        assert call.order(K.JOIN_COLLEAGUE, fourth) is R.DONE
        assert call.order(K.KEEP_GUEST, fourth) is R.REFUSED
        assert (call.room.guest_endpoint, call.room.colleague_endpoint) == (call.theirs, fourth)

    def test_a_guest_who_hangs_up_leaves_the_others_and_none_is_left_with_a_caller_who_waits(
        self, world: Surroundings
    ) -> None:
        call = self.conferring(world)
        world.hang_up(call.sid, call.theirs)
        world.until(lambda: call.room.guest_endpoint == "")
        assert (call.hears(), call.room.ended_by) == (_all_of(CALLER, "agent"), None)

        other = self.conferring(world)
        other.orders(K.REMOVE_AGENT)
        world.until(lambda: other.room.guest_endpoint == "" and other.room.agent_endpoint == "")
        assert (other.hears(), other.room.ended_by) == ({}, None)


def _all_of(*who: str) -> dict[str, set[str]]:
    """Everybody of these hears all the others."""
    return {each: set(who) - {each} for each in who}
