"""A customer was reached about an alert: the task that it started is done, and the alert with it."""

from collections.abc import Callable
from uuid import UUID

from agent_desktop.contract.callbacks import CallbackEnd
from agent_desktop.contract.outreach import TaskStep
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.outreach.errors import TaskNotFoundError, TaskRefusedError
from agent_desktop.records.outreach.repository import OutreachRepository, Reader
from agent_desktop.records.outreach.service import Asking, change_task, read_task
from agent_desktop.server.outreach.repository import centre_in, queue_codes_of
from agent_desktop.server.unit_of_work import UnitOfWork

_REACHED = (CallbackEnd.REACHED, CallbackEnd.CALLED_IN)


def ending_outreach(options: ProfileOptions, rules: AlertRules) -> Callable[[UnitOfWork, Person, UUID], None]:
    """Return what ends the task of a callback that has ended. A task that is another's stays theirs to end."""

    def ended(work: UnitOfWork, person: Person, callback_id: UUID) -> None:
        row = CallbackRepository(work.session).find_row(callback_id)
        if row is None or row.alert_id is None or row.ended_as not in _REACHED:
            return
        task_id = OutreachRepository(work.session).find_of_alert(row.alert_id)
        if task_id is None:
            return
        reader = Reader(person.user_id, person.team, queue_codes_of(work.session, person.user_id))
        asking = Asking(reader, work.now(), options, rules, centre_in(work.session))
        try:
            task = read_task(work.session, task_id, asking=asking)
            change_task(
                work.session, task_id, TaskStep.FINISH, seen_version=task.version, due_at=None, reason="", asking=asking
            )
        except (TaskNotFoundError, TaskRefusedError):
            return

    return ended
