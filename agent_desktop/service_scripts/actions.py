"""The actions of a script: each kind with its parameters, the verification it needs and who does it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import NeedKind
from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.schema import Action, ActionKind


class ResultState(StrEnum):
    """How an action stands. Any but `ASKED` lets the script go on."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no answer came: it may or may not have been done, and is not asked twice
    BY_HAND = "by_hand"  # the agent did it in another system, and ticked it


ANSWERED: Final = frozenset(ResultState) - {ResultState.ASKED}
"""The states in which an action keeps nobody."""


SCORES: Final[Mapping[str, int]] = MappingProxyType({"one": 1, "two": 2, "three": 3, "four": 4, "five": 5})
"""What a survey's answers are called in a script, and what they count."""


class Doer(StrEnum):
    """Who does an action."""

    BANK = "bank"  # a bank's system, through the port
    RECORDS = "records"  # this server's own records
    CALL = "call"  # the telephony of the running call


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `words` say what it is."""

    kind: Kind
    words: LocalText
    required: bool = True


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One kind of action. `level` is the least verification it needs; a script may ask for more, never for less."""

    doer: Doer
    words: LocalText
    level: Level
    parameters: Mapping[str, Parameter]


NO_POLICY: Final[Mapping[str, Level]] = MappingProxyType({})


def needed_level(action: Action, policy: Mapping[str, Level] = NO_POLICY) -> Level:
    """Return the verification that `action` needs: the strictest of the script's word, ours and the bank's `policy`,
    which has levels by the kind of an action."""
    own = policy.get(action.kind.value, Level.NONE)
    return max(action.level, ACTIONS[action.kind].level, own, key=LEVELS.index)


def is_by_hand(kind: ActionKind, parameters: Mapping[str, str], by_hand: Collection[str]) -> bool:
    """Say whether nothing does an action but the agent: `by_hand` are kinds, or kinds by a channel
    (``message.send/app``)."""
    return kind.value in by_hand or by_channel(kind, parameters.get("channel", "")) in by_hand


def by_channel(kind: ActionKind, channel: str) -> str:
    """Return what a kind of action is called where it is about one channel."""
    return f"{kind.value}/{channel}"


def policy_code(kind: str) -> str:
    """Return what the bank's policy of verification calls a kind of action; empty for what is no bank's."""
    system, _, code = kind.partition(".")
    return code if system == "bank" else ""


def _needs(
    value_type: ValueType, en: str, zh: str, allowed: tuple[str, ...] = (), *, required: bool = True
) -> Parameter:
    return Parameter(Kind(value_type, allowed), {"en": en, "zh": zh}, required)


def _spec(doer: Doer, level: Level, en: str, zh: str, **parameters: Parameter) -> ActionSpec:
    return ActionSpec(doer, {"en": en, "zh": zh}, level, MappingProxyType(parameters))


_TEXT: Final = ValueType.TEXT
_ABOUT: Final = _needs(_TEXT, "What it is about", "事由")
_ACCOUNT: Final = _needs(ValueType.ACCOUNT, "The customer's account", "客户的账户")
_AMOUNT: Final = _needs(ValueType.MONEY, "The amount, with its currency", "金额及币种")
_NOTE: Final = _needs(_TEXT, "A note for whoever reads it", "备注", required=False)

ACTIONS: Final[Mapping[ActionKind, ActionSpec]] = MappingProxyType(
    {
        ActionKind.BLOCK_CARD: _spec(
            Doer.BANK, Level.BASIC, "Block a card", "冻结卡",
            card=_needs(ValueType.ACCOUNT, "The card", "卡"),
            reason=_needs(_TEXT, "Why", "原因", ("lost", "stolen", "fraud", "damaged")),
        ),
        ActionKind.OPEN_DISPUTE: _spec(
            Doer.BANK, Level.FULL, "Dispute a transaction", "登记交易争议",
            account=_needs(ValueType.ACCOUNT, "The card or account", "卡或账户"),
            amount=_AMOUNT,
            made_on=_needs(ValueType.DATE, "The day of the transaction", "交易日期", required=False),
            place=_needs(_TEXT, "Where it was made", "交易地点", required=False),
            about=_ABOUT,
        ),
        ActionKind.UNLOCK_ONLINE_BANKING: _spec(
            Doer.BANK, Level.FULL, "Unlock online banking", "解锁网上银行",
            send_to=_needs(_TEXT, "Where the new code goes", "新验证码发送方式", ("mobile", "email", "post")),
        ),
        ActionKind.CHANGE_CONTACT: _spec(
            Doer.BANK, Level.FULL, "Change an address, telephone or e-mail", "更改地址、电话或电邮",
            field=_needs(_TEXT, "What changes", "更改项目", ("address", "mobile", "email")),
            value=_needs(_TEXT, "The new value", "新内容"),
            from_on=_needs(ValueType.DATE, "From which day on", "生效日期", required=False),
        ),
        ActionKind.SET_STANDING_ORDER: _spec(
            Doer.BANK, Level.FULL, "Set up a standing order", "设立自动转账",
            from_account=_ACCOUNT,
            to_account=_needs(_TEXT, "The payee's account", "收款账户"),
            to_name=_needs(_TEXT, "The payee's name", "收款人姓名"),
            amount=_AMOUNT,
            first_on=_needs(ValueType.DATE, "The first day", "首次转账日期"),
            every=_needs(_TEXT, "How often", "频率", ("week", "month", "quarter", "year")),
        ),
        ActionKind.OPEN_TIME_DEPOSIT: _spec(
            Doer.BANK, Level.FULL, "Open a time deposit", "开立定期存款",
            from_account=_ACCOUNT,
            amount=_AMOUNT,
            months=_needs(ValueType.NUMBER, "For how many months", "存期（月）"),
            at_maturity=_needs(_TEXT, "What happens at maturity", "到期处理", ("renew", "renew_principal", "pay_out")),
        ),
        ActionKind.SEND_FORM: _spec(
            Doer.BANK, Level.BASIC, "Send a form", "寄发表格",
            form=_needs(_TEXT, "The form's code", "表格代码"),
            to=_needs(_TEXT, "Where to", "发送方式", ("post", "email", "app")),
        ),
        ActionKind.OPEN_COMPLAINT: _spec(
            Doer.RECORDS, Level.NONE, "Open a complaint", "登记投诉",
            about=_ABOUT,
            wish=_needs(_TEXT, "What the customer wishes", "客户的要求", required=False),
            category=_needs(_TEXT, "Its kind", "投诉类别", required=False),
        ),
        ActionKind.PROMISE_CALLBACK: _spec(
            Doer.RECORDS, Level.NONE, "Promise to call back", "约定回电",
            on=_needs(ValueType.DATE, "The day", "日期"),
            at=_needs(_TEXT, "The time of day", "时间", required=False),
            number=_needs(ValueType.PHONE, "The number", "电话号码", required=False),
            about=_ABOUT,
        ),
        ActionKind.TRANSFER: _spec(
            Doer.CALL, Level.NONE, "Put the call through to a skill", "转接至专长组",
            skill=_needs(_TEXT, "The skill's code", "专长代码"),
            note=_NOTE,
        ),
        ActionKind.SEND_MESSAGE: _spec(
            Doer.RECORDS, Level.NONE, "Send a message", "发送消息",
            channel=_needs(_TEXT, "By what", "发送渠道", ("sms", "email")),
            text=_needs(_TEXT, "The message, or the code of a template", "内容，或模板代码"),
            text_zh=_needs(_TEXT, "The same in Chinese", "中文内容", required=False),
        ),
        ActionKind.PAUSE_RECORDING: _spec(Doer.CALL, Level.NONE, "Pause the recording", "暂停录音"),
        ActionKind.RESUME_RECORDING: _spec(Doer.CALL, Level.NONE, "Go on recording", "继续录音"),
        ActionKind.ADD_NEED: _spec(
            Doer.RECORDS, Level.NONE, "Note a need of the customer's", "登记客户的特别需要",
            need=_needs(_TEXT, "The need", "需要", tuple(NeedKind)),
        ),
        ActionKind.SET_DISPOSITION: _spec(
            Doer.RECORDS, Level.NONE, "Set the call's outcome", "设定来电结果",
            code=_needs(_TEXT, "The outcome's code", "结果代码"),
        ),
        ActionKind.START_OUTREACH: _spec(
            Doer.RECORDS, Level.NONE, "Have somebody turn to the customer", "安排跟进客户",
            about=_ABOUT,
            due_on=_needs(ValueType.DATE, "By which day", "截止日期", required=False),
        ),
        ActionKind.KEEP_SURVEY: _spec(
            Doer.RECORDS, Level.NONE, "Keep what a customer answered to a survey", "登记满意度调查结果",
            score=_needs(_TEXT, "How satisfied they are, of five", "满意度（五分制）", tuple(SCORES)),
            expected=_needs(_TEXT, "As they had expected it, of five", "原来的预期", tuple(SCORES), required=False),
            comment=_needs(_TEXT, "In their own words", "客户原话", required=False),
        ),
    }
)  # fmt: skip
"""Every kind of action a script may hold."""
