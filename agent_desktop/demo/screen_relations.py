"""How the made-up customers of the pictures stand with the bank and with others, in every state of the panels."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.customers import AlertRow, CustomerKind, StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.relationships import Manager, RelatedPerson, Relationship
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.demo.screen_value import EXPLANATION, VALUE

RELATIONSHIP: Final = Relationship(
    customer_id=HO.customer_id,
    value=VALUE,
    history=EXPLANATION.history,
    surveys=EXPLANATION.surveys,
    manager=Manager(name="Raymond Lau", team="Private", since_on=date(2019, 4, 1)),
    related=(
        RelatedPerson(
            customer_id=made_id(71),
            kind=CustomerKind.PERSONAL,
            name="Mr Ho Man Kit",
            name_chinese="何文傑 先生",
            role="owner",
            own_role="owner",
            product={"en": "HKD integrated account", "zh": "港币综合户口"},
            number_masked="•••• 0382",
            product_count=2,
        ),
        RelatedPerson(
            customer_id=made_id(72),
            kind=CustomerKind.BUSINESS,
            name="Ho & Lam Trading Ltd",
            name_chinese="何林貿易",
            role="owner",
            own_role="disponent",
            product={"en": "Business current", "zh": "公司往来户口"},
            number_masked="•••• 7120",
        ),
    ),
    related_count=2,
)
_READY: Final = ProfilePart(PartKind.READY, HO.customer_id, RELATIONSHIP)
_COMING: Final[ProfilePart[Relationship]] = ProfilePart(
    PartKind.LOADING, HO.customer_id, since_at=NOW - timedelta(seconds=3)
)

CUSTOMER: Final = replace(samples.CUSTOMER, relationship=_READY)
RELATIONSHIP_COMING: Final = replace(
    samples.CUSTOMER,
    relationship=_COMING,
    profile=HO.model_copy(update={"alerts": HO.alerts[:1]}),
    further_alerts=ProfilePart(PartKind.LOADING, HO.customer_id),
)
RELATIONSHIP_FAILED: Final = replace(
    samples.CUSTOMER,
    relationship=replace(_COMING, kind=PartKind.FAILED, problem=Problem(ErrorCode.DATABASE_AWAY)),
    further_alerts=ProfilePart(PartKind.FAILED, HO.customer_id, problem=Problem(ErrorCode.DATABASE_AWAY)),
)
FURTHER_ALERTS: Final = replace(
    CUSTOMER,
    further_alerts=ProfilePart(
        PartKind.READY,
        HO.customer_id,
        (
            AlertRow(
                kind=StatusKind.CAUTION,
                icon="ph.identification-card",
                title={"en": "Passport expires 30 Jun", "zh": "护照6月30日到期"},
                detail={"en": "Ask for the new one", "zh": "请客户提供新护照"},
            ),
        ),
    ),
)
ASSOCIATION: Final = HO.model_copy(
    update={
        "kind": CustomerKind.BUSINESS,
        "name": "Hong Kong and Kowloon Ferry Passengers' Mutual Provident Association Limited",
        "name_chinese": "香港及九龍渡輪乘客互助儲蓄及福利協會有限公司",
        "age_years": None,
    }
)
"""The longest names that a bank is likely to have."""
LONG_NAMES: Final = replace(CUSTOMER, profile=ASSOCIATION)
NOTHING_KNOWN: Final = replace(
    samples.CALLER_ON_OFFER,
    profile=FUNG.model_copy(
        update={"alerts": (), "parts": (), "contacts": (), "contact_count": 0, "contacts_90_days": {}}
    ),
    relationship=ProfilePart(PartKind.READY, FUNG.customer_id, Relationship(customer_id=FUNG.customer_id)),
)
