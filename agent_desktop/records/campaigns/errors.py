"""Every expected failure of campaigns."""

from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class CampaignNotFoundError(RecordsError):
    code = ErrorCode.CAMPAIGN_NOT_FOUND

    def __init__(self, campaign_id: UUID) -> None:
        super().__init__(campaign_id=str(campaign_id))


class CampaignRefusedError(RecordsError):
    """`problem` is one of template_gone, way_not_possible, way_not_set_up, day_past, campaign_too_long, text_needed,
    nobody_reached, too_many_members, plan_changed, step_not_possible; of one e-mail mail_not_possible, text_changed."""

    code = ErrorCode.CAMPAIGN_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)
        self.problem = problem
