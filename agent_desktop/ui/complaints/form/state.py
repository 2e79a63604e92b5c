"""What the form of a complaint draws, as one value."""

from dataclasses import dataclass, field
from datetime import date, datetime

from agent_desktop.client.complaint_reading import FormField, Mistake
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_complaint import ComplaintStatus, KeeperView
from agent_desktop.contract.complaint_clocks import ComplaintClocks
from agent_desktop.contract.complaint_form import (
    ComplaintForm,
    ComplaintPrefill,
    SameComplaint,
    SubjectTransaction,
)
from agent_desktop.contract.customers import Holding


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked of the server while the form is filled in. `*_problem` says why it is not here."""

    clocks: ComplaintClocks | None = None
    clocks_loading: bool = False
    clocks_problem: Problem | None = None
    same: tuple[SameComplaint, ...] = ()
    same_problem: Problem | None = None
    transactions: tuple[SubjectTransaction, ...] = ()


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything that is drawn.

    `form` is what can be chosen, `prefill` what the customer's record says; without them the words stand as they are,
    and `problem` says why. `mistakes` are those that are told now: all of them once somebody tried to record it, before
    that only those of fields that were left. `focus_number` goes up where the focus should go to `focus_field`.
    `leaving`: asked whether to keep what was typed. `refused_file` is a file that does not go along, and why.
    """

    open: bool = False
    kept: KeeperView = field(default_factory=KeeperView)
    today: date = date.min
    form: ComplaintForm | None = None
    prefill: ComplaintPrefill | None = None
    problem: Problem | None = None
    loading: bool = False
    holdings: tuple[Holding, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    asks_amount: bool = False
    asks_more: bool = False
    around: Around = field(default_factory=Around)
    leaving: bool = False
    undoing: bool = False
    undo_problem: Problem | None = None
    refused_file: tuple[str, Problem] | None = None
    focus_number: int = 0
    focus_field: FormField | None = None

    @property
    def words(self) -> ComplaintWords | None:
        """What stands in the fields; None while no form is open."""
        return self.kept.words

    @property
    def is_recorded(self) -> bool:
        """Whether it has its number."""
        return bool(self.kept.number)

    @property
    def is_locked(self) -> bool:
        """Whether the fields stand as they are: it is on its way, or recorded."""
        return self.is_recorded or self.kept.status in (ComplaintStatus.RECORDING, ComplaintStatus.WAITING)

    @property
    def undo_until_at(self) -> datetime | None:
        """Until when the record can be taken back."""
        return self.kept.case.undo_until_at if self.kept.case is not None else None

    @property
    def same_shown(self) -> tuple[SameComplaint, ...]:
        """Open complaints that may be the same, without those that were looked at and are another matter."""
        apart = self.words.kept_apart if self.words is not None else ()
        return tuple(each for each in self.around.same if each.glance.complaint_id not in apart)
