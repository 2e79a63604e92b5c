"""An agent's notices and their call for help follow the server's word."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.notices import NoticesModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.notices import (
    AskHelp,
    CancelHelp,
    HelpCall,
    HelpState,
    NoticePriority,
    OwnHelp,
    OwnNotice,
    OwnNotices,
    ReadNotice,
)
from telephony.contract import EventKind, StreamMessage
from tests.client.support import AGENT_ID, START
from tests.client.test_desk import Reader


def notice(**more: Any) -> OwnNotice:
    values: dict[str, Any] = {
        "notice_id": uuid4(),
        "text": "The card system is slow.",
        "by_name": "Ada",
        "sent_at": START,
        "expires_at": START + timedelta(hours=1),
        "on": True,
    }
    return OwnNotice(**(values | more))


class Notices:
    """The server's notices."""

    def __init__(self, *notices: OwnNotice) -> None:
        self.notices = notices
        self.asked = 0

    def own(self) -> OwnNotices:
        self.asked += 1
        return OwnNotices(notices=self.notices)

    def read(self, notice_id: UUID, command: ReadNotice) -> OwnNotices:
        done = {"on": False, "read_at": START}
        self.notices = tuple(
            each.model_copy(update=done) if each.notice_id == notice_id else each for each in self.notices
        )
        return OwnNotices(notices=self.notices)


class Help:
    """The server's calls for help."""

    def __init__(self) -> None:
        self.help: HelpCall | None = None
        self.problem: ClientError | None = None

    def own(self) -> OwnHelp:
        return OwnHelp(help=self.help)

    def ask(self, command: AskHelp) -> OwnHelp:
        if self.problem is not None:
            raise self.problem
        self.help = HelpCall(help_id=command.command_id, state=HelpState.OPEN, agent_id=AGENT_ID, asked_at=START)
        return self.own()

    def cancel(self, command: CancelHelp) -> OwnHelp:
        assert self.help is not None
        self.help = self.help.model_copy(update={"state": HelpState.CANCELLED})
        return self.own()


class Told:
    """A model with its desk, to which the stream tells of events."""

    def __init__(self, *notices: OwnNotice, may: bool = True) -> None:
        self.notices, self.help = Notices(*notices), Help()
        tasks = ImmediateTasks()
        self.desk = DeskModel(Reader(), tasks)
        self.model = NoticesModel(self.notices, self.help, tasks, self.desk, may=may)
        self.model.refresh()

    def cards(self) -> list[OwnNotice]:
        return list(self.model.view.cards)

    def calls(self) -> bool:
        return self.model.view.calls_for_help

    def tell(self, kind: EventKind) -> None:
        self.desk.receive(StreamMessage(type="event", number=1, server_at=START, kind=kind, subject_id=uuid4()))


def test_urgent_notices_come_first_and_one_that_is_read_is_a_card_no_more() -> None:
    old, urgent = notice(), notice(priority=NoticePriority.URGENT)
    told = Told(old, urgent, notice(on=False))
    assert told.cards() == [urgent, old]

    told.model.read(urgent.notice_id)

    assert told.cards() == [old]
    assert len(told.model.view.notices) == 3


def test_a_notice_that_comes_while_somebody_works_is_asked_for_by_its_event() -> None:
    told = Told()
    told.notices.notices = (notice(),)
    told.tell(EventKind.QUEUE_CHANGED)
    assert told.cards() == []
    told.tell(EventKind.NOTICE_CHANGED)
    assert len(told.cards()) == 1


def test_a_call_for_help_is_on_until_it_is_cancelled_or_answered_and_a_refusal_is_said() -> None:
    told = Told()
    told.model.cancel_help()  # there is none
    told.model.ask_help()
    assert told.calls()
    told.model.ask_help()  # no second one
    told.model.cancel_help()
    assert not told.calls()
    told.model.ask_help()
    assert told.help.help is not None
    told.help.help = told.help.help.model_copy(update={"state": HelpState.ANSWERED})
    told.tell(EventKind.HELP_CHANGED)
    assert not told.calls()

    told.help.problem = ClientError(ErrorCode.AGENT_TRANSITION_REFUSED)
    told.model.ask_help()
    assert told.model.view.problem is not None
    assert not told.model.view.asking


def test_whoever_takes_no_calls_is_asked_of_nothing() -> None:
    told = Told(notice(), may=False)
    told.tell(EventKind.NOTICE_CHANGED)
    told.model.ask_help()
    assert (told.notices.asked, told.model.view.notices, told.help.help) == (0, (), None)
