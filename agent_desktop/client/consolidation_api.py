"""The routes of the review of accounts. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.consolidation import (
    AccountGroup,
    DecidePair,
    MergeAccounts,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    UnmergeAccount,
)

_PATH = f"{API_PREFIX}/consolidation"


class ConsolidationApi:
    """Pairs that wait, and groups. What a person says takes effect at once."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def pairs(self) -> ReviewList:
        """Return the first pairs, the likeliest first. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{_PATH}/pairs", TypeAdapter(ReviewList))

    def pair(self, pair_id: UUID) -> PairEvidence:
        """Return both sides, masked; the look is audited. Raises LINK_PAIR_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/pairs/{pair_id}", TypeAdapter(PairEvidence))

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair:
        """Return one value of both sides, clear; audited. Raises LINK_PAIR_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/pairs/{pair_id}/reveals", TypeAdapter(RevealedPair), body=command)

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
