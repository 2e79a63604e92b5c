"""What reports need beside the database: words, rates, the bank's days."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.dispositions.at_hand import names_of
from agent_desktop.records.valuation.measures import Measure
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.service_scripts.at_hand import Scripts
from telephony.statistics.repository import StatisticsRepository

TIERS: Final[Mapping[Tier, LocalText]] = {
    Tier.PLATINUM: {"en": "Platinum", "zh": "白金"},
    Tier.GOLD: {"en": "Gold", "zh": "金卡"},
    Tier.STANDARD: {"en": "Standard", "zh": "普通"},
}
CALLBACK_KINDS: Final[Mapping[CallbackKind, LocalText]] = {
    CallbackKind.PROMISED: {"en": "Promised", "zh": "承诺回电"},
    CallbackKind.QUEUE: {"en": "Asked for while waiting", "zh": "排队时要求"},
    CallbackKind.ABANDONED: {"en": "Hung up before we answered", "zh": "未接通即挂断"},
    CallbackKind.ALERT: {"en": "From an alert", "zh": "提醒事项"},
    CallbackKind.RELATIONSHIP: {"en": "Relationship", "zh": "客户关系"},
    CallbackKind.COMPLAINT: {"en": "Complaint", "zh": "投诉跟进"},
}
NOBODY: Final[LocalText] = {"en": "Nobody", "zh": "无"}
NONE: Final[LocalText] = {"en": "None", "zh": "无"}
ALL: Final[LocalText] = {"en": "All together", "zh": "合计"}


@dataclass(frozen=True, slots=True)
class ReportBook:
    """`is_worked` says whether the bank is open on a day; `promises` which dispositions leave something owed."""

    options: ProfileOptions
    formula: ValueFormula
    scripts: Scripts
    outcomes: Sequence[Disposition]
    is_worked: Callable[[date], bool]
    promises: Callable[[Session], Collection[str]]

    @property
    def dispositions(self) -> Mapping[str, LocalText]:
        """What calls came to, by code, as it is called now."""
        return names_of(self.outcomes)

    @property
    def zone(self) -> tzinfo:
        return self.options.zone

    def today(self, at: datetime) -> date:
        return self.options.day_of(at)

    def rates(self) -> dict[str, float]:
        """Return what a call and a minute of it cost, by kind of customer, as the formulas of value have it."""
        found: dict[str, float] = {}
        for kind, name in ((CustomerKind.PERSONAL, "personal"), (CustomerKind.BUSINESS, "business")):
            terms = self.formula.of_kind(kind).cost
            for measure, rate in ((Measure.CALLS, "call"), (Measure.CALL_MINUTES, "minute")):
                found[f"{rate}_{name}"] = float(sum(each.weight for each in terms if each.measure is measure))
        return found

    def names(self, session: Session, subject: ReportSubject, keys: Collection[str]) -> dict[str, LocalText]:
        """Return what the rows of a subject are called, in the order in which they stand."""
        match subject:
            case ReportSubject.QUEUES | ReportSubject.SATISFACTION_OF_QUEUES:
                return {code: name for code, name in StatisticsRepository(session).list_queues() if code in keys}
            case ReportSubject.AGENTS | ReportSubject.SATISFACTION:
                return self._people(session, keys)
            case ReportSubject.SCRIPTS:
                titles = {script.id: dict(script.title) for script in self.scripts.newest()}
                return {key: titles.get(key, _same(key)) for key in sorted(keys)}
            case ReportSubject.DISPOSITIONS:
                known = {code: name for code, name in self.dispositions.items() if code in keys}
                return known | {key: _same(key) for key in sorted(keys - known.keys())}
            case ReportSubject.CALLBACKS:
                return {kind.value: name for kind, name in CALLBACK_KINDS.items() if kind.value in keys}
            case ReportSubject.COST_TO_SERVE:
                return {tier.value: name for tier, name in TIERS.items() if tier.value in keys}
            case _:
                return {key: _same(key) for key in sorted(keys)}

    def _people(self, session: Session, keys: Collection[str]) -> dict[str, LocalText]:
        names = UserRepository(session).list_display_names({UUID(key) for key in keys if key})
        known = {str(user_id): name for user_id, name in names.items()}
        found = {key: _same(known.get(key, "")) for key in keys}
        return dict(sorted(found.items(), key=lambda each: (each[1]["en"], each[0])))


def _same(text: str) -> LocalText:
    return {"en": text, "zh": text} if text else dict(NONE)
