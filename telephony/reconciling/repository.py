"""Every query of the reconciler: what belongs together, side by side, in one statement each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, ColleagueState, OfferOutcome
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.providers.models import OutboxRow
from telephony.queues.models import QueueMemberRow, QueueRow
from telephony.reconciling.models import LookRow, MendRow
from telephony.reconciling.states import AgentFacts, CallBeside, CallFacts, Finding, ItemFacts, OfferFacts
from telephony.supervision.models import SupervisionRow
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import SurveyStage
from telephony.timers.models import TimerKind, TimerRow
from telephony.times import utc
from telephony.transfers.models import LegRow, TransferRow

_AGENTS: Final = table_of(AgentRow)
_COLLEAGUES: Final = _AGENTS.alias("colleagues")
_CALLS: Final = table_of(CallRow)
_OFFERS: Final = table_of(OfferRow)
_TIMERS: Final = table_of(TimerRow)
_OUTBOX: Final = table_of(OutboxRow)
_ITEMS: Final = table_of(CallbackItemRow)
_TRANSFERS: Final = table_of(TransferRow)
_LEGS: Final = table_of(LegRow)
_SUPERVISIONS: Final = table_of(SupervisionRow)
_SURVEYS: Final = table_of(CallSurveyRow)

_ENDED: Final = sa.literal(CallState.ENDED, _CALLS.c.state.type, literal_execute=True)
"""In the words of the statement, so that the index of live calls can be used."""
_IS_LIVE: Final = _CALLS.c.state != _ENDED
_IS_OPEN: Final = _OFFERS.c.outcome == sa.literal(OfferOutcome.OPEN, _OFFERS.c.outcome.type, literal_execute=True)


def _has_timer(kind: TimerKind, subject: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    return sa.exists().where(_TIMERS.c.kind == kind, _TIMERS.c.subject_id == subject)


_WRAPS_UP_PART: Final = sa.and_(
    _AGENTS.c.state == AgentState.WRAP_UP,
    sa.exists().where(
        _LEGS.c.agent_id == _AGENTS.c.agent_id, _LEGS.c.call_id == _AGENTS.c.call_id, _LEGS.c.wrapped_up_at.is_(None)
    ),
)
_GOES_OUTSIDE: Final = sa.and_(
    _TRANSFERS.c.transfer_id == _CALLS.c.transfer_id, _TRANSFERS.c.ended_at.is_(None), _TRANSFERS.c.to_number != ""
)
_LIMIT_RUNS: Final = sa.and_(
    _AGENTS.c.state == AgentState.WRAP_UP,
    # As `Plan.as_json` writes them.
    sa.func.coalesce(_AGENTS.c.wrap_up["limit_at"].astext.is_not(None), sa.false()),
    sa.func.coalesce(_AGENTS.c.wrap_up["overdue"].as_boolean().is_(sa.false()), sa.false()),
)
_AGENT_FACTS: Final = (
    sa.select(
        _AGENTS.c.agent_id,
        _AGENTS.c.state,
        _CALLS.c.state,
        sa.func.coalesce(
            sa.or_(
                _CALLS.c.agent_id == _AGENTS.c.agent_id,
                sa.and_(_CALLS.c.colleague_state.is_not(None), _CALLS.c.colleague_id == _AGENTS.c.agent_id),
                _CALLS.c.guest_id == _AGENTS.c.agent_id,
                _WRAPS_UP_PART,
            ),
            sa.false(),
        ),
        _AGENTS.c.offer_id.is_not(None),
        sa.func.coalesce(sa.and_(_IS_OPEN, _OFFERS.c.agent_id == _AGENTS.c.agent_id), sa.false()),
        _LIMIT_RUNS,
        _has_timer(TimerKind.WRAP_UP_ENDS, _AGENTS.c.agent_id),
        _WRAPS_UP_PART,
    )
    .outerjoin(_CALLS, _CALLS.c.call_id == _AGENTS.c.call_id)
    .outerjoin(_OFFERS, _OFFERS.c.offer_id == _AGENTS.c.offer_id)
)
_CALL_FACTS: Final = (
    sa.select(
        _CALLS.c.call_id,
        _CALLS.c.state,
        sa.or_(sa.exists().where(_OFFERS.c.call_id == _CALLS.c.call_id, _IS_OPEN), sa.exists().where(_GOES_OUTSIDE)),
        sa.func.coalesce(
            sa.and_(_AGENTS.c.state == AgentState.ON_CALL, _AGENTS.c.call_id == _CALLS.c.call_id), sa.false()
        ),
        sa.or_(
            _has_timer(TimerKind.CONNECT_EXPIRES, _CALLS.c.call_id),
            _has_timer(TimerKind.DIAL_EXPIRES, _CALLS.c.call_id),
            _has_timer(TimerKind.PREVIEW_ENDS, _CALLS.c.call_id),
        ),
        _CALLS.c.colleague_state,
        sa.case(
            (_CALLS.c.colleague_id.is_(None), sa.exists().where(_GOES_OUTSIDE)),
            (
                _CALLS.c.colleague_state == ColleagueState.RINGING,
                sa.exists().where(
                    _OFFERS.c.call_id == _CALLS.c.call_id, _OFFERS.c.agent_id == _CALLS.c.colleague_id, _IS_OPEN
                ),
            ),
            else_=sa.exists().where(
                _COLLEAGUES.c.agent_id == _CALLS.c.colleague_id,
                _COLLEAGUES.c.state == AgentState.ON_CALL,
                _COLLEAGUES.c.call_id == _CALLS.c.call_id,
            ),
        ),
    )
    .outerjoin(_AGENTS, _AGENTS.c.agent_id == _CALLS.c.agent_id)
    .where(_IS_LIVE)
)
_OFFER_FACTS: Final = (
    sa.select(
        _OFFERS.c.offer_id,
        # A call that rings at a colleague is in the state that it has for its own agent.
        sa.case(
            (
                sa.and_(
                    _CALLS.c.colleague_state == ColleagueState.RINGING, _CALLS.c.colleague_id == _OFFERS.c.agent_id
                ),
                sa.literal(CallState.RINGING, _CALLS.c.state.type),
            ),
            else_=_CALLS.c.state,
        ),
        sa.func.coalesce(_AGENTS.c.offer_id == _OFFERS.c.offer_id, sa.false()),
        _has_timer(TimerKind.OFFER_EXPIRES, _OFFERS.c.offer_id),
    )
    .join(_CALLS, _CALLS.c.call_id == _OFFERS.c.call_id)
    .join(_AGENTS, _AGENTS.c.agent_id == _OFFERS.c.agent_id)
    .where(_IS_OPEN)
)
_ITEM_FACTS: Final = (
    sa.select(
        _ITEMS.c.item_id,
        _ITEMS.c.state,
        _CALLS.c.state,
        sa.func.coalesce(_CALLS.c.undialled, sa.false()),
        sa.or_(_ITEMS.c.withdrawn, _ITEMS.c.moved),
        _has_timer(TimerKind.CALLBACK_DUE, _ITEMS.c.item_id),
    )
    .outerjoin(_CALLS, _CALLS.c.call_id == _ITEMS.c.call_id)
    .where(_ITEMS.c.state != sa.literal(ItemState.DONE, _ITEMS.c.state.type, literal_execute=True))
)
_BESIDE: Final = sa.select(
    _CALLS.c.call_sid,
    _CALLS.c.call_id,
    _CALLS.c.state,
    _CALLS.c.last_sequence,
    _CALLS.c.since_at,
    sa.func.coalesce(_AGENTS.c.endpoint, ""),
    _CALLS.c.pending.is_not(None),
    sa.exists().where(_OUTBOX.c.call_id == _CALLS.c.call_id, _OUTBOX.c.done_at.is_(None)),
    sa.func.coalesce(
        sa.select(_COLLEAGUES.c.endpoint)
        .where(_COLLEAGUES.c.agent_id == _CALLS.c.colleague_id, _CALLS.c.colleague_state.is_not(None))
        .scalar_subquery(),
        # As `providers.base.outside_endpoint` names it.
        sa.select(sa.literal("outside:").concat(sa.cast(_TRANSFERS.c.transfer_id, sa.String)))
        .where(_GOES_OUTSIDE)
        .correlate(_CALLS)
        .scalar_subquery(),
        "",
    ),
    sa.func.coalesce(
        sa.select(_SUPERVISIONS.c.endpoint)
        .where(_SUPERVISIONS.c.supervision_id == _CALLS.c.supervision_id)
        .correlate(_CALLS)
        .scalar_subquery(),
        "",
    ),
    sa.func.coalesce(
        sa.select(_COLLEAGUES.c.endpoint)
        .where(_COLLEAGUES.c.agent_id == _CALLS.c.guest_id)
        .correlate(_CALLS)
        .scalar_subquery(),
        "",
    ),
    sa.exists().where(_SURVEYS.c.call_id == _CALLS.c.call_id, _SURVEYS.c.stage != SurveyStage.OVER),
).outerjoin(_AGENTS, _AGENTS.c.agent_id == _CALLS.c.agent_id)
_IS_UNOFFERED: Final = (
    CallRow.state == CallState.QUEUED,
    CallRow.since_at < sa.bindparam("before", type_=sa.DateTime(timezone=True)),
    AgentRow.state == AgentState.READY,
    AgentRow.offer_id.is_(None),
    AgentRow.desktop_lost_at.is_(None),
    AgentRow.kept_for_id.is_(None),
)


def _unoffered(what: sa.orm.InstrumentedAttribute[UUID]) -> sa.Select[UUID]:
    return (
        sa.select(what)
        .select_from(QueueRow)
        .join(CallRow, CallRow.queue_id == QueueRow.queue_id)
        .join(QueueMemberRow, QueueMemberRow.queue_id == QueueRow.queue_id)
        .join(AgentRow, AgentRow.agent_id == QueueMemberRow.agent_id)
        .where(*_IS_UNOFFERED)
        .distinct()
    )


_UNOFFERED: Final = _unoffered(QueueRow.queue_group_id)
_UNOFFERED_CALLS: Final = _unoffered(CallRow.call_id)


class ReconcilingRepository:
    """Reads what belongs together. Nothing is locked: who mends locks the group and looks again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_agent_facts(self, agent_id: UUID | None = None) -> Mapping[UUID, AgentFacts]:
        """Return every agent who is not plainly offline, or one, by id."""
        which = (
            sa.or_(_AGENTS.c.state != AgentState.OFFLINE, _AGENTS.c.offer_id.is_not(None))
            if agent_id is None
            else _AGENTS.c.agent_id == agent_id
        )
        return {found[0]: AgentFacts(*found[1:]) for found in self._rows(_AGENT_FACTS.where(which))}

    def list_call_facts(self, call_id: UUID | None = None) -> Mapping[UUID, CallFacts]:
        """Return every live call, or one where it is live, by id."""
        which = sa.true() if call_id is None else _CALLS.c.call_id == call_id
        return {found[0]: CallFacts(*found[1:]) for found in self._rows(_CALL_FACTS.where(which))}

    def list_offer_facts(self, offer_id: UUID | None = None) -> Mapping[UUID, OfferFacts]:
        """Return every open offer, or one where it is open, by id."""
        which = sa.true() if offer_id is None else _OFFERS.c.offer_id == offer_id
        return {found[0]: OfferFacts(*found[1:]) for found in self._rows(_OFFER_FACTS.where(which))}

    def list_item_facts(self, item_id: UUID | None = None) -> Mapping[UUID, ItemFacts]:
        """Return every callback that is not over, or one where it is not, by id."""
        which = sa.true() if item_id is None else _ITEMS.c.item_id == item_id
        return {found[0]: ItemFacts(*found[1:]) for found in self._rows(_ITEM_FACTS.where(which))}

    def list_beside(self, provider: str, call_sids: Collection[str]) -> Mapping[str, CallBeside]:
        """Return the carrier's live calls, and those of `call_sids` that have ended, by the carrier's id."""
        rows = [*self._rows(_BESIDE.where(_CALLS.c.provider == provider, _IS_LIVE))]
        known = {row[0] for row in rows}
        others = [sid for sid in call_sids if sid not in known]
        if others:
            rows += self._rows(_BESIDE.where(_CALLS.c.provider == provider, _CALLS.c.call_sid.in_(others)))
        return {row[0]: CallBeside(row[1], row[2], row[3], utc(row[4]), *row[5:]) for row in rows}

    def find_beside(self, call_id: UUID) -> CallBeside | None:
        """Return one call as it is compared with its room."""
        row = next(iter(self._rows(_BESIDE.where(_CALLS.c.call_id == call_id))), None)
        return None if row is None else CallBeside(row[1], row[2], row[3], utc(row[4]), *row[5:])

    def list_unoffered_groups(self, before: datetime) -> Sequence[UUID]:
        """List the groups in which somebody waits since before `before` while one who serves that queue is free."""
        return self._session.scalars(_UNOFFERED, {"before": before}).all()

    def list_unoffered_calls(self, before: datetime) -> Sequence[UUID]:
        """List the calls that wait since before `before` while one who serves their queue is free."""
        return self._session.scalars(_UNOFFERED_CALLS, {"before": before}).all()

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        return self._session.execute(query).all()


class MendRepository:
    """What was set right, and when somebody looked last."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, mend: MendRow) -> None:
        """Write what was done."""
        self._session.add(mend)
        self._session.flush()

    def list_newest(
        self,
        limit: int,
        *,
        by_hand: bool | None = None,
        finding: Finding | None = None,
        before: tuple[datetime, UUID] | None = None,
    ) -> Sequence[MendRow]:
        """List what was set right, the newest first; by hand only, or by itself only; older than that of this time and
        id."""
        query = sa.select(MendRow).order_by(MendRow.at.desc(), MendRow.mend_id.desc()).limit(limit)
        if by_hand is not None:
            query = query.where((MendRow.finding == Finding.BY_HAND) == by_hand)
        if finding is not None:
            query = query.where(MendRow.finding == finding)
        if before is not None:
            query = query.where(sa.tuple_(MendRow.at, MendRow.mend_id) < sa.tuple_(*map(sa.literal, before)))
        return self._session.scalars(query).all()

    def list_queue_names(self, call_ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, str]]:
        """Return the name of each call's queue, in its languages, by call; of calls that are still kept."""
        query = sa.select(CallRow.call_id, QueueRow.name).join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
        rows = self._session.execute(query.where(CallRow.call_id.in_(call_ids))) if call_ids else ()
        return {row.call_id: row.name for row in rows}

    def list_looks(self) -> Mapping[str, datetime]:
        """Return when each kind was last looked at, on the machine's clock."""
        return {row.kind: row.at for row in self._session.execute(sa.select(LookRow.kind, LookRow.at))}

    def count_since(self, at: datetime) -> Mapping[str, int]:
        """Count what was set right since `at`, by what was found."""
        query = sa.select(MendRow.finding, sa.func.count()).where(MendRow.at >= at).group_by(MendRow.finding)
        return {finding.value: count for finding, count in self._session.execute(query)}

    def claim_look(self, kind: str, at: datetime, not_after: datetime) -> bool:
        """Say whether a look of this kind falls to the caller: nobody has looked after `not_after`.

        A look in the future was noted by a clock that was set back since; nobody waits for it.
        """
        claim = insert(LookRow).values(kind=kind, at=at)
        mine = claim.on_conflict_do_update(
            index_elements=[LookRow.kind], set_={"at": at}, where=sa.or_(LookRow.at <= not_after, LookRow.at > at)
        ).returning(LookRow.kind)
        return self._session.execute(mine).first() is not None

    def prune(self, before: datetime) -> int:
        """Remove what was set right before `before` and return how many."""
        result = self._session.execute(sa.delete(MendRow).where(MendRow.at < before))
        return int(getattr(result, "rowcount", 0))
