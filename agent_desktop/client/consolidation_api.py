"""The routes of the review of accounts. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.consolidation import (
    AccountGroup,
    AccountsOfCustomer,
    CompareAccounts,
    Comparison,
    Consolidations,
    DecidePair,
    MergeAccounts,
    PairEvidence,
    RevealCompared,
    RevealedPair,
    RevealPair,
    ReviewList,
    TakeBack,
    UnmergeAccount,
)
from agent_desktop.contract.customers import Search, SearchHit

_PATH = f"{API_PREFIX}/consolidation"


class DecisionsApi:
    """What a person says of accounts; it takes effect at once, and can be taken back."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:
        """Raises LINK_PAIR_NOT_FOUND, DOCUMENTS_DIFFER, KINDS_DIFFER, KEPT_APART, ACCOUNTS_CLASH."""
        return self._http.send("POST", f"{_PATH}/pairs/{pair_id}/decisions", TypeAdapter(AccountGroup), body=command)

    def merge(self, command: MergeAccounts) -> AccountGroup:
        """Raises CUSTOMER_NOT_FOUND, DOCUMENTS_DIFFER, KINDS_DIFFER, KEPT_APART, ACCOUNTS_CLASH."""
        return self._http.send("POST", f"{_PATH}/merges", TypeAdapter(AccountGroup), body=command)

    def unmerge(self, customer_id: UUID, command: UnmergeAccount) -> AccountGroup:
        """Raises NOT_MERGED."""
        path = f"{_PATH}/groups/{customer_id}/unmerge"
        return self._http.send("POST", path, TypeAdapter(AccountGroup), body=command)

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup:
        """Raises LINK_DECISION_NOT_FOUND, LINK_DECISION_OVERTAKEN."""
        path = f"{_PATH}/decisions/{decision_id}/take-back"
        return self._http.send("POST", path, TypeAdapter(AccountGroup), body=command)


class ConsolidationApi(DecisionsApi):
    """The review: pairs that wait, and how consolidations went."""

    def pairs(self) -> ReviewList:
        """Return the first pairs, the likeliest first. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{_PATH}/pairs", TypeAdapter(ReviewList))

    def runs(self) -> Consolidations:
        """Return what came of the last consolidation, and how tonight's goes. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{_PATH}/runs", TypeAdapter(Consolidations))

    def pair(self, pair_id: UUID) -> PairEvidence:
        """Return both sides, masked; the look is audited. Raises LINK_PAIR_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/pairs/{pair_id}", TypeAdapter(PairEvidence))

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair:
        """Return one value of both sides, clear; audited. Raises LINK_PAIR_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/pairs/{pair_id}/reveals", TypeAdapter(RevealedPair), body=command)


class AccountsApi(DecisionsApi):
    """The accounts of one customer, and any two side by side."""

    def search(self, text: str) -> tuple[SearchHit, ...]:
        """Return customers as Ctrl+K finds them, one a person."""
        return self._http.send("POST", f"{_PATH}/search", TypeAdapter(tuple[SearchHit, ...]), body=Search(text=text))

    def accounts(self, customer_id: UUID) -> AccountsOfCustomer:
        """Return all accounts of a person, and those that may be theirs; audited. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/accounts/{customer_id}", TypeAdapter(AccountsOfCustomer))

    def compare(self, asked: CompareAccounts) -> Comparison:
        """Return two accounts side by side, masked; audited. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/comparisons", TypeAdapter(Comparison), body=asked)

    def reveal_compared(self, command: RevealCompared) -> RevealedPair:
        """Return one value of both, clear; audited. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/comparisons/reveals", TypeAdapter(RevealedPair), body=command)
