"""Wrap-up: what the call came to, in place of the script."""

from dataclasses import dataclass
from datetime import datetime

from agent_desktop.client.errors import Problem
from agent_desktop.contract.interactions import Disposition
from telephony.contract import EndCause


@dataclass(frozen=True, slots=True)
class WrapUpState:
    """Everything the wrap-up form draws; not `visible` outside wrap-up.

    `chosen` is a disposition's code, empty before one was chosen. The finish button stays on: pressed without a
    choice it brings DISPOSITION_NEEDED in `problem`. `busy` while the note and then the outcome are being saved.
    `disposition_problem` says why the list is not here; `retry` reads it again.
    Times are server time; caution at `planned_end_at`, problem at `problem_at`.
    """

    visible: bool = False
    dispositions: tuple[Disposition, ...] = ()
    loading: bool = False
    chosen: str = ""
    busy: bool = False
    problem: Problem | None = None
    disposition_problem: Problem | None = None
    caller_name: str = ""
    end_cause: EndCause | None = None
    since_at: datetime | None = None
    planned_end_at: datetime | None = None
    problem_at: datetime | None = None
