"""The facts of a script: what is known of a call and its customer, each with its type and what it is.

Values travel as canonical text: a decimal with a point, an ISO 8601 date or time, ``yes``, ``no``, a code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.verification import Level


class ValueType(StrEnum):
    """What a value is, and how its canonical text looks."""

    TEXT = "text"
    NUMBER = "number"  # "-12.5"
    MONEY = "money"  # "8000.00" or "8000.00 HKD"
    DATE = "date"  # "2026-06-16"
    DATETIME = "datetime"  # "2026-06-16T02:14:00+08:00"
    YES_NO = "yes_no"  # "yes", "no"
    LEVEL = "level"  # "none", "basic", "full"
    SEVERAL = "several"  # ids with commas: "fees,service"
    PHONE = "phone"  # E.164
    ACCOUNT = "account"  # a holding's id


@dataclass(frozen=True, slots=True)
class Kind:
    """A type, and every value there can be where they are listed."""

    type: ValueType
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind, and what it is, in words. `in_words` says that it comes with a call as words by language."""

    kind: Kind
    words: LocalText
    in_words: bool = False


def _words(value_type: ValueType, en: str, zh: str) -> Fact:
    return Fact(Kind(value_type), {"en": en, "zh": zh}, in_words=True)


def _fact(value_type: ValueType, en: str, zh: str, allowed: tuple[str, ...] = ()) -> Fact:
    return Fact(Kind(value_type, allowed), {"en": en, "zh": zh})


_YES_NO: Final = ValueType.YES_NO

FACTS: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        "customer_name": _words(ValueType.TEXT, "How to address the customer: Ms Ho, 何女士", "对客户的称呼：何女士"),
        "customer_full_name": _words(ValueType.TEXT, "The customer's whole name with title", "客户的全名和称谓"),
        "agent_name": _words(ValueType.TEXT, "The agent's own name", "客服人员的姓名"),
        "bank_name": _words(ValueType.TEXT, "The name of the bank", "银行的名称"),
        "card_ending": _words(
            ValueType.TEXT, "The last digits of the card that the call is likely about", "本次来电可能涉及的卡的尾号"
        ),
        "card_product": _words(ValueType.TEXT, "The name of that card's product", "该卡的产品名称"),
        "last_transaction_amount": _words(
            ValueType.MONEY, "The newest booking on it: HKD 8,000.00", "该卡最近一笔交易的金额"
        ),
        "last_transaction_place": _words(ValueType.TEXT, "Where it was made", "该笔交易的地点"),
        "last_transaction_time": _words(
            ValueType.DATETIME, "When it was made: 02:14 today, 今天 02:14", "该笔交易的时间：今天 02:14"
        ),
        "last_transaction_date": _words(
            ValueType.DATE, "The day it was made: Thu 18 Jun, 6月18日 周四", "该笔交易的日期：6月18日 周四"
        ),
        "today": _fact(ValueType.DATE, "The bank's day on which the call began", "来电当天的日期（银行所在地）"),
        "direction": _fact(
            ValueType.TEXT,
            "Who called: inbound is the customer, outbound is us",
            "来电或呼出：inbound 为客户来电，outbound 为本行致电",
            tuple(Direction),
        ),
        "queue": _fact(ValueType.TEXT, "The code of the call's queue", "来电所在队列的代码"),
        "reason": _fact(ValueType.TEXT, "The reason chosen in the entry menu", "客户在语音菜单中所选的原因"),
        "language": _fact(ValueType.TEXT, "The language of the call: en, zh", "通话语言：en、zh"),
        "verification_level": _fact(
            ValueType.LEVEL, "How sure it is that the caller is the customer", "来电者身份的核实级别", tuple(Level)
        ),
        "is_known": _fact(_YES_NO, "It is known which customer the call is with", "是否已知通话的客户是谁"),
        "tier": _fact(ValueType.TEXT, "The customer's tier", "客户的等级", tuple(Tier)),
        "age": _fact(ValueType.NUMBER, "The customer's age in years", "客户的年龄（岁）"),
        "is_vulnerable": _fact(_YES_NO, "A need of the customer's is noted", "是否已登记客户的特别需要"),
        "has_card": _fact(_YES_NO, "The customer has a card", "客户是否持有卡"),
        "has_loan": _fact(_YES_NO, "The customer has a loan", "客户是否有贷款"),
        "has_time_deposit": _fact(_YES_NO, "The customer has a time deposit", "客户是否有定期存款"),
        "maturing_on": _fact(
            ValueType.DATE, "When the customer's next time deposit matures", "最近一笔定期存款的到期日"
        ),
        "contacts_90_days": _fact(ValueType.NUMBER, "How often we spoke in the last 90 days", "近90天的联系次数"),
    }
)
"""Every fact, by its name in texts and conditions."""
