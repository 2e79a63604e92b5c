"""Who a script is tried with: a made-up caller, so that an author need not see a customer, or one whom they found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.facts import FACTS
from agent_desktop.ui.script_panel.state import AccountChoice

ACCOUNTS: Final = (
    AccountChoice(str(UUID(int=1)), {"en": "Savings account", "zh": "储蓄账户"}, "•••• 2208"),
    AccountChoice(str(UUID(int=2)), {"en": "Platinum credit card", "zh": "白金信用卡"}, "•••• 4417"),
)


@dataclass(frozen=True, slots=True)
class SampleCaller:
    """`facts` are words by language as a call brings them, `values` canonical texts that conditions look at.

    `accounts` are what a question for an account offers. `is_customer`: they are a customer's, and are shown no longer
    than the trial needs them.
    """

    caller_id: str
    name: LocalText
    facts: Mapping[str, LocalText] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    level: Level = Level.NONE
    accounts: tuple[AccountChoice, ...] = ACCOUNTS
    is_customer: bool = False

    def with_fact(self, name: str, text: str) -> "SampleCaller":
        """Return the caller with another fact; an empty text takes it away."""
        if name == "verification_level":
            return replace(self, level=Level(text) if text in set(Level) else Level.NONE)
        if FACTS[name].in_words:
            facts = {key: value for key, value in self.facts.items() if key != name}
            return replace(self, facts={**facts, name: {"en": text, "zh": text}} if text else facts)
        values = {key: value for key, value in self.values.items() if key != name}
        return replace(self, values={**values, name: text} if text else values)


def _both(text: str) -> LocalText:
    return {"en": text, "zh": text}


_BANK: Final[Mapping[str, LocalText]] = {
    "agent_name": {"en": "Nina Lam", "zh": "林宁"},
    "bank_name": {"en": "Harbour Bank", "zh": "海港银行"},
}
_CALL: Final[Mapping[str, str]] = {"today": "2026-06-16", "direction": "inbound"}

CALLERS: Final = (
    SampleCaller(
        "ho",
        {"en": "Ms Grace Ho", "zh": "何佩珊女士"},
        {
            **_BANK,
            "customer_name": {"en": "Ms Ho", "zh": "何女士"},
            "customer_full_name": {"en": "Ms Grace Ho", "zh": "何佩珊女士"},
            "card_ending": _both("4417"),
            "card_product": {"en": "Platinum credit card", "zh": "白金信用卡"},
            "last_transaction_amount": _both("HKD 8,000.00"),
            "last_transaction_place": {"en": "an electronics shop in Osaka", "zh": "大阪一家电器店"},
            "last_transaction_time": {"en": "02:14 today", "zh": "今天 02:14"},
            "last_transaction_date": {"en": "Tue 16 Jun", "zh": "6月16日 周二"},
        },
        {
            **_CALL,
            "queue": "cards",
            "reason": "card_charge",
            "language": "en",
            "is_known": "yes",
            "tier": "platinum",
            "age": "41",
            "is_vulnerable": "no",
            "has_card": "yes",
            "has_loan": "no",
            "has_time_deposit": "no",
            "contacts_90_days": "2",
        },
    ),
    SampleCaller(
        "chan",
        {"en": "Mr Chan Kwok Leung, 78", "zh": "陈国良先生，78岁"},
        {
            **_BANK,
            "customer_name": {"en": "Mr Chan", "zh": "陈先生"},
            "customer_full_name": {"en": "Mr Chan Kwok Leung", "zh": "陈国良先生"},
        },
        {
            **_CALL,
            "queue": "general",
            "language": "zh",
            "is_known": "yes",
            "tier": "gold",
            "age": "78",
            "is_vulnerable": "yes",
            "has_card": "no",
            "has_loan": "yes",
            "has_time_deposit": "yes",
            "maturing_on": "2026-06-30",
            "contacts_90_days": "9",
        },
    ),
    SampleCaller(
        "unknown",
        {"en": "Somebody we do not know", "zh": "身份不明的来电者"},
        _BANK,
        {**_CALL, "queue": "general", "is_known": "no"},
    ),
)
