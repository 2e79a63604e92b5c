"""The routes of campaigns. Each raises `ClientError`."""

from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.client.whole_file import whole_file
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.campaigns import (
    Campaign,
    CampaignForm,
    CampaignMembers,
    CampaignPlan,
    Campaigns,
    ChangeCampaign,
    MemberState,
    PlanCampaign,
    StartCampaign,
)

LARGEST_LETTER: Final = 20 * 1024 * 1024
_PATH: Final = f"{API_PREFIX}/campaigns"


class CampaignsApi:
    """Greetings, surveys and letters to many customers. Supervisors."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._campaign = TypeAdapter(Campaign)

    def form(self) -> CampaignForm:
        """Return what a campaign is made of."""
        return self._http.send("GET", f"{API_PREFIX}/campaign-form", TypeAdapter(CampaignForm))

    def listed(self) -> Campaigns:
        """Return all, the newest first."""
        return self._http.send("GET", _PATH, TypeAdapter(Campaigns))

    def plan(self, wanted: PlanCampaign) -> CampaignPlan:
        """Return how one would go; nothing is kept. Raises CAMPAIGN_REFUSED, LETTERS_NOT_SET_UP."""
        return self._http.send("POST", f"{_PATH}/plan", TypeAdapter(CampaignPlan), body=wanted)

    def start(self, command: StartCampaign) -> Campaign:
        """Raises CAMPAIGN_REFUSED."""
        return self._http.send("POST", _PATH, self._campaign, body=command)

    def change(self, campaign_id: UUID, command: ChangeCampaign) -> Campaign:
        """Raises CAMPAIGN_NOT_FOUND, STALE_VERSION, CAMPAIGN_REFUSED."""
        return self._http.send("POST", f"{_PATH}/{campaign_id}/changes", self._campaign, body=command)

    def members(
        self, campaign_id: UUID, state: MemberState | None = None, after: UUID | None = None
    ) -> CampaignMembers:
        """Return a page of those whom it is for. Raises CAMPAIGN_NOT_FOUND."""
        asked = "&".join(
            f"{name}={value}" for name, value in (("state", state and state.value), ("after", after)) if value
        )
        path = f"{_PATH}/{campaign_id}/members" + (f"?{asked}" if asked else "")
        return self._http.send("GET", path, TypeAdapter(CampaignMembers))

    def letter(self, campaign_id: UUID, member_id: UUID) -> bytes:
        """Return the letter that one got, as PDF; that somebody looks at it is audited. Raises ATTACHMENT_NOT_FOUND."""
        path = f"{_PATH}/{campaign_id}/members/{member_id}/letter"
        return self._http.fetch("GET", path, largest=LARGEST_LETTER)

    def save_letter(self, campaign_id: UUID, member_id: UUID, place: Path) -> None:
        """Write a letter to `place`, whole or not at all. Raises as `letter`, and FILE_NOT_WRITABLE."""
        content = self.letter(campaign_id, member_id)
        with whole_file(place) as file:
            file.write(content)
