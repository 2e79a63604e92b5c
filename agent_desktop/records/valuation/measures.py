"""What a formula may reckon with: figures of one person, all accounts of theirs together.

``docs/valuation.md`` says what each is counted from, and when there is no data for it.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.valuation import Unit


class Measure(StrEnum):
    """Names of figures, as a formula's file has them."""

    DEPOSITS = "deposits"
    WEALTH = "wealth"
    INSURANCE = "insurance"
    CARDS_OWED = "cards_owed"
    LOANS_OWED = "loans_owed"
    PRODUCTS = "products"
    GROUPS_MISSING = "groups_missing"
    MATURING_SHARE = "maturing_share"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    FEES = "fees"
    CARD_SPENDING = "card_spending"
    BOOKINGS = "bookings"
    NET_OUTFLOW = "net_outflow"
    NET_OUTFLOW_SHARE = "net_outflow_share"
    MONTHS_SINCE_BOOKING = "months_since_booking"
    YEARS_CUSTOMER = "years_customer"
    AGE_YEARS = "age_years"
    CALLS = "calls"
    CALL_MINUTES = "call_minutes"
    PHONE_CONTACTS = "phone_contacts"
    BRANCH_CONTACTS = "branch_contacts"
    APP_CONTACTS = "app_contacts"
    WEB_CONTACTS = "web_contacts"
    EMAIL_CONTACTS = "email_contacts"
    CONTACT_MINUTES = "contact_minutes"
    COMPLAINTS = "complaints"
    MONTHS_SINCE_CONTACT = "months_since_contact"
    SATISFACTION = "satisfaction"
    SATISFACTION_GAP = "satisfaction_gap"


Measures = Mapping[Measure, Decimal]
"""One person's figures; one that is not there is one that there is no data for."""

_M = Measure
_UNITS: Final[Mapping[Unit, tuple[Measure, ...]]] = {
    Unit.MONEY: (
        _M.DEPOSITS,
        _M.WEALTH,
        _M.INSURANCE,
        _M.CARDS_OWED,
        _M.LOANS_OWED,
        _M.INFLOW,
        _M.OUTFLOW,
        _M.FEES,
        _M.CARD_SPENDING,
        _M.NET_OUTFLOW,
    ),
    Unit.COUNT: (
        _M.PRODUCTS,
        _M.GROUPS_MISSING,
        _M.BOOKINGS,
        _M.CALLS,
        _M.PHONE_CONTACTS,
        _M.BRANCH_CONTACTS,
        _M.APP_CONTACTS,
        _M.WEB_CONTACTS,
        _M.EMAIL_CONTACTS,
        _M.COMPLAINTS,
    ),
    Unit.MINUTES: (_M.CALL_MINUTES, _M.CONTACT_MINUTES),
    Unit.MONTHS: (_M.MONTHS_SINCE_BOOKING, _M.MONTHS_SINCE_CONTACT),
    Unit.YEARS: (_M.YEARS_CUSTOMER, _M.AGE_YEARS),
    Unit.SHARE: (_M.MATURING_SHARE, _M.NET_OUTFLOW_SHARE),
    Unit.POINTS: (_M.SATISFACTION, _M.SATISFACTION_GAP),
}
UNITS: Final[Mapping[Measure, Unit]] = MappingProxyType(
    {measure: unit for unit, measures in _UNITS.items() for measure in measures}
)
SIGNED: Final = frozenset({Measure.SATISFACTION_GAP})
"""What may be below zero. A cost must not reckon with it: more of a cost never raises a value."""
