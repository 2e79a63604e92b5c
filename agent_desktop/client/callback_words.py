"""What is typed about the outcome of a callback, kept on this computer until the server has it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from agent_desktop.contract.callbacks import CallbackOutcome


class OutcomeWords(BaseModel):
    """The form as it stands, of the attempt after `attempts` others. `next_at` is a time that was chosen; `time_wrong`:
    what is typed there is none."""

    model_config = ConfigDict(frozen=True)

    callback_id: UUID
    attempts: int = 0
    outcome: CallbackOutcome | None = None
    note: str = ""
    next_at: datetime | None = None
    time_wrong: bool = False
    do_not_call: bool = False
    changed_at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether nobody has put anything in."""
        return self == OutcomeWords(callback_id=self.callback_id, attempts=self.attempts, changed_at=self.changed_at)
