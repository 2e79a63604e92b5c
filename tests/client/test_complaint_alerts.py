"""A customer's open complaints in one glance."""

from datetime import timedelta
from uuid import UUID

import pytest

from agent_desktop.client.complaint_alerts import open_complaints_of
from agent_desktop.client.errors import ClientError
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.customers import StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_complaints import CASE, EARLIER
from agent_desktop.demo.screen_customers import NOW

CUSTOMER = UUID(int=1)


def test_each_open_complaint_says_its_number_its_state_and_how_urgent_it_is() -> None:
    late = EARLIER[0].model_copy(update={"is_late": True})
    later = CASE.glance.model_copy(update={"due_at": NOW + timedelta(days=9)})
    found = CustomerComplaints(open=(late, EARLIER[0], later), ended=EARLIER[1:])

    rows = open_complaints_of(lambda _: found, lambda: NOW)(CUSTOMER)

    assert [each.kind for each in rows] == [StatusKind.PROBLEM, StatusKind.CAUTION, StatusKind.INFO]
    assert rows[2].title["zh"] == "在办投诉 CMP-26-01811：分期手续费"
    assert rows[2].detail == CASE.glance.say


def test_who_may_not_see_complaints_sees_none_and_a_failure_is_no_silence() -> None:
    def refuse(_: UUID) -> CustomerComplaints:
        raise ClientError(ErrorCode.NOT_ALLOWED)

    def away(_: UUID) -> CustomerComplaints:
        raise ClientError(ErrorCode.SERVER_AWAY)

    assert open_complaints_of(refuse, lambda: NOW)(CUSTOMER) == ()
    with pytest.raises(ClientError):
        open_complaints_of(away, lambda: NOW)(CUSTOMER)
