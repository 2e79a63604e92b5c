"""Tasks of departments and redress, on the complaint that is shown."""

from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_parts import (
    AddTask,
    ComplaintTask,
    ComplaintTaskStep,
    DecideRedress,
    ProposeRedress,
    Redress,
    RedressDecision,
    StepTask,
)
from agent_desktop.ui.complaints.cases.case.presenter import CasePresenter, CaseServer


class PartsServer(Protocol):
    """The part of `client.complaints.ComplaintPartsApi` that is used here."""

    def add_task(self, complaint_id: UUID, command: AddTask) -> Case: ...

    def step_task(self, task_id: UUID, command: StepTask) -> ComplaintTask: ...

    def propose_redress(self, complaint_id: UUID, command: ProposeRedress) -> Case: ...

    def decide_redress(self, redress_id: UUID, command: DecideRedress) -> Case: ...


class PartsPresenter:
    """Everything goes through the presenter of the case: one deed at a time, and its answer is the case."""

    def __init__(self, case: CasePresenter, server: PartsServer, cases: CaseServer) -> None:
        self._case, self._server, self._cases = case, server, cases

    def add_task(self, department: str, words: str, due_at: datetime) -> None:
        """Ask a department to do its part."""
        case = self._case.state.case
        if case is not None:
            command = AddTask(command_id=uuid4(), department=department, words=words, due_at=due_at)
            self._case.run(lambda: self._server.add_task(case.complaint_id, command))

    def step_task(
        self, task: ComplaintTask, step: ComplaintTaskStep, words: str = "", due_at: datetime | None = None
    ) -> None:
        """Take a task, finish it, or what else may be done with it now."""
        command = StepTask(command_id=uuid4(), seen_version=task.version, step=step, words=words, due_at=due_at)

        def work() -> Case:
            self._server.step_task(task.task_id, command)
            return self._cases.case(task.complaint_id)

        self._case.run(work)

    def propose_redress(self, kind: str, amount: Decimal | None, currency: str | None, reason: str) -> None:
        """Say what the customer is to get, or that it is nothing."""
        case = self._case.state.case
        if case is not None:
            command = ProposeRedress(
                command_id=uuid4(),
                seen_version=case.version,
                kind=kind,
                amount=amount,
                currency=currency,
                reason=reason,
            )
            self._case.run(lambda: self._server.propose_redress(case.complaint_id, command))

    def decide_redress(self, redress: Redress, decision: RedressDecision, reason: str = "") -> None:
        """Approve it, refuse it, take it back, or say that it was paid."""
        command = DecideRedress(command_id=uuid4(), seen_version=redress.version, decision=decision, reason=reason)
        self._case.run(lambda: self._server.decide_redress(redress.redress_id, command))
