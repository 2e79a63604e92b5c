"""Twilio as a carrier like any other: the product's adapter, the real SDK, and the stand-in at the other end, over real
HTTP."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from agent_desktop.server.database import create_engine
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import CallDirection, CallState, EndCause
from telephony.providers.base import CarrierReport, Provider
from telephony.providers.models import InboxRow
from telephony.providers.twilio.repository import RoomRepository
from telephony.providers.twilio.wire import NAME
from telephony.queues.repository import QueueRepository
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import SurveyStage
from tests.support.postgres import TestCluster
from tests.telephony.menu.menus import menu
from tests.telephony.providers.contract import CarrierContract
from tests.telephony.providers.surroundings import CALLER, CUSTOMER, OUR_NUMBER, Conduct, Hearing
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre, opened_centre
from tests.telephony.support import SETTINGS
from tests.telephony.surveys.asked import survey
from tests.twilio_cloud.hearing import heard

LONGEST_SECONDS = 120
"""How much of the stand-in's time anything may take."""

_DOES = {
    Conduct.ANSWERS: "answer",
    Conduct.BUSY: "busy",
    Conduct.LETS_RING: "let ring",
    Conduct.UNREACHABLE: "unreachable",
    Conduct.RINGS_ON: "wait",
}
_REPORT = TypeAdapter(CarrierReport)


class TwilioWorld:
    """See `Surroundings`. Time stands still but where somebody waits for something."""

    def __init__(self, centre: TwilioCentre) -> None:
        self._centre = centre
        centre.host.spared = {CUSTOMER}

    @property
    def centre(self) -> TwilioCentre:
        return self._centre

    @property
    def provider(self) -> Provider:
        return self._centre.provider

    def ring(self, number: str = CUSTOMER, *, keys: Sequence[str] = (), verified: bool = False) -> str:
        # Who goes through the menu calls from a number that is not spared it, and a withheld one never is.
        from_ = "+85291234560" if keys and number == CUSTOMER else number or "anonymous"
        answers = list(keys) if keys or number else ["0"]
        stir = "TN-Validation-Passed-A" if verified else ""
        sid: str = self._centre.cloud.ring(OUR_NUMBER, from_, keys=answers, stir=stir).sid
        self._centre.wait(3 * len(answers))
        return sid

    def agent(self) -> str:
        name = uuid4()
        self._centre.cloud.do(lambda stage: stage.person(f"sip:{name}@{DOMAIN}", answers_after=0))
        return f"agent:{name}"

    def behave(self, number: str, conduct: Conduct) -> None:
        self._centre.cloud.do(lambda stage: stage.person(number, does=_DOES[conduct], answers_after=1))

    def hang_up(self, call_sid: str, who: str) -> None:
        self._centre.cloud.line(self._lines(call_sid)[who]).hang_up()

    def will_be_asked(self, call_sid: str, *, waits: bool = True) -> None:
        """Have the survey be wanted, as the product has it before it gives the order."""
        with self._centre.open_work() as work:
            at, queue = self._centre.clock.now(), QueueRepository(work.session).find_by_code("cards")
            assert queue is not None
            call = CallRepository(work.session).find_by_sid(NAME, call_sid)
            if call is None:  # nobody of the product has made it
                call = CallRow(
                    provider=NAME, call_sid=call_sid, direction=CallDirection.OUTBOUND, state=CallState.ENDED,
                    queue_id=queue.queue_id, arrived_at=at, enqueued_at=at, since_at=at, ended_at=at,
                    end_cause=EndCause.AGENT_HUNG_UP,
                )  # fmt: skip
                work.session.add(call)
                work.session.flush()
            asked = CallSurveyRow(call_id=call.call_id, stage=SurveyStage.WANTED, queue_id=queue.queue_id)
            asked.survey, asked.language, asked.decided_at = survey().model_dump(mode="json"), "en", at
            work.session.merge(asked)

    def key(self, call_sid: str, keys: str) -> None:
        self._centre.cloud.line(self._lines(call_sid)[CALLER]).press(keys)
        self.settle()

    def told(self, call_sid: str) -> str:
        return " ".join(self._centre.cloud.line(self._lines(call_sid)[CALLER]).told[-2:])

    def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(LONGEST_SECONDS):
            if condition():
                return
            self._centre.wait(1)
        pytest.fail("it did not come to that")

    def settle(self) -> None:
        self._centre.wait(1)

    def hears(self, call_sid: str) -> Hearing:
        names = {sid: line for line, sid in self._lines(call_sid).items()}
        table = self._centre.cloud.do(lambda stage: heard(stage.world.calls, stage.world.rooms))
        return {
            names.get(who, who): frozenset(names.get(each, each) for each in whom)
            for who, whom in table.items()
            if whom and (who in names or whom & names.keys())
        }

    def reports(self, call_sid: str) -> Sequence[CarrierReport]:
        with self._centre.open_work() as work:
            rows = work.session.scalars(
                sa.select(InboxRow)
                .where(InboxRow.provider == NAME, InboxRow.call_sid == call_sid)
                .order_by(InboxRow.sequence)
            )
            return [_REPORT.validate_python(row.body) for row in rows]

    def _lines(self, call_sid: str) -> dict[str, str]:
        """Return Twilio's call of each line of a room that has one."""
        with self._centre.open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            legs = () if found is None else found[1].legs
            return {leg.endpoint or CALLER: leg.call_sid for leg in legs if leg.call_sid}


@pytest.fixture(scope="module")
def world(cluster: TestCluster) -> Iterator[TwilioWorld]:
    address = cluster.lend()
    engine = create_engine(address)
    with opened_centre(engine, settings=replace(SETTINGS, menu=menu())) as centre:
        yield TwilioWorld(centre)
        assert centre.cloud.problems == []
    engine.dispose()
    cluster.take_back(address)


class TestTwilio(CarrierContract):
    pass
