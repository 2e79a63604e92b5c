"""What a customer is worth to the bank, how that was reckoned, and how likely the bank is to lose them.

Every figure may be None: there is no data for it. Money is a decimal in `currency`'s main unit.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.customers import CustomerKind, Tier


class Unit(StrEnum):
    """What the figure of a line counts."""

    MONEY = "money"
    COUNT = "count"
    MINUTES = "minutes"
    MONTHS = "months"
    YEARS = "years"
    SHARE = "share"  # 0.25 is a quarter
    POINTS = "points"  # of a survey's five


class Section(StrEnum):
    """The sums of money, in the order in which they are reckoned."""

    RELATIONSHIP_VALUE = "relationship_value"
    CONTRIBUTION = "contribution"
    COST = "cost"
    POTENTIAL = "potential"


class Quadrant(StrEnum):
    """Current value (to the right) by potential (upwards), numbered as in geometry."""

    Q1 = "q1"  # both high
    Q2 = "q2"  # potential alone
    Q3 = "q3"  # neither
    Q4 = "q4"  # current value alone


class ValueLine(Answer):
    """One term of a sum: `amount` of what `name` says, in `unit`, times `weight`. Without data it adds nothing."""

    section: Section
    name: LocalText
    unit: Unit
    amount: Decimal | None
    weight: Decimal
    result: Decimal | None


class RiskLine(Answer):
    """One characteristic of the scorecard. Without data it gives no points."""

    name: LocalText
    unit: Unit
    amount: Decimal | None
    points: int | None


class ValuePoint(Answer):
    """How the figures stood from `at` on."""

    at: datetime
    relationship_value: Decimal | None
    profit: Decimal | None
    quadrant: Quadrant | None
    tier: Tier | None
    loss_risk: int | None


class SurveyAnswer(Answer):
    """What a customer answered: how it was (`perceived`), and how they had expected it, of five."""

    at: datetime
    perceived: Decimal
    expected: Decimal | None


class CustomerValue(Answer):
    """One person's figures, reckoned last at `reckoned_at`.

    `profit` is `contribution` less `cost`, of the last `days` days. `tier` None: the tier shown is the bank's own.
    `loss_risk` is percent. `satisfaction` is the mean of the last answers, `satisfaction_gap` that of perceived less
    expected.
    """

    reckoned_at: datetime
    currency: str
    days: int
    relationship_value: Decimal | None = None
    contribution: Decimal | None = None
    cost: Decimal | None = None
    profit: Decimal | None = None
    potential: Decimal | None = None
    quadrant: Quadrant | None = None
    tier: Tier | None = None
    satisfaction: Decimal | None = None
    satisfaction_gap: Decimal | None = None
    loss_risk: int | None = None


class ValueExplanation(Answer):
    """`GET /v1/customers/{id}/value`: how a person's value was reckoned, by the formulas of then.

    `value` None: nothing was reckoned yet, and there is nothing else then. `high_profit` and `high_potential` are from
    where on the quadrant calls them high. A risk of one in two takes `risk_even_points`; each `risk_doubling_points`
    more double the odds. `history` and `surveys` begin with the oldest.
    """

    customer_id: UUID
    kind: CustomerKind
    value: CustomerValue | None = None
    lines: tuple[ValueLine, ...] = ()
    high_profit: Decimal = Decimal(0)
    high_potential: Decimal = Decimal(0)
    risk_lines: tuple[RiskLine, ...] = ()
    risk_score: int | None = None
    risk_even_points: int = 0
    risk_doubling_points: int = 0
    history: tuple[ValuePoint, ...] = ()
    surveys: tuple[SurveyAnswer, ...] = ()
