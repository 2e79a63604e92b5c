"""The search for a customer to try a script with, in one state after another."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import SearchHit, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.script_trials import FEWEST_ALIKE, TrialAccount, TrialCustomer, TrialKind
from agent_desktop.ui.authoring.customer_dialog import CustomerDialog
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.theme.theme import Theme

HITS: Final = (
    SearchHit(
        customer_id=UUID(int=11),
        name="Ho Wing Sze Grace",
        name_chinese="何詠詩",
        tier=Tier.PLATINUM,
        number_masked="•••• 2086",
        matched="name",
    ),
    SearchHit(
        customer_id=UUID(int=12), name="Ho Chi Keung", tier=Tier.GOLD, number_masked="•••• 7731", matched="similar"
    ),
)


class Bank:
    """A server of a picture, and of a test. `asked` says in order what it was asked."""

    def __init__(
        self, hits: tuple[SearchHit, ...] = HITS, *, problem: ErrorCode | None = None, **details: JsonValue
    ) -> None:
        """`problem` is what it answers, with these details."""
        self.hits = hits
        self.problem = problem
        self.details: dict[str, JsonValue] = details
        self.asked: list[str] = []

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]:  # noqa: ARG002  one signature
        self.asked.append(f"search {text}")
        if self.problem is not None:
            raise ClientError(self.problem)
        return self.hits

    def stop_search(self, search_id: UUID) -> None:  # noqa: ARG002  one signature
        self.asked.append("stop")

    def any_customer(self, kind: TrialKind) -> TrialCustomer:
        self.asked.append(" ".join(["any", *kind.wishes.values()]))
        if self.problem is not None:
            raise ClientError(self.problem, self.details)
        return TrialCustomer(
            customer_id=UUID(int=13),
            name={"en": "A customer, unnamed", "zh": "某位客户（不显示姓名）"},
            facts={"customer_name": {"en": "Ms Sample", "zh": "某女士"}, "card_ending": {"en": "0000", "zh": "0000"}},
            values={"today": "2026-06-16", "is_known": "yes", "tier": "gold", "age": "61", "has_card": "yes"},
        )

    def trial_customer(self, customer_id: UUID) -> TrialCustomer:
        self.asked.append(f"look {customer_id.int}")
        if self.problem is not None:
            raise ClientError(self.problem)
        return TrialCustomer(
            customer_id=customer_id,
            name={"en": "Ho Wing Sze Grace", "zh": "何詠詩"},
            facts={
                "bank_name": {"en": "Harbour Bank", "zh": "海港银行"},
                "customer_name": {"en": "Ms Ho", "zh": "何女士"},
                "card_ending": {"en": "4417", "zh": "4417"},
            },
            values={"today": "2026-06-16", "is_known": "yes", "tier": "platinum", "age": "46", "has_card": "yes"},
            accounts=(
                TrialAccount(
                    holding_id=UUID(int=21),
                    product={"en": "Platinum debit", "zh": "白金借记卡"},
                    number_masked="•••• 4417",
                ),
            ),
        )


def _dialog(theme: Theme, bank: Callable[[], Bank], typed: str = "", *, may_search: bool = True) -> QWidget:
    finder = CustomerFinder(bank(), ImmediateTasks(), lambda _: None, may_search=may_search)
    dialog = CustomerDialog(theme, None, finder)
    if typed:
        dialog.field.setText(typed)
        dialog.field.returnPressed.emit()
    return dialog


def _few(theme: Theme) -> QWidget:
    """A kind that fewer are of than may be."""
    bank = partial(Bank, problem=ErrorCode.TOO_FEW_ALIKE, fewest=FEWEST_ALIKE)
    dialog = _dialog(theme, bank, may_search=False)
    assert isinstance(dialog, CustomerDialog)
    dialog.kinds.tier.setCurrentIndex(3)
    dialog.try_it()
    return dialog


TRIALS: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "authoring-customer": partial(_dialog, bank=Bank),
        "authoring-customer-found": partial(_dialog, bank=Bank, typed="ho"),
        "authoring-customer-any": partial(_dialog, bank=Bank, may_search=False),
        "authoring-customer-few": _few,
        "authoring-customer-short": partial(_dialog, bank=Bank, typed="h"),
        "authoring-customer-none": partial(_dialog, bank=partial(Bank, ()), typed="zzz"),
        "authoring-customer-failed": partial(_dialog, bank=partial(Bank, problem=ErrorCode.SERVER_AWAY), typed="ho"),
    }
)
