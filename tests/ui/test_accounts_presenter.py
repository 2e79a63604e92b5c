"""What is decided on one person's accounts: looked at beside theirs, then merged, taken out, and taken back."""

from dataclasses import dataclass, field
from uuid import UUID

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
    LinkField,
    LinkSide,
    MergeAccounts,
    PossibleAccount,
    RevealCompared,
    RevealedPair,
    TakeBack,
    UnmergeAccount,
)
from agent_desktop.contract.customers import SearchHit, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.linking.accounts_presenter import AccountsPresenter, Row
from tests.client.support import HeldTasks

LEAD, OTHER, MAYBE, FOUND = (UUID(int=number) for number in (1, 2, 3, 4))
PAIR = UUID(int=99)


def _side(account: UUID) -> LinkSide:
    return LinkSide(customer_id=account, name=f"N{account.int}", name_chinese="", source={}, number_masked="")


@dataclass
class Server:
    """One person with two accounts, one that may be theirs, and one that is found; `refuse` refuses the next deed."""

    refuse: ErrorCode | None = None
    done: list[tuple[object, ...]] = field(default_factory=list)

    def search(self, text: str) -> tuple[SearchHit, ...]:
        self.done.append(("searched", text))
        return tuple(
            SearchHit(customer_id=each, name="", tier=Tier.GOLD, number_masked="", matched="name")
            for each in (LEAD, FOUND)
        )

    def accounts(self, customer_id: UUID) -> AccountsOfCustomer:
        self.done.append(("read", customer_id.int))
        own = (GroupedAccount(account=_side(each), merged_at=None, by_person=False) for each in (LEAD, OTHER))
        possible = PossibleAccount(
            pair_id=PAIR, own_id=OTHER, account=_side(MAYBE), probability=0.9, doubt=LinkDoubt.NAME
        )
        return AccountsOfCustomer(customer_id=LEAD, accounts=tuple(own), possible=(possible,))

    def compare(self, asked: CompareAccounts) -> Comparison:
        self.done.append(("compared", asked.one_id.int, asked.other_id.int))
        return Comparison(left=_side(asked.one_id), right=_side(asked.other_id), fields=())

    def reveal_compared(self, command: RevealCompared) -> RevealedPair:
        self.done.append(("revealed", command.one_id.int, command.other_id.int))
        return RevealedPair(field=command.field, left="a", right="b")

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:
        return self._deed("decided", pair_id.int, command.is_same, command.reason)

    def merge(self, command: MergeAccounts) -> AccountGroup:
        return self._deed("merged", command.one_id.int, command.other_id.int, command.reason)

    def unmerge(self, customer_id: UUID, command: UnmergeAccount) -> AccountGroup:
        return self._deed("taken out", customer_id.int, command.reason)

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup:
        return self._deed("taken back", decision_id.int)

    def _deed(self, *what: object) -> AccountGroup:
        code, self.refuse = self.refuse, None
        if code is not None:
            raise ClientError(code)
        self.done.append(what)
        return AccountGroup(customer_id=LEAD, accounts=(), decision_id=UUID(int=100 + len(self.done)))


def _opened(server: Server) -> AccountsPresenter:
    presenter = AccountsPresenter(server, ImmediateTasks(), lambda: server.done.append(("changed",)))
    presenter.open(LEAD)
    server.done.clear()
    return presenter


def test_the_first_who_is_found_is_the_person_and_the_next_ones_are_looked_at_beside_them() -> None:
    server = Server()
    presenter = AccountsPresenter(server, ImmediateTasks())
    presenter.begin()
    presenter.search(" ho ")
    presenter.choose(Row.FOUND, LEAD)
    presenter.search("he")
    presenter.choose(Row.FOUND, FOUND)

    assert server.done == [("searched", "ho"), ("read", 1), ("searched", "he"), ("compared", 1, 4)]
    assert [hit.customer_id for hit in presenter.state.others] == [FOUND]  # who is this person already is not another


def test_what_was_found_is_merged_with_the_reason_and_the_customer_on_the_desk_is_read_anew() -> None:
    server = Server()
    accounts = _opened(server)
    accounts.merge("nothing is on the screen yet")
    accounts.search("he")
    accounts.choose(Row.FOUND, FOUND)
    assert not accounts.state.may_part

    accounts.merge(" her card ")

    assert server.done[2:] == [("merged", 1, 4, "her card"), ("read", 1), ("changed",)]
    assert (accounts.state.chosen, accounts.state.busy, len(accounts.state.deeds)) == (None, False, 1)


def test_a_pair_that_waits_is_decided_and_a_merged_account_is_taken_out() -> None:
    server = Server()
    accounts = _opened(server)
    accounts.choose(Row.POSSIBLE, MAYBE)
    accounts.part("twins")
    accounts.choose(Row.POSSIBLE, MAYBE)
    accounts.merge()
    accounts.choose(Row.OWN, LEAD)  # the leading one too: its person shows by another account then
    assert not accounts.state.may_merge
    accounts.part()

    assert [each for each in server.done if each[0] in ("compared", "decided", "taken out", "read")] == [
        ("compared", 2, 3),
        ("decided", 99, False, "twins"),
        ("read", 2),
        ("compared", 2, 3),
        ("decided", 99, True, ""),
        ("read", 2),
        ("compared", 2, 1),
        ("taken out", 1, ""),
        ("read", 2),
    ]


def test_all_that_was_done_is_taken_back_the_last_first() -> None:
    server = Server()
    accounts = _opened(server)
    for row, account in ((Row.OWN, OTHER), (Row.POSSIBLE, MAYBE)):
        accounts.choose(row, account)
        accounts.part()
    ids = [deed.decision_id.int for deed in accounts.state.deeds]

    server.refuse = ErrorCode.LINK_DECISION_OVERTAKEN
    accounts.take_back()
    assert accounts.state.problem is not None
    assert len(accounts.state.deeds) == 2
    accounts.take_back()
    accounts.take_back()
    accounts.take_back()

    assert [each for each in server.done if each[0] == "taken back"] == [("taken back", number) for number in ids[::-1]]


def test_a_refusal_leaves_both_sides_and_a_pair_that_is_gone_the_list_as_it_is() -> None:
    server = Server()
    accounts = _opened(server)
    accounts.choose(Row.POSSIBLE, MAYBE)
    accounts.reveal(LinkField.BIRTH)
    server.refuse = ErrorCode.KEPT_APART
    accounts.merge()
    assert (accounts.state.may_merge, dict(accounts.state.clear)) == (True, {LinkField.BIRTH: ("a", "b")})

    server.refuse = ErrorCode.LINK_PAIR_NOT_FOUND
    accounts.merge()

    assert (accounts.state.chosen, accounts.state.problem is not None) == (None, True)
    assert server.done[-1] == ("read", 1)


def test_a_decision_whose_answer_comes_when_another_person_is_shown_changes_nothing_there() -> None:
    server, tasks = Server(), HeldTasks()
    presenter = AccountsPresenter(server, tasks, lambda: server.done.append(("changed",)))
    presenter.open(LEAD)
    tasks.run_all()
    presenter.choose(Row.POSSIBLE, MAYBE)
    tasks.run_all()
    presenter.merge()
    server.done.clear()

    presenter.open(FOUND)
    tasks.run_all()

    assert server.done == [("decided", 99, True, ""), ("changed",), ("read", 4)]
    assert presenter.state.deeds == ()
    assert not presenter.state.busy
