"""The routes of follow-up plans and referrals. Each raises `ClientError`."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.follow_ups import (
    ChangeFollowUp,
    CustomerFollowUps,
    FollowUp,
    FollowUpDetail,
    FollowUpList,
    FollowUpSpan,
    MakeFollowUp,
    Refer,
    ReferralFigures,
)


class FollowUpsApi:
    """What is planned with customers, and what came of referrals."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._plan = TypeAdapter(FollowUp)

    def listed(self, span: FollowUpSpan) -> FollowUpList:
        """Return what one has to do within a span of days, and what came of the referrals that one gave."""
        return self._http.send("GET", f"{API_PREFIX}/follow-ups?span={span.value}", TypeAdapter(FollowUpList))

    def of_customer(self, customer_id: UUID) -> CustomerFollowUps:
        """Raises CUSTOMER_NOT_FOUND."""
        path = f"{API_PREFIX}/customers/{customer_id}/follow-ups"
        return self._http.send("GET", path, TypeAdapter(CustomerFollowUps))

    def detail(self, follow_up_id: UUID) -> FollowUpDetail:
        """Return one with its history. Raises FOLLOW_UP_NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/follow-ups/{follow_up_id}", TypeAdapter(FollowUpDetail))

    def make(self, command: MakeFollowUp) -> FollowUp:
        """Raises FOLLOW_UP_REFUSED, CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/follow-ups", self._plan, body=command)

    def refer(self, command: Refer) -> FollowUp:
        """Hand it to the customer's relationship manager. Raises FOLLOW_UP_REFUSED, CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/referrals", self._plan, body=command)

    def change(self, follow_up_id: UUID, command: ChangeFollowUp) -> FollowUp:
        """Raises FOLLOW_UP_NOT_FOUND, STALE_VERSION, FOLLOW_UP_REFUSED."""
        path = f"{API_PREFIX}/follow-ups/{follow_up_id}/changes"
        return self._http.send("POST", path, self._plan, body=command)

    def figures(self, since: datetime, until: datetime) -> ReferralFigures:
        """Return what came of the referrals of a time. Supervisors."""
        asked = urlencode({"since": since.isoformat(), "until": until.isoformat()})
        return self._http.send("GET", f"{API_PREFIX}/referral-figures?{asked}", TypeAdapter(ReferralFigures))
