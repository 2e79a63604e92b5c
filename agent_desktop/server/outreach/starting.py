"""A script has somebody turn to the customer: a task from what the customer is to be looked after for already."""

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa

from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.alerts.states import OPEN
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.database import table_of
from agent_desktop.records.outreach.errors import TaskRefusedError
from agent_desktop.records.outreach.models import OutreachTaskRow
from agent_desktop.records.outreach.repository import Reader
from agent_desktop.records.outreach.service import Asking, start_task
from agent_desktop.server.outreach.repository import centre_in, queue_codes_of
from agent_desktop.server.unit_of_work import UnitOfWork

_NOTE_LIMIT = 300


def starting_outreach(options: ProfileOptions, rules: AlertRules) -> Callable[[UnitOfWork, Person, UUID, str], None]:
    """Return what starts a task of the customer's newest open alert without one, with a note.

    It raises `TaskRefusedError` where there is no such alert (no_alert), or nobody to ask.
    """

    def start(work: UnitOfWork, person: Person, customer_id: UUID, note: str) -> None:
        alerts = table_of(AlertRow)
        query = sa.select(alerts.c.alert_id).where(
            person_of(alerts.c.customer_id) == person_of(sa.literal(customer_id, sa.Uuid())),
            alerts.c.state.in_(OPEN),
            ~sa.exists().where(OutreachTaskRow.alert_id == alerts.c.alert_id),
        )
        alert_id = work.session.scalar(query.order_by(alerts.c.raised_at.desc()).limit(1))
        if alert_id is None:
            raise TaskRefusedError("no_alert")
        reader = Reader(person.user_id, person.team, queue_codes_of(work.session, person.user_id))
        asking = Asking(reader, work.now(), options, rules, centre_in(work.session))
        start_task(work.session, alert_id, note=note[:_NOTE_LIMIT], asking=asking)

    return start
