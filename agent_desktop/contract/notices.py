"""Short notices of supervisors to agents or teams, and an agent's call for help."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, field_validator, model_validator

from agent_desktop.contract.base import Answer, LocalText, Request

LONGEST_NOTICE: Final = 255
SHORTEST_MINUTES: Final = 5
LONGEST_MINUTES: Final = 23 * 60 + 55
"""Cisco Finesse's team message: 255 signs, 5 minutes to 23:55 hours."""

LONGEST_WORDS: Final = 140


class NoticePriority(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"


class NoticeTopic(StrEnum):
    """What a notice is about. Only words are written by a person; the others the server writes, and a desktop says them
    in its own language."""

    WORDS = "words"
    STATE_CHANGED = "state_changed"  # a supervisor has changed their state, or what comes after the call
    MOVED = "moved"  # they serve other queues for a while
    MOVE_ENDED = "move_ended"
    HELP_COMING = "help_coming"  # a supervisor has answered their call for help
    CALL_GIVEN = "call_given"


class SendNotice(Request):
    """`POST /v1/notices`. It goes to everybody who is named by one of `agent_ids`, `teams` and `queues` (codes: who
    serves them now), or to `everybody` in the sender's scope who takes calls."""

    notice_id: UUID
    text: str = Field(min_length=1, max_length=LONGEST_NOTICE)
    priority: NoticePriority = NoticePriority.NORMAL
    minutes: int = Field(default=60, ge=SHORTEST_MINUTES, le=LONGEST_MINUTES)
    agent_ids: tuple[UUID, ...] = Field(default=(), max_length=500)
    teams: tuple[str, ...] = Field(default=(), max_length=50)
    queues: tuple[str, ...] = Field(default=(), max_length=50)
    everybody: bool = False

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("empty")
        return text.strip()

    @model_validator(mode="after")
    def _is_for_somebody(self) -> "SendNotice":
        if not (self.agent_ids or self.teams or self.queues or self.everybody):
            raise ValueError("whom?")
        return self


class Receipt(Answer):
    """One of those to whom a notice went. `shown_at`: their desktop had it; `read_at`: they said that they read it."""

    agent_id: UUID
    name: str = ""
    team: str = ""
    shown_at: AwareDatetime | None = None
    read_at: AwareDatetime | None = None


class Notice(Answer):
    """One notice as its sender, or another supervisor of those it went to, sees it."""

    notice_id: UUID
    text: str
    priority: NoticePriority
    by_id: UUID
    by_name: str = ""
    sent_at: AwareDatetime
    expires_at: AwareDatetime
    withdrawn_at: AwareDatetime | None = None
    teams: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    everybody: bool = False
    receipts: tuple[Receipt, ...] = ()
    may_withdraw: bool = False


class Notices(Answer):
    """`GET /v1/notices`: the newest first, of the last seven days; those that are on before all others."""

    notices: tuple[Notice, ...] = ()


class WithdrawNotice(Request):
    """`POST /v1/notices/{id}/withdrawal`: it is shown to nobody any more; who has read it has read it."""

    command_id: UUID


class OwnNotice(Answer):
    """One notice as who got it sees it. `on`: to be shown as a card; else it is in the list of past ones only.

    `detail` is of the topics that the server writes: names of queues (`queues`), a moment (`until_at`), a state
    (`state`, `reason`, `when`), and the words of the supervisor in `text`.
    """

    notice_id: UUID
    topic: NoticeTopic = NoticeTopic.WORDS
    text: str = ""
    detail: dict[str, str] = Field(default_factory=dict)
    queues: tuple[LocalText, ...] = ()
    priority: NoticePriority = NoticePriority.NORMAL
    by_name: str = ""
    sent_at: AwareDatetime
    expires_at: AwareDatetime
    read_at: AwareDatetime | None = None
    withdrawn: bool = False
    on: bool = False


class OwnNotices(Answer):
    """`GET /v1/notices/own`: the agent's own, of the last seven days, the newest first. Asking says that their desktop
    has them. `POST /v1/notices/own/{id}/reading` says that they read one, and answers the same."""

    notices: tuple[OwnNotice, ...] = ()


class ReadNotice(Request):
    """`POST /v1/notices/own/{id}/reading`."""

    command_id: UUID


class HelpState(StrEnum):
    """How an agent's call for help stands; the last three are its ends. Telephony's own words."""

    OPEN = "open"
    ESCALATED = "escalated"  # nobody answered in time: every supervisor of the centre is told
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    OVER = "over"  # the agent's call has ended, or they went off the telephone


class HelpMode(StrEnum):
    """How a supervisor comes into the call as they answer; telephony's own words."""

    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"


class AskHelp(Request):
    """`POST /v1/help`: an agent asks for a supervisor. An open one is only given other words."""

    command_id: UUID
    words: str = Field(default="", max_length=LONGEST_WORDS)


class CancelHelp(Request):
    """`POST /v1/help/cancellation`: theirs is not needed any more."""

    command_id: UUID


class AnswerHelp(Request):
    """`POST /v1/help/{id}/answer`. With a `mode` the supervisor's line is put into the call, as by
    `POST /v1/calls/{id}/supervision`, in the same step; without one they come over, or write."""

    command_id: UUID
    mode: HelpMode | None = None


class HelpCall(Answer):
    """One call for help. `call_id` is the call it is about, None where the agent had none; `may_listen`: a supervisor
    may be in it now."""

    help_id: UUID
    state: HelpState
    agent_id: UUID
    agent_name: str = ""
    team: str = ""
    words: str = ""
    call_id: UUID | None = None
    queue_name: LocalText = Field(default_factory=dict)
    may_listen: bool = False
    asked_at: AwareDatetime
    escalates_at: AwareDatetime | None = None
    escalated_at: AwareDatetime | None = None
    answered_at: AwareDatetime | None = None
    answered_by_id: UUID | None = None
    answered_by_name: str = ""


class HelpCalls(Answer):
    """`GET /v1/help`: those that are open in the supervisor's scope, and every escalated one, the oldest first.
    `lately` are the last that ended."""

    calls: tuple[HelpCall, ...] = ()
    lately: tuple[HelpCall, ...] = ()


class OwnHelp(Answer):
    """`GET /v1/help/own`: the agent's last one of today, on or over; None where there was none."""

    help: HelpCall | None = None
