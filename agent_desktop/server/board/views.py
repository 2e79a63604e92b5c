"""One board as those see it who watch the same: made of what is known, told whole once and then by its changes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar, assert_never
from uuid import UUID

from agent_desktop.contract.board import (
    Board,
    BoardAct,
    BoardAgent,
    BoardCallbacks,
    BoardChange,
    BoardComplaints,
    BoardFilter,
    BoardMessage,
    BoardWaiting,
)
from agent_desktop.contract.floor_alerts import FloorAlert, FloorSubject
from agent_desktop.records.callbacks.watched import Places
from agent_desktop.server.board.agents import AgentLine
from agent_desktop.server.board.known import Known
from agent_desktop.server.board.queues import day_of, figures_of, queue_rows
from agent_desktop.server.board.sight import Sight
from agent_desktop.server.supervision.scope import Scope

_ALL: Final = frozenset(BoardAct)
_ON_CALLS: Final = frozenset({BoardAct.LISTEN, BoardAct.WHISPER, BoardAct.BARGE})
_NO_CHANGE: Final = BoardChange()

Row = TypeVar("Row", BoardAgent, BoardWaiting)


class Watched(NamedTuple):
    """What one view is of. `as_agent` is the supervisor where they take calls themselves: nobody listens to
    themselves, and they may take a caller."""

    scope: Scope
    asks: BoardFilter
    as_agent: UUID | None


class View:
    """Belongs to one thread. `number` is that of what was told last."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.number = 0
        self.board: Board | None = None
        self._agents: dict[UUID, BoardAgent] = {}
        self._waiting: dict[UUID, BoardWaiting] = {}
        self._shown: dict[UUID, tuple[Any, frozenset[BoardAct], Any]] = {}

    def look(
        self,
        known: Known,
        lines: Mapping[UUID, AgentLine],
        waiting: Mapping[UUID, BoardWaiting],
        *,
        tells_nothing: bool = True,
    ) -> BoardMessage | None:
        """Make the board of what is known now, and return what is to be told to whoever has the one before.

        None where there was none before, and where nothing has changed unless that is told too (`tells_nothing`).
        """
        sight = known.sight(self.watched.scope, self.watched.asks)
        mine = {agent_id: line for agent_id, line in lines.items() if agent_id in sight.agent_ids}
        there = [row for row in waiting.values() if row.queue_id in sight.queue_ids]
        rows = {**mine, **{guest: lines[guest] for guest in sight.guests if guest in lines}}
        agents = {agent_id: self._agent(known, line.row) for agent_id, line in rows.items()}
        callers = {row.call_id: self._caller(known, row) for row in there}
        self._shown = {key: shown for key, shown in self._shown.items() if key in agents or key in callers}
        new = Board(
            as_of=known.at,
            figures=figures_of(known, sight.queue_ids, mine, there),
            queues=tuple(queue_rows(known, sight.queue_ids, mine, there).values()),
            agents=tuple(agents.values()),
            waiting=tuple(callers.values()),
            day=day_of(known, sight.queue_ids),
            alerts=tuple(_alerts(known, sight)),
            complaints=_complaints(known, sight),
            callbacks=_callbacks(known, sight),
        )
        old, self.board = self.board, new
        before, self._agents = self._agents, agents
        waited, self._waiting = self._waiting, callers
        if old is None:
            return None
        change = _change(old, new, before, agents, waited, callers)
        is_same = change == _NO_CHANGE
        if is_same and not tells_nothing:
            return None
        previous, self.number = self.number, self.number + 1
        return BoardMessage(number=self.number, previous=previous, as_of=known.at, change=None if is_same else change)

    @property
    def customers(self) -> frozenset[UUID]:
        """The customers whom the board of the last look shows."""
        callers = [*(row.caller for row in self._agents.values()), *(row.caller for row in self._waiting.values())]
        return frozenset(one.customer_id for one in callers if one is not None and one.customer_id is not None)

    def whole(self) -> BoardMessage:
        """Return the whole board, as of the last look."""
        if self.board is None:
            raise ValueError("nothing was looked at")
        return BoardMessage(number=self.number, as_of=self.board.as_of, full=self.board)

    def _agent(self, known: Known, row: BoardAgent) -> BoardAgent:
        scope, acts = self.watched.scope, _ALL
        if row.agent_id == self.watched.as_agent:
            acts = frozenset()
        elif row.call_id is not None and row.queue_id is not None and row.acts & _ON_CALLS:
            team = known.floor.agents[row.agent_id].team
            if not scope.holds(agent_team=team, queue_id=row.queue_id):
                acts -= _ON_CALLS
        return self._kept(row.agent_id, row, acts)

    def _caller(self, known: Known, row: BoardWaiting) -> BoardWaiting:
        me = self.watched.as_agent
        takes = me is not None and row.queue_id in known.floor.served.get(me, frozenset())
        return self._kept(row.call_id, row, _ALL if takes else _ALL - {BoardAct.TAKE})

    def _kept(self, key: UUID, row: Row, acts: frozenset[BoardAct]) -> Row:
        """Return the row with no other acts than these; of the same row the same object again."""
        if row.acts <= acts:
            return row
        shown = self._shown.get(key)
        if shown is not None and shown[0] is row and shown[1] == acts:
            kept: Row = shown[2]
            return kept
        mine = row.model_copy(update={"acts": row.acts & acts})
        self._shown[key] = row, acts, mine
        return mine


def _change(
    old: Board,
    new: Board,
    before: Mapping[UUID, BoardAgent],
    agents: Mapping[UUID, BoardAgent],
    waited: Mapping[UUID, BoardWaiting],
    waiting: Mapping[UUID, BoardWaiting],
) -> BoardChange:
    queues = {each.queue_id: each for each in old.queues}
    alerts = {each.alert_id: each for each in old.alerts}
    return BoardChange(
        figures=None if new.figures == old.figures else new.figures,
        queues=tuple(each for each in new.queues if queues.get(each.queue_id) != each),
        queues_gone=frozenset(queues.keys() - {each.queue_id for each in new.queues}),
        agents=tuple(row for key, row in agents.items() if before.get(key) is not row),
        agents_gone=frozenset(before.keys() - agents.keys()),
        waiting=tuple(row for key, row in waiting.items() if waited.get(key) is not row),
        waiting_gone=frozenset(waited.keys() - waiting.keys()),
        day=None if new.day == old.day else new.day,
        alerts=tuple(each for each in new.alerts if alerts.get(each.alert_id) != each),
        alerts_gone=frozenset(alerts.keys() - {each.alert_id for each in new.alerts}),
        complaints=None if new.complaints == old.complaints else new.complaints,
        callbacks=None if new.callbacks == old.callbacks else new.callbacks,
    )


def _alerts(known: Known, sight: Sight) -> Iterable[FloorAlert]:
    """Those about agents and queues that are seen, about complaints of the teams, and about all of the centre. What is
    of no queue is everybody's who has chosen nothing: each shown may be acted on, see `server.floor_alerts.service`."""
    for alert in known.alerts:
        match alert.subject:
            case FloorSubject.AGENT:
                seen = alert.subject_id in sight.agent_ids or alert.subject_id in sight.guests
            case FloorSubject.QUEUE:
                seen = not sight.is_narrowed if alert.subject_id is None else alert.subject_id in sight.queue_ids
            case FloorSubject.COMPLAINT:
                seen = sight.teams is None or alert.team in sight.teams
            case FloorSubject.CENTRE:
                seen = True
            case _:
                assert_never(alert.subject)
        if seen:
            yield alert


def _complaints(known: Known, sight: Sight) -> BoardComplaints:
    rows = [row for row in known.complaints if sight.teams is None or row["team"] in sight.teams]
    return BoardComplaints(
        late=_sum(rows, "late"),
        oldest_due_at=_first(rows, "oldest_due_at"),
        today=_sum(rows, "today"),
        next_due_at=_first(rows, "next_due_at"),
        next_days=_sum(rows, "next_days"),
        to_acknowledge=_sum(rows, "to_acknowledge"),
        later=_sum(rows, "later"),
    )


def places_of(known: Known, sight: Sight) -> Places:
    """Return whose callbacks are in sight."""
    codes = frozenset(known.floor.queues[queue_id].code for queue_id in sight.queue_ids)
    everywhere = sight.teams is None and len(codes) == len(known.floor.queues)
    return Places(codes, sight.teams or frozenset(), everywhere)


def _callbacks(known: Known, sight: Sight) -> BoardCallbacks:
    places = places_of(known, sight)
    rows = [row for row in known.callbacks if places.hold(row["queue_code"], row["team"])]
    return BoardCallbacks(
        late=_sum(rows, "late"),
        expired=_sum(rows, "expired"),
        oldest_due_at=_first(rows, "oldest_due_at"),
        next_hour=_sum(rows, "next_hour"),
        next_hour_unowned=_sum(rows, "next_hour_unowned"),
        later_today=_sum(rows, "later_today"),
    )


def _sum(rows: Collection[Mapping[str, Any]], column: str) -> int:
    return sum(row[column] for row in rows)


def _first(rows: Collection[Mapping[str, Any]], column: str) -> datetime | None:
    return min((row[column] for row in rows if row[column] is not None), default=None)
