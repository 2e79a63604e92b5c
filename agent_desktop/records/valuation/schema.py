"""The bank's formulas of value, as their file holds them: sums of weighted figures, limits, and a scorecard.

A sum of weighted terms is all that a formula is: nothing in the file is ever run.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.valuation import Section
from agent_desktop.records.valuation.measures import Measure

Weight = Annotated[Decimal, Field(ge=0, le=1_000_000)]
Money = Annotated[Decimal, Field(ge=-1_000_000_000, le=1_000_000_000_000)]
Days = Annotated[int, Field(ge=1, le=3_660)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(Part):
    """`weight` times one figure."""

    name: dict[str, str]
    measure: Measure
    weight: Weight


Terms = Annotated[tuple[Term, ...], Field(min_length=1)]


class QuadrantLimits(Part):
    """From where on current value (profit of a year) and potential are high."""

    profit: Money
    potential: Money


class TierLimits(Part):
    """A tier is reached by either of them; what is not named reaches nothing."""

    relationship_value: Money | None = None
    profit: Money | None = None


class Tiers(Part):
    platinum: TierLimits
    gold: TierLimits


class Bin(Part):
    """`points` for figures below `below`, and of at least the bin's before; the last one has no limit."""

    below: Decimal | None = None
    points: Annotated[int, Field(ge=-1_000, le=1_000)]


class Characteristic(Part):
    """Points by where one figure lies."""

    name: dict[str, str]
    measure: Measure
    bins: Annotated[tuple[Bin, ...], Field(min_length=2)]


class LossRisk(Part):
    """A scorecard. At `even_points` the odds of leaving are even, and each `doubling_points` more double them.

    Where fewer than `least_known` characteristics have data there is no risk to tell.
    """

    even_points: Annotated[int, Field(ge=-10_000, le=10_000)]
    doubling_points: Annotated[int, Field(ge=1, le=1_000)]
    least_known: Annotated[int, Field(ge=1, le=30)]
    characteristics: Annotated[tuple[Characteristic, ...], Field(min_length=1)]


class KindFormula(Part):
    """The formulas of one kind of customer. Without `tiers` the bank's own tier stays, without `loss_risk` there is
    none."""

    relationship_value: Terms
    contribution: Terms
    cost: Terms
    potential: Terms
    quadrant: QuadrantLimits
    tiers: Tiers | None = None
    loss_risk: LossRisk | None = None

    def terms_of(self, section: Section) -> tuple[Term, ...]:
        return {
            Section.RELATIONSHIP_VALUE: self.relationship_value,
            Section.CONTRIBUTION: self.contribution,
            Section.COST: self.cost,
            Section.POTENTIAL: self.potential,
        }[section]

    def limits_of(self) -> tuple[tuple[Tier, TierLimits], ...]:
        """Return the limits, the highest tier's first; none where the bank's own tier stays."""
        return () if self.tiers is None else ((Tier.PLATINUM, self.tiers.platinum), (Tier.GOLD, self.tiers.gold))


class Complaints(Part):
    """What counts as a complaint: calls with one of these dispositions, contacts with one of these outcomes (as their
    English text says)."""

    dispositions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


class Surveys(Part):
    """The newest `count` answers of the last `days` days count."""

    count: Annotated[int, Field(ge=1, le=50)]
    days: Days


class Material(Part):
    """What is a change worth keeping: a sum that moved by more than `percent`, a risk by `risk_points` percent or
    more; another tier or quadrant always."""

    percent: Annotated[Decimal, Field(ge=0, le=100)]
    risk_points: Annotated[int, Field(ge=1, le=100)]


class ValueFormula(Part):
    """Everything the bank decides of value. `owners` are the roles whose holdings are one's own; `fee_kinds` the kinds
    of bookings that are fees."""

    days: Days
    trend_days: Days
    maturing_days: Days
    owners: Annotated[tuple[str, ...], Field(min_length=1)]
    fee_kinds: tuple[str, ...] = ()
    complaints: Complaints = Complaints()
    surveys: Surveys
    material: Material
    personal: KindFormula
    business: KindFormula

    def of_kind(self, kind: CustomerKind) -> KindFormula:
        """Return the formulas of a kind of customer; of a firm its own, of everybody else a person's."""
        return self.business if kind is CustomerKind.BUSINESS else self.personal
