"""What a supervisor can do from the board, by whom it is done to. Knows no Qt."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    StateChoice,
    StateWhen,
)
from agent_desktop.contract.floor_alerts import AcknowledgeAlert, FloorAlert, OwnAlert, SnoozeAlert
from agent_desktop.contract.notices import AnswerHelp, HelpMode, Notice, NoticePriority, SendNotice, WithdrawNotice
from agent_desktop.ui.board.acting.presenter import (
    ActingPresenter,
    ActingServers,
    ActingState,
    Deed,
    Done,
    Sheet,
    Supervises,
    Whom,
)
from telephony.contract import SupervisionMode


class AgentDeeds:
    """To agents: their state, their queues, a part in their call."""

    def __init__(self, sheets: ActingPresenter, servers: ActingServers, supervising: Supervises, now: Now) -> None:
        self._sheets, self._servers, self._supervising, self._now = sheets, servers, supervising, now

    def open_state(self, agent_id: UUID, name: str) -> None:
        """Show what may be done to an agent's state."""
        self._sheets.open_sheet(Sheet.STATE, name)
        self._sheets.read(
            lambda: self._servers.acting.agent(agent_id), lambda came: replace(self._sheets.state, agent=came)
        )

    def change_state(self, state: StateChoice, when: StateWhen, reason: str | None, note: str) -> None:
        """Change the agent's state as the sheet shows it."""
        agent = self._sheets.state.agent
        option = (
            next((each for each in agent.options if (each.state, each.when) == (state, when)), None) if agent else None
        )
        if agent is None or option is None:
            return
        command = ChangeState(
            command_id=uuid4(), state=state, when=when, reason=reason, note=note.strip(), told=option.effects
        )
        deed = Deed.STATE_CHANGED if when is StateWhen.NOW else Deed.STATE_CHANGES_LATER
        self._sheets.do(
            lambda: self._servers.acting.change_state(agent.agent_id, command),
            lambda _: Done(deed, self._sheets.state.name),
        )

    def open_move(self, whom: Whom) -> None:
        """Show which queues agents may be moved to, what somebody serves now, and which moves are on."""
        self._sheets.open_sheet(Sheet.MOVE, ", ".join(whom.names), whom)

        def ask() -> tuple[QueueMoves, AgentOptions | None]:
            moves = self._servers.acting.moves()
            return moves, self._servers.acting.agent(whom.ids[0]) if len(whom.ids) == 1 else None

        self._sheets.read(ask, lambda came: replace(self._sheets.state, moves=came[0], agent=came[1]))

    def end_move(self, move_id: UUID) -> None:
        """Have an agent serve again what they served before a move that is on."""
        command = EndMove(command_id=uuid4())
        self._sheets.read(
            lambda: self._servers.acting.end_move(move_id, command),
            lambda came: replace(self._sheets.state, moves=came, problem=None),
        )

    def move(self, queues: tuple[str, ...], minutes: int | None, reason: str) -> None:
        """Have the agents of the sheet serve these queues for so many minutes, or until they go off the telephone."""
        whom = self._sheets.state.whom
        if not whom.ids or not queues:
            return
        until = None if minutes is None else self._now() + timedelta(minutes=minutes)
        command = MoveAgents(
            command_id=uuid4(), agent_ids=whom.ids, queues=queues, until_at=until, reason=reason.strip()
        )
        self._sheets.do(
            lambda: self._servers.acting.move(command),
            lambda _: Done(Deed.MOVED, ", ".join(whom.names), len(whom.ids), until),
        )

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None:
        """Be in an agent's call in this way."""
        self._supervising.supervise(call_id, mode)
        self.look()

    def leave(self) -> None:
        """Be in the agent's call no more."""
        self._supervising.leave()
        self.look()

    def look(self) -> None:
        """See in whose call the supervisor is now. Called each second."""
        self._sheets.put_in_call(self._supervising.agent_name if self._supervising.is_on else "")


class CallDeeds:
    """With calls that wait."""

    def __init__(self, sheets: ActingPresenter, servers: ActingServers) -> None:
        self._sheets, self._servers = sheets, servers

    def open_give(self, call_id: UUID, name: str) -> None:
        """Show to whom a waiting call may be given."""
        self._sheets.open_sheet(Sheet.GIVE, name)
        self._sheets.read(
            lambda: self._servers.acting.call(call_id), lambda came: replace(self._sheets.state, call=came)
        )

    def give(self, agent_id: UUID | None, name: str) -> None:
        """Give the call of the sheet to an agent; without one, take it oneself."""
        call = self._sheets.state.call
        if call is None:
            return
        command = GiveCall(command_id=uuid4(), agent_id=agent_id)

        def done(given: CallGiven) -> Done:
            return Done(Deed.RINGS if given.rings else Deed.KEPT, name, until_at=given.kept_until_at)

        self._sheets.do(lambda: self._servers.acting.give(call.call_id, command), done)

    def take(self, call_id: UUID) -> None:
        """Take a waiting call oneself."""
        command = GiveCall(command_id=uuid4())
        self._sheets.do(lambda: self._servers.acting.give(call_id, command), lambda _: Done(Deed.RINGS))

    def to_front(self, call_id: UUID, name: str) -> None:
        """Have a waiting call be the next of its queue."""
        command = MoveToFront(command_id=uuid4())
        self._sheets.do(
            lambda: self._servers.acting.move_to_front(call_id, command), lambda _: Done(Deed.MOVED_TO_FRONT, name)
        )


class NoticeDeeds:
    """To many: messages, and to who asks for help."""

    def __init__(self, sheets: ActingPresenter, servers: ActingServers) -> None:
        self._sheets, self._servers = sheets, servers

    def open_message(self, whom: Whom) -> None:
        """Write to these agents; to nobody yet where there are none."""
        self._sheets.open_sheet(Sheet.MESSAGE, ", ".join(whom.names), whom)
        self._sheets.read(self._servers.notices.notices, lambda came: replace(self._sheets.state, notices=came.notices))

    def send(self, text: str, minutes: int, *, urgent: bool, teams: tuple[str, ...], everybody: bool) -> None:
        """Send a message: to the agents of the sheet, to teams, or to everybody in one's scope."""
        named = () if teams or everybody else self._sheets.state.whom.ids
        if not text.strip() or not (teams or everybody or named):
            return
        command = SendNotice(
            notice_id=uuid4(),
            text=text,
            priority=NoticePriority.URGENT if urgent else NoticePriority.NORMAL,
            minutes=minutes,
            agent_ids=named,
            teams=teams,
            everybody=everybody,
        )
        self._sheets.do(
            lambda: self._servers.notices.send(command), lambda sent: Done(Deed.SENT, count=len(sent.receipts))
        )

    def withdraw(self, notice_id: UUID) -> None:
        """Take a message of one's own back: it is shown to nobody any more."""
        command = WithdrawNotice(command_id=uuid4())

        def done(notice: Notice) -> ActingState:
            state = self._sheets.state
            notices = tuple(notice if each.notice_id == notice_id else each for each in state.notices)
            return replace(state, notices=notices, problem=None)

        self._sheets.read(lambda: self._servers.notices.withdraw(notice_id, command), done)

    def open_help(self) -> None:
        """Show who asks for help."""
        self._sheets.open_sheet(Sheet.HELP, "")
        self._sheets.read(self._servers.help.calls, lambda came: replace(self._sheets.state, help=came.calls))

    def answer_help(self, help_id: UUID, mode: HelpMode | None, name: str) -> None:
        """Answer a call for help: by coming over, or with one's line in the call."""
        command = AnswerHelp(command_id=uuid4(), mode=mode)
        self._sheets.do(lambda: self._servers.help.answer(help_id, command), lambda _: Done(Deed.HELP_ANSWERED, name))


class AlertDeeds:
    """About alerts. What comes of it is seen on the board itself."""

    def __init__(self, sheets: ActingPresenter, servers: ActingServers) -> None:
        self._sheets, self._servers = sheets, servers

    def acknowledge(self, alert: FloorAlert) -> None:
        """An alert is seen."""
        command = AcknowledgeAlert(command_id=uuid4(), seen_version=alert.version)
        self._sheets.quietly(lambda: self._servers.alerts.acknowledge(alert.alert_id, command))

    def own(self, alert: FloorAlert, *, leave: bool = False) -> None:
        """Look after an alert, or no longer."""
        command = OwnAlert(command_id=uuid4(), seen_version=alert.version, leave=leave)
        self._sheets.quietly(lambda: self._servers.alerts.own(alert.alert_id, command))

    def snooze(self, alert: FloorAlert, minutes: int) -> None:
        """Leave an alert alone for so many minutes."""
        command = SnoozeAlert(command_id=uuid4(), seen_version=alert.version, minutes=minutes)
        self._sheets.quietly(lambda: self._servers.alerts.snooze(alert.alert_id, command))


class Deeds:
    """All of them."""

    def __init__(self, sheets: ActingPresenter, servers: ActingServers, supervising: Supervises, now: Now) -> None:
        self.agents = AgentDeeds(sheets, servers, supervising, now)
        self.calls = CallDeeds(sheets, servers)
        self.notices = NoticeDeeds(sheets, servers)
        self.alerts = AlertDeeds(sheets, servers)
