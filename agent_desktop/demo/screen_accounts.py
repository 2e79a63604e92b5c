"""The window of one customer's accounts, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.consolidation import (
    AccountGroup,
    AccountsOfCustomer,
    CompareAccounts,
    Comparison,
    DecidePair,
    GroupedAccount,
    LinkDoubt,
    MergeAccounts,
    PossibleAccount,
    RevealCompared,
    RevealedPair,
    TakeBack,
    UnmergeAccount,
)
from agent_desktop.contract.customers import SearchHit, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_linking import CARDS, CRM, ROOT, side, twin_fields
from agent_desktop.demo.screen_samples import CUSTOMER
from agent_desktop.demo.screen_stage import HONG_KONG, still_ticker
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.linking.accounts_presenter import AccountsPresenter, Row
from agent_desktop.ui.linking.accounts_window import AccountsWindow
from agent_desktop.ui.theme.theme import Theme

_WEALTH: Final = {"en": "Wealth", "zh": "财富管理"}
_GRACE: Final = side("Ms Grace Ho Sze Wing", "何詩詠 女士", CRM, "2086", grouped=2)
_WEALTHY: Final = side("HO SZE WING", "何詩詠 女士", _WEALTH, "5520", grouped=2)
_TWIN: Final = side("HO SZE MAN", "何詩敏 女士", CARDS, "7731")
_FOUND: Final = side("He Shiyong", "", CARDS, "1193")


class _Bank:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, alone: bool = False) -> None:
        self._alone = alone

    def search(self, text: str) -> tuple[SearchHit, ...]:
        if text == "nobody":
            return ()
        return tuple(
            SearchHit(
                customer_id=each.customer_id,
                name=each.name,
                name_chinese=each.name_chinese,
                tier=Tier.STANDARD,
                number_masked=each.number_masked,
                matched="name",
            )
            for each in (_GRACE, _FOUND)
        )

    def accounts(self, customer_id: UUID) -> AccountsOfCustomer:  # noqa: ARG002  one signature
        if self._alone:
            alone = GroupedAccount(account=_GRACE.model_copy(update={"grouped": 1}), merged_at=None, by_person=False)
            return AccountsOfCustomer(customer_id=_GRACE.customer_id, accounts=(alone,))
        at = NOW - timedelta(days=12)
        return AccountsOfCustomer(
            customer_id=_GRACE.customer_id,
            accounts=(
                GroupedAccount(account=_GRACE, merged_at=at, by_person=False),
                GroupedAccount(account=_WEALTHY, merged_at=NOW - timedelta(days=3), by_person=True),
            ),
            possible=(
                PossibleAccount(
                    pair_id=uuid5(ROOT, "pair"),
                    own_id=_GRACE.customer_id,
                    account=_TWIN,
                    probability=0.9998,
                    doubt=LinkDoubt.NAME,
                ),
            ),
        )

    def compare(self, asked: CompareAccounts) -> Comparison:
        known = {each.customer_id: each for each in (_GRACE, _WEALTHY, _TWIN, _FOUND)}
        left, right = known[asked.one_id], known[asked.other_id]
        fields = twin_fields() if right == _TWIN else twin_fields(left.name, right.name)
        return Comparison(left=left, right=right, fields=fields)

    def reveal_compared(self, command: RevealCompared) -> RevealedPair:
        return RevealedPair(field=command.field, left="1980-06-21", right="1980-06-21")

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:  # noqa: ARG002
        return self._done()

    def merge(self, command: MergeAccounts) -> AccountGroup:  # noqa: ARG002
        raise ClientError(ErrorCode.ACCOUNTS_CLASH)

    def unmerge(self, customer_id: UUID, command: UnmergeAccount) -> AccountGroup:  # noqa: ARG002
        return self._done()

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup:  # noqa: ARG002
        return self._done()

    def _done(self) -> AccountGroup:
        return AccountGroup(customer_id=_GRACE.customer_id, accounts=(), decision_id=uuid5(ROOT, "decision"))


def _window(theme: Theme, bank: _Bank, then: Callable[[AccountsPresenter], None]) -> AccountsWindow:
    accounts = AccountsPresenter(bank, ImmediateTasks())
    window = AccountsWindow(theme, accounts, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)
    then(accounts)
    return window


def _own(accounts: AccountsPresenter) -> None:
    accounts.open(_GRACE.customer_id)
    accounts.choose(Row.OWN, _WEALTHY.customer_id)


def _possible(accounts: AccountsPresenter) -> None:
    accounts.open(_GRACE.customer_id)
    accounts.search("he shiyong")
    accounts.choose(Row.POSSIBLE, _TWIN.customer_id)


def _merged(accounts: AccountsPresenter) -> None:
    _possible(accounts)
    accounts.merge()


def _refused(accounts: AccountsPresenter) -> None:
    _possible(accounts)
    accounts.choose(Row.FOUND, _FOUND.customer_id)
    accounts.merge()


def _alone(accounts: AccountsPresenter) -> None:
    accounts.open(_GRACE.customer_id)
    accounts.search("nobody")


def _nobody(accounts: AccountsPresenter) -> None:
    accounts.begin()


ACCOUNTS: Final[Mapping[str, Callable[[Theme], AccountsWindow]]] = MappingProxyType(
    {
        "accounts-own": partial(_window, bank=_Bank(), then=_own),
        "accounts-possible": partial(_window, bank=_Bank(), then=_possible),
        "accounts-merged": partial(_window, bank=_Bank(), then=_merged),
        "accounts-refused": partial(_window, bank=_Bank(), then=_refused),
        "accounts-alone": partial(_window, bank=_Bank(alone=True), then=_alone),
        "accounts-nobody": partial(_window, bank=_Bank(), then=_nobody),
    }
)


def keepers_profile(theme: Theme) -> CustomerView:
    """Return the customer column of somebody who may say which accounts are the customer's."""
    view = CustomerView(theme, still_ticker(), show_at_once=True)
    view.set_keeper(True)
    view.display(CUSTOMER)
    view.resize(320, 900)
    return view
