"""A caller, their agent and a specialist, somewhere in a transfer; and who hears whom by the carrier's own table."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.contract import CallAction, CallState, TransferKind, TransferOutcome, TransferState
from telephony.providers.simulator.rooms import hears
from telephony.transfers.models import LegRow, TransferRow
from tests.telephony.support import Centre

Hears = dict[str, tuple[str, ...]]

WITH_AGENT: Hears = {"caller": ("agent",), "agent": ("caller",)}
ALONE: Hears = {"caller": ()}
CONSULT: Hears = {"caller": (), "agent": ("colleague",), "colleague": ("agent",)}
TOGETHER: Hears = {
    "caller": ("agent", "colleague"),
    "agent": ("caller", "colleague"),
    "colleague": ("caller", "agent"),
}


@dataclass
class Scene:
    """What a test of a transfer looks at."""

    centre: Centre
    agent: UUID
    specialist: UUID
    call_id: UUID

    @property
    def call(self) -> CallRow:
        return self.centre.call(self.call_id)

    @property
    def sid(self) -> str:
        return self.call.call_sid

    def transfer(self) -> TransferRow:
        """The call's last transfer."""
        with Session(self.centre.engine) as session:
            return session.get_one(TransferRow, self.call.transfer_id)

    def stands(self) -> tuple[TransferState, TransferOutcome | None]:
        transfer = self.transfer()
        return transfer.state, transfer.outcome

    def legs(self) -> list[LegRow]:
        with Session(self.centre.engine) as session:
            return list(session.scalars(sa.select(LegRow).order_by(LegRow.ended_at)))

    def hears(self) -> Hears:
        """Who hears whom, as the carrier has it."""
        room = self.centre.carrier.carrier.find_room(self.sid)
        assert room is not None
        return {listener: tuple(sorted(speakers, key=_ORDER.index)) for listener, speakers in hears(room).items()}

    def agents_line(self) -> str:
        """Whose line the carrier has as the agent's."""
        room = self.centre.carrier.carrier.find_room(self.sid)
        assert room is not None
        return room.parties["agent"].endpoint

    def act(self, action: CallAction) -> None:
        """The agent asks for something, and all comes to rest."""
        self.centre.act(self.agent, self.call_id, action)
        self.centre.run()

    def line_drops(self, label: str) -> None:
        """A line leaves the room by itself."""
        report = self.centre.carrier.carrier.hang_up(self.sid, self.centre.clock.now(), label=label)
        if report is not None:
            self.centre.carrier.reports.append(report)
        self.centre.run()

    def caller_hangs_up(self) -> None:
        self.centre.caller_hangs_up(self.call_id)


_ORDER = ["caller", "agent", "colleague", "guest"]


def talking(centre: Centre) -> Scene:
    """The agent talks with the caller, and a specialist is free."""
    agent = centre.agent()
    call_id = centre.answered(agent)
    specialist = centre.agent()
    centre.clock.advance(20)
    return Scene(centre, agent, specialist, call_id)


def ringing(centre: Centre) -> Scene:
    """It rings at the specialist, and the caller is on hold."""
    scene = talking(centre)
    centre.consult(scene.agent, scene.call_id, scene.specialist)
    centre.run()
    assert (scene.call.state, scene.stands()[0]) == (CallState.HELD, TransferState.RINGING)
    centre.clock.advance(5)
    return scene


def consulting(centre: Centre) -> Scene:
    """The agent speaks with the specialist, and the caller is on hold."""
    scene = ringing(centre)
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert scene.hears() == CONSULT
    centre.clock.advance(10)
    return scene


def conferring(centre: Centre) -> Scene:
    """All three hear each other."""
    scene = consulting(centre)
    scene.act(CallAction.CONFER)
    assert scene.hears() == TOGETHER
    return scene


def sent_on(centre: Centre, kind: TransferKind = TransferKind.COLD_AGENT) -> Scene:
    """The caller was sent to the specialist without a word, and it rings there."""
    scene = talking(centre)
    centre.transfer(scene.agent, scene.call_id, kind, agent_id=scene.specialist)
    centre.run()
    return scene
