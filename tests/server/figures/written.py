"""Writes what happened in a centre straight into the tables, as telephony and the records would have left it."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_runs.models import ScriptRunRow, ScriptSwitchRow
from agent_desktop.records.surveys.models import SurveyRow, SurveyScoreRow
from agent_desktop.server.auth.service import add_user
from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import (
    AgentState,
    CallDirection,
    CallState,
    ChosenReason,
    EndCause,
    OfferOutcome,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueGroupRow, QueueRow
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import NotAsked, SurveyOutcome, SurveyStage
from telephony.transfers.models import TransferRow
from tests.records.learning.filed import Files
from tests.server.support import quick_passwords


@dataclass
class Centre:
    """`call` and its like write one thing that happened; nothing is committed."""

    session: Session
    queues: dict[str, UUID] = field(default_factory=dict)

    def queue(self, code: str) -> UUID:
        """Return the queue of this code; made where there is none."""
        if code not in self.queues:
            group = QueueGroupRow(queue_group_id=uuid4(), code=f"group-{code}")
            self.session.add(group)
            self.session.flush()
            row = QueueRow(
                queue_id=uuid4(),
                code=code,
                queue_group_id=group.queue_group_id,
                position=len(self.queues),
                name={"en": code.title(), "zh": f"{code}队列"},
            )
            self.session.add(row)
            self.session.flush()
            self.queues[code] = row.queue_id
        return self.queues[code]

    def answered(self, queue: str, at: datetime, waited: float, talked: float = 60, **more: Any) -> CallRow:
        """A call that somebody took."""
        heard = at + timedelta(seconds=waited)
        gone = heard + timedelta(seconds=talked)
        return self.call(queue, at, answered_at=heard, ended_at=gone, end_cause=EndCause.CALLER_HUNG_UP, **more)

    def abandoned(self, queue: str, at: datetime, waited: float, **more: Any) -> CallRow:
        """A call whose caller gave up."""
        gone = at + timedelta(seconds=waited)
        return self.call(queue, at, ended_at=gone, end_cause=EndCause.CALLER_HUNG_UP, **more)

    def call(self, queue: str, at: datetime, *, agent_id: UUID | None = None, **more: Any) -> CallRow:
        ended = more.get("ended_at") is not None
        values: dict[str, Any] = {
            "call_id": uuid4(),
            "provider": "simulator",
            "call_sid": uuid4().hex,
            "direction": CallDirection.INBOUND,
            "state": CallState.ENDED if ended else CallState.QUEUED,
            "queue_id": self.queue(queue),
            "agent_id": agent_id,
            "arrived_at": at,
            "enqueued_at": at,
            "since_at": more.get("ended_at") or at,
            **more,
        }
        row = CallRow(**values)
        self.session.add(row)
        return row

    def many(self, queue: str, at: datetime, count: int, waited: float, *, answered: bool) -> None:
        """So many calls that waited so long, a second apart."""
        for number in range(count):
            came = at + timedelta(seconds=number)
            (self.answered if answered else self.abandoned)(queue, came, waited)

    def worked_example(self, queue: str, at: datetime) -> None:
        """The calls of `features.md` C1: of 1000 answered 860 within 20 s; of 60 abandoned 20 within, 10 of them within
        5 s."""
        for count, waited, answered in (
            (859, 12.5, True),
            (1, 20, True),  # just in time
            (140, 20.001, True),
            (10, 4.999, False),
            (9, 5, False),  # no longer short
            (1, 20, False),
            (40, 35, False),
        ):
            self.many(queue, at, count, waited, answered=answered)
        self.session.flush()


AGENTS_TEAMS = ("Blue", "Blue", "Red")


def half_a_month(session: Session, first: datetime, seed: int = 5, count: int = 160) -> list[UUID]:
    """Write what 160 calls of two weeks left behind, the same for the same seed; return the agents."""
    chance, centre, files = random.Random(seed), Centre(session), Files(session)
    agents = [_agent(centre, f"agent-{number}", team) for number, team in enumerate(AGENTS_TEAMS)]
    people = [files.customer() for _ in range(25)]
    session.execute(sa.text("UPDATE customers SET tier = 'gold' WHERE customer_number < '8'"))
    session.execute(sa.text("UPDATE customers SET kind = 'business' WHERE customer_number < '4'"))
    for agent_id in agents:
        _days_of(session, chance, agent_id, first)
    for _ in range(count):
        at = first + timedelta(seconds=chance.randrange(14 * 86400), milliseconds=chance.randrange(1000))
        queue = chance.choice(("cards", "loans"))
        waited = chance.choice((2.5, 5, 12, 20, 20.5, 45, 130))
        menu = at - timedelta(seconds=chance.randrange(5, 90)) if chance.random() < 0.7 else None
        fate = chance.choices(("answered", "abandoned", "callback", "closed", "failed"), (12, 4, 1, 1, 1))[0]
        if fate == "answered":
            _served(session, chance, centre, queue, at, waited, menu, chance.choice(agents), chance.choice(people))
            continue
        more: dict[str, Any] = {"called_at": menu}
        if fate == "callback":
            more["callback_wished_at"] = at
        if fate in ("closed", "failed"):
            cause = EndCause.TURNED_AWAY_CLOSED if fate == "closed" else EndCause.CARRIER_FAILED
            gone = at + timedelta(seconds=waited)
            centre.call(queue, at, ended_at=gone, end_cause=cause, **more)
        else:
            call = centre.abandoned(queue, at, waited, **more)
            session.flush()
            if waited > 5:
                _ring(session, call, chance.choice(agents), at, waited, chance.choice(("not_answered", "declined")))
    session.flush()
    if count > 1:
        _made(session, chance, centre, agents, people, first)
        _passed_on(session, chance, agents)
    return agents


def _made(
    session: Session, chance: random.Random, centre: Centre, agents: list[UUID], people: list[UUID], first: datetime
) -> None:
    """Calls that agents made: none of them came to a queue."""
    for _ in range(12):
        at = first + timedelta(seconds=chance.randrange(14 * 86400))
        call = centre.answered(
            "cards", at, 3, chance.randrange(20, 200), agent_id=chance.choice(agents), direction=CallDirection.OUTBOUND
        )
        session.flush()
        heard, gone, agent_id = call.answered_at, call.ended_at, call.agent_id
        assert heard is not None
        assert gone is not None
        assert agent_id is not None
        done = gone + timedelta(seconds=chance.choice((10, 45)))
        session.add_all(
            (
                CallStretchRow(
                    call_id=call.call_id, queue_id=call.queue_id, agent_id=agent_id, state=CallState.TALKING,
                    began_at=heard, ended_at=gone, next_state=CallState.ENDED, end_cause=EndCause.CALLER_HUNG_UP,
                ),
                AgentStateRow(
                    agent_id=agent_id, state=AgentState.WRAP_UP, call_id=call.call_id, began_at=gone, ended_at=done
                ),
                InteractionRow(
                    interaction_id=uuid4(), call_id=call.call_id, agent_id=agent_id, customer_id=chance.choice(people),
                    started_at=heard, finished_at=done, disposition_code="resolved", direction=CallDirection.OUTBOUND,
                ),
            )
        )  # fmt: skip
    session.flush()


def _passed_on(session: Session, chance: random.Random, agents: list[UUID]) -> None:
    """What agents did with some of the calls they had: handed over, talked about with somebody, or tried to."""
    query = sa.select(CallRow).where(CallRow.answered_at.is_not(None), CallRow.direction == CallDirection.INBOUND)
    for number, call in enumerate(session.scalars(query.order_by(CallRow.enqueued_at))):
        if number % 4 or call.answered_at is None or call.agent_id is None:
            continue
        state, outcome, joins = chance.choice(
            (
                (TransferState.DONE, TransferOutcome.COMPLETED, True),
                (TransferState.CANCELLED, TransferOutcome.CANCELLED, True),
                (TransferState.FAILED, TransferOutcome.NO_ANSWER, False),
            )
        )
        began = call.answered_at + timedelta(seconds=5)
        session.add(
            TransferRow(
                call_id=call.call_id, kind=TransferKind.WARM, state=state, outcome=outcome,
                from_agent_id=call.agent_id, from_queue_id=call.queue_id,
                to_agent_id=next(each for each in agents if each != call.agent_id), began_at=began, since_at=began,
                joined_at=began + timedelta(seconds=4) if joins else None, ended_at=began + timedelta(seconds=9),
            )
        )  # fmt: skip
    session.flush()


def _agent(centre: Centre, name: str, team: str) -> UUID:
    session, queue_id = centre.session, centre.queue("cards")
    group_id = session.get_one(QueueRow, queue_id).queue_group_id
    passwords, roles = quick_passwords(), [Role.AGENT]
    person = add_user(session, passwords, name=name, display_name=name.title(), password="x" * 12, roles=roles)
    session.execute(sa.text("UPDATE users SET team = :t WHERE user_id = :u"), {"t": team, "u": person.user_id})
    session.add(
        AgentRow(
            agent_id=person.user_id,
            queue_group_id=group_id,
            endpoint=name,
            team=team,
            since_at=datetime(2026, 1, 1, tzinfo=UTC),
            idle_since_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )
    session.flush()
    return person.user_id


def _days_of(session: Session, chance: random.Random, agent_id: UUID, first: datetime) -> None:
    """Stretches end to end, from before the time until after it: some over midnight, one of days."""
    at, until = first - timedelta(hours=30), first + timedelta(days=15)
    while at < until:
        state = chance.choice([AgentState.READY, AgentState.NOT_READY, AgentState.ON_CALL, AgentState.OFFLINE])
        long = chance.choice((600, 3000, 40000)) if chance.random() < 0.97 else 180000
        ended = at + timedelta(seconds=chance.randrange(1, long))
        reason = ChosenReason.LUNCH if state is AgentState.NOT_READY else None
        session.add(AgentStateRow(agent_id=agent_id, state=state, reason=reason, began_at=at, ended_at=ended))
        at = ended


def _ring(session: Session, call: CallRow, agent_id: UUID, at: datetime, seconds: float, outcome: str) -> None:
    ended = at + timedelta(seconds=seconds)
    session.add(
        OfferRow(
            offer_id=uuid4(), call_id=call.call_id, agent_id=agent_id, offered_at=at, expires_at=ended,
            ended_at=ended, outcome=OfferOutcome(outcome), pops=False,
        )
    )  # fmt: skip


def _served(
    session: Session, chance: random.Random, centre: Centre, queue: str, at: datetime, waited: float,
    menu: datetime | None, agent_id: UUID, customer_id: UUID,
) -> None:  # fmt: skip
    talk, hold, wrap_up = chance.randrange(20, 400), chance.choice((0, 0, 35)), chance.choice((10, 45, 90))
    call = centre.answered(queue, at, waited, talk + hold, agent_id=agent_id, called_at=menu)
    session.flush()
    heard, gone = call.answered_at, call.ended_at
    assert heard is not None
    assert gone is not None
    _ring(session, call, agent_id, at, waited, "answered")
    cuts = [(CallState.TALKING, heard, heard + timedelta(seconds=talk // 2))]
    if hold:
        cuts.append((CallState.HELD, cuts[-1][2], cuts[-1][2] + timedelta(seconds=hold)))
    cuts.append((CallState.TALKING, cuts[-1][2], gone))
    for place, (state, began, ended) in enumerate(cuts):
        is_last = place == len(cuts) - 1
        session.add(
            CallStretchRow(
                call_id=call.call_id, queue_id=call.queue_id, agent_id=agent_id, state=state, began_at=began,
                ended_at=ended, next_state=CallState.ENDED if is_last else cuts[place + 1][0],
                end_cause=EndCause.CALLER_HUNG_UP if is_last else None,
            )
        )  # fmt: skip
    done = gone + timedelta(seconds=wrap_up)
    session.add(
        AgentStateRow(agent_id=agent_id, state=AgentState.WRAP_UP, call_id=call.call_id, began_at=gone, ended_at=done)
    )
    known = customer_id if chance.random() < 0.85 else None
    part = InteractionRow(
        interaction_id=uuid4(), call_id=call.call_id, agent_id=agent_id, customer_id=known, started_at=heard,
        finished_at=done, disposition_code=chance.choice(("resolved", "follow_up", "complaint")),
    )  # fmt: skip
    session.add(part)
    session.flush()
    about = chance.choice(({"en": "My card", "zh": "我的卡"}, {"en": "My loan", "zh": "我的贷款"}))
    session.add(
        ContactRow(
            source_code="agent-desktop", source_key=str(part.interaction_id), customer_id=known,
            interaction_id=part.interaction_id, call_id=call.call_id, at=heard, channel=Channel.PHONE, subject=about,
            duration_seconds=60,
        )
    )  # fmt: skip
    if chance.random() < 0.6:
        _script(session, chance, part)
    if known is not None and chance.random() < 0.3:
        _survey(session, chance, call.call_id, known, agent_id, done)
    if chance.random() < 0.8:
        _by_keypad(session, chance, call, agent_id, gone)


def _by_keypad(session: Session, chance: random.Random, call: CallRow, agent_id: UUID, at: datetime) -> None:
    """What telephony keeps of whether a caller was asked: of every reason one may not have been, some do not count."""
    whys = [None, None, NotAsked.CALLER_HUNG_UP, NotAsked.CARRIER_FAILED, NotAsked.BY_RULE, NotAsked.TOO_SHORT]
    why = chance.choice(whys)
    came_to = (
        SurveyOutcome.NOT_ASKED if why is not None else chance.choice((SurveyOutcome.PARTLY, SurveyOutcome.SILENT))
    )
    session.add(
        CallSurveyRow(
            call_id=call.call_id, stage=SurveyStage.OVER, queue_id=call.queue_id, agent_id=agent_id, decided_at=at,
            outcome=came_to, why_not=why, began_at=at if why is None else None, ended_at=at,
        )
    )  # fmt: skip


def _script(session: Session, chance: random.Random, part: InteractionRow) -> None:
    session.add(
        ScriptRunRow(
            interaction_id=part.interaction_id, script_id=chance.choice(("lost-card", "loan-enquiry")),
            script_version="1", step_id="x", answers={}, said={}, step_times={}, saved_at=part.started_at,
            outcome=chance.choice(("done", "")),
        )
    )  # fmt: skip
    if chance.random() < 0.3:
        session.add(
            ScriptSwitchRow(
                switch_id=uuid4(), interaction_id=part.interaction_id, at=part.started_at, by_user_id=part.agent_id,
                from_script_id="general-enquiry", from_version="1", from_step_id="x", to_script_id="lost-card",
                to_version="1",
            )
        )  # fmt: skip


def _survey(
    session: Session, chance: random.Random, call_id: UUID, customer_id: UUID, agent_id: UUID, at: datetime
) -> None:
    state = chance.choice([SurveyState.ANSWERED, SurveyState.ANSWERED, SurveyState.REFUSED, SurveyState.ASKED])
    survey_id = uuid4()
    session.add(
        SurveyRow(
            survey_id=survey_id, form="after_call", form_name={"en": "Call", "zh": "通话"}, record_kind=RecordKind.CALL,
            record_id=call_id, customer_id=customer_id, way=SurveyWay.PHONE, language="en", state=state, asked_at=at,
            asked_by=None, ends_at=at + timedelta(days=7), ended_at=None if state is SurveyState.ASKED else at,
            noted_by=None, message_id=None, agent_id=agent_id, team=chance.choice(("", "Green")),
            queue_code=chance.choice(("", "loans")),
        )
    )  # fmt: skip
    session.flush()
    if state is SurveyState.ANSWERED:
        for place, expected in enumerate((chance.randint(1, 5), None)):
            session.add(
                SurveyScoreRow(
                    survey_id=survey_id, question=f"q{place}", place=place, perceived=chance.randint(1, 5),
                    expected=expected,
                )
            )  # fmt: skip
        of_ten = SurveyScoreRow(survey_id=survey_id, question="ten", place=2, scale=10, perceived=chance.randint(0, 10))
        session.add(of_ten)
