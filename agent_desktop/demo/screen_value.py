"""What the made-up customers of the pictures are worth, reckoned by the formulas that come with the program."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.valuation import CustomerValue, SurveyAnswer, ValueExplanation, ValuePoint
from agent_desktop.demo.screen_customers import HO, NOW
from agent_desktop.records.valuation.measures import Measure, Measures
from agent_desktop.records.valuation.reckoning import Reckoned, reckon
from agent_desktop.records.valuation.statements import FIGURES
from agent_desktop.server.valuation.formula import load_formula
from agent_desktop.settings import load_settings
from agent_desktop.ui.customer.value.presenter import ExplanationState

_FORMULA: Final = load_formula(load_settings(None))
_RISK: Final = _FORMULA.personal.loss_risk
_MEASURES: Final[Measures] = {
    Measure.DEPOSITS: Decimal("1912761.05"),
    Measure.WEALTH: Decimal("3361870.40"),
    Measure.CARDS_OWED: Decimal("86240.18"),
    Measure.LOANS_OWED: Decimal(4_120_000),
    Measure.PRODUCTS: Decimal(11),
    Measure.GROUPS_MISSING: Decimal(0),
    Measure.MATURING_SHARE: Decimal("0.2404"),
    Measure.INFLOW: Decimal(1_260_000),
    Measure.OUTFLOW: Decimal(3_740_000),
    Measure.CARD_SPENDING: Decimal("214380.50"),
    Measure.FEES: Decimal(260),
    Measure.BOOKINGS: Decimal(318),
    Measure.NET_OUTFLOW: Decimal(2_480_000),
    Measure.NET_OUTFLOW_SHARE: Decimal("0.3198"),
    Measure.MONTHS_SINCE_BOOKING: Decimal(0),
    Measure.YEARS_CUSTOMER: Decimal(17),
    Measure.CALLS: Decimal(6),
    Measure.CALL_MINUTES: Decimal("48.5"),
    Measure.PHONE_CONTACTS: Decimal(2),
    Measure.BRANCH_CONTACTS: Decimal(3),
    Measure.APP_CONTACTS: Decimal(41),
    Measure.WEB_CONTACTS: Decimal(4),
    Measure.EMAIL_CONTACTS: Decimal(2),
    Measure.CONTACT_MINUTES: Decimal(74),
    Measure.COMPLAINTS: Decimal(2),
    Measure.SATISFACTION: Decimal("3.1"),
    Measure.SATISFACTION_GAP: Decimal("-1.4"),
}
_LESS: Final[Measures] = {
    measure: amount for measure, amount in _MEASURES.items() if "contacts" in measure or "call" in measure
}


def _value(reckoned: Reckoned, **more: Decimal) -> CustomerValue:
    known: dict[str, Any] = {name: getattr(reckoned.figures, name, None) for name in FIGURES} | more
    return CustomerValue(reckoned_at=NOW - timedelta(hours=6, minutes=42), currency="HKD", days=365, **known)


def _explained(measures: Measures, **more: Decimal) -> ValueExplanation:
    reckoned = reckon(_FORMULA.personal, measures)
    assert _RISK is not None
    return ValueExplanation(
        customer_id=HO.customer_id,
        kind=CustomerKind.PERSONAL,
        value=_value(reckoned, **more),
        lines=reckoned.lines,
        high_profit=_FORMULA.personal.quadrant.profit,
        high_potential=_FORMULA.personal.quadrant.potential,
        risk_lines=reckoned.risk_lines,
        risk_score=reckoned.risk_score,
        risk_even_points=_RISK.even_points,
        risk_doubling_points=_RISK.doubling_points,
    )


_WHOLE: Final = _explained(_MEASURES, satisfaction=Decimal("3.1"), satisfaction_gap=Decimal("-1.4"))
EXPLANATION: Final = _WHOLE.model_copy(
    update={
        "history": tuple(
            ValuePoint(
                at=NOW - timedelta(days=days),
                relationship_value=Decimal(worth),
                profit=Decimal(profit),
                quadrant=_WHOLE.value.quadrant if _WHOLE.value is not None else None,
                tier=HO.tier,
                loss_risk=risk,
            )
            for days, worth, profit, risk in (
                (300, "5741200.00", "88120.40", 12),
                (120, "7754600.00", "112480.10", 14),
                (60, "6020310.00", "99210.75", 36),
                (1, "5274631.45", "108013.23", 69),
            )
        ),
        "surveys": tuple(
            SurveyAnswer(at=NOW - timedelta(days=days), perceived=Decimal(perceived), expected=Decimal("4.5"))
            for days, perceived in ((420, "4.5"), (300, "4"), (90, "2.5"), (4, "2"))
        ),
    }
)
VALUE: Final = EXPLANATION.value
LITTLE_KNOWN: Final = _explained(_LESS)

NOT_EXPLAINED: Final = ExplanationState()
EXPLAINED: Final = ExplanationState(open=True, explanation=EXPLANATION)
EXPLAINED_LITTLE: Final = ExplanationState(open=True, explanation=LITTLE_KNOWN)
EXPLAINED_NOTHING: Final = ExplanationState(
    open=True, explanation=ValueExplanation(customer_id=HO.customer_id, kind=CustomerKind.PERSONAL)
)
EXPLANATION_COMING: Final = ExplanationState(open=True, loading=True)
EXPLANATION_FAILED: Final = ExplanationState(open=True, problem=Problem(ErrorCode.SERVER_AWAY))
