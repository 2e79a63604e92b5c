"""What the review of accounts decides: one pair at a time, a person's word once, and taken back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.consolidation import (
    AccountGroup,
    Consolidations,
    DecidePair,
    LinkDoubt,
    LinkField,
    LinkSide,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    TakeBack,
    WaitingPair,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.linking.presenter import ReviewKind, ReviewPresenter

AT = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
PAIRS = tuple(
    WaitingPair(
        pair_id=UUID(int=number),
        left_name=f"Left {number}",
        right_name=f"Right {number}",
        probability=0.9,
        doubt=LinkDoubt.NAME,
        found_at=AT,
    )
    for number in (1, 2, 3)
)


def _side(number: int, grouped: int) -> LinkSide:
    return LinkSide(
        customer_id=UUID(int=number),
        name=f"N{number}",
        name_chinese="",
        source={},
        number_masked="",
        grouped=grouped,
    )


@dataclass
class Server:
    """Answers with what it was given; `refuse` refuses the next deed."""

    listed: tuple[WaitingPair, ...] = PAIRS
    total: int = 3
    grouped: int = 1
    refuse: ErrorCode | None = None
    told: Consolidations = field(default_factory=Consolidations)
    done: list[object] = field(default_factory=list)

    def pairs(self) -> ReviewList:
        self._maybe_refuse()
        return ReviewList(pairs=self.listed, total=self.total, consolidated_at=AT)

    def runs(self) -> Consolidations:
        return self.told

    def pair(self, pair_id: UUID) -> PairEvidence:
        self.done.append(("shown", pair_id.int))
        left, right = (_side(pair_id.int * 10 + place, self.grouped) for place in (0, 1))
        return PairEvidence(pair_id=pair_id, probability=0.9, doubt=LinkDoubt.NAME, left=left, right=right, fields=())

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair:
        self.done.append(("revealed", pair_id.int, command.field))
        return RevealedPair(field=command.field, left="a", right="b")

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:
        self._maybe_refuse()
        self.done.append(("decided", pair_id.int, command.is_same, command.reason))
        return AccountGroup(customer_id=UUID(int=0), accounts=(), decision_id=UUID(int=pair_id.int + 100))

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup:
        self._maybe_refuse()
        self.done.append(("taken back", decision_id.int))
        return AccountGroup(customer_id=UUID(int=0), accounts=())

    def _maybe_refuse(self) -> None:
        code, self.refuse = self.refuse, None
        if code is not None:
            raise ClientError(code)


def _opened(server: Server) -> ReviewPresenter:
    presenter = ReviewPresenter(server, ImmediateTasks())
    presenter.open()
    return presenter


def test_the_likeliest_pair_shows_first_and_the_next_one_after_it_is_decided() -> None:
    server = Server()
    review = _opened(server)

    review.decide(is_same=False, reason=" twins ")

    assert server.done == [("shown", 1), ("decided", 1, False, "twins"), ("shown", 2)]
    assert (review.state.total, [pair.pair_id.int for pair in review.state.pairs]) == (2, [2, 3])


def _deeds(server: Server) -> list[object]:
    return [each for each in server.done if each[0] not in ("shown", "revealed")]  # type: ignore[index]


def test_every_decision_is_taken_back_the_last_one_first_of_groups_too() -> None:
    server = Server(grouped=3)
    review = _opened(server)
    review.decide(is_same=True)
    review.decide(is_same=False)

    review.take_back()
    assert (review.state.selected, review.state.said is not None) == (UUID(int=2), True)  # looked at anew
    review.take_back()
    review.take_back()

    assert _deeds(server)[2:] == [("taken back", 102), ("taken back", 101)]
    assert review.state.said is None


def test_the_desk_hears_of_each_change_of_who_is_one_person() -> None:
    heard: list[int] = []
    review = ReviewPresenter(Server(), ImmediateTasks(), lambda: heard.append(1))
    review.open()
    review.decide(is_same=False)
    assert heard == []

    review.decide(is_same=True)
    review.take_back()

    assert heard == [1, 1]


def test_what_cannot_be_taken_back_now_says_why_and_stays_until_it_can_or_is_gone() -> None:
    server = Server()
    review = _opened(server)
    review.decide(is_same=False)

    server.refuse = ErrorCode.LINK_DECISION_OVERTAKEN
    review.take_back()
    assert review.state.problem is not None
    assert (review.state.problem.code, review.state.said is not None) == (ErrorCode.LINK_DECISION_OVERTAKEN, True)

    server.refuse = ErrorCode.LINK_DECISION_NOT_FOUND
    review.take_back()
    assert (review.state.said, review.state.busy) == (None, False)


def test_a_clear_value_is_asked_for_once_and_forgotten_with_its_pair() -> None:
    server = Server()
    review = _opened(server)

    review.reveal(LinkField.BIRTH)
    review.reveal(LinkField.BIRTH)
    assert review.state.clear == {LinkField.BIRTH: ("a", "b")}
    review.select(UUID(int=2))

    assert server.done.count(("revealed", 1, LinkField.BIRTH)) == 1
    assert review.state.clear == {}


def test_a_refusal_leaves_the_pair_and_says_why() -> None:
    server = Server()
    review = _opened(server)
    server.refuse = ErrorCode.KEPT_APART

    review.decide(is_same=True)

    state = review.state
    assert state.problem is not None
    assert (state.problem.code, state.selected, state.may_decide, state.total) == (
        ErrorCode.KEPT_APART,
        UUID(int=1),
        True,
        3,
    )


def test_a_pair_that_somebody_else_decided_gives_way_to_the_list_as_it_is() -> None:
    server = Server()
    review = _opened(server)
    server.listed, server.total, server.refuse = PAIRS[1:], 2, ErrorCode.LINK_PAIR_NOT_FOUND

    review.decide(is_same=True)

    assert (review.state.selected, review.state.total) == (UUID(int=2), 2)


def test_the_last_pair_of_those_read_brings_the_next_ones() -> None:
    server = Server(listed=PAIRS[:1], total=2)
    review = _opened(server)
    server.listed, server.total = PAIRS[2:], 1

    review.decide(is_same=False)

    assert (review.state.kind, review.state.selected) == (ReviewKind.READY, UUID(int=3))


def test_a_list_that_cannot_be_read_says_so_and_an_empty_one_is_no_failure() -> None:
    failed = Server(refuse=ErrorCode.SERVER_AWAY)
    assert _opened(failed).state.kind is ReviewKind.FAILED

    assert _opened(Server(listed=(), total=0)).state.kind is ReviewKind.EMPTY


def test_the_list_is_read_anew_when_a_consolidation_has_ended() -> None:
    server = Server(told=Consolidations(running_since=AT))
    review = _opened(server)
    server.listed, server.total = PAIRS[2:], 1

    review.look()
    assert review.state.total == 3
    server.told = Consolidations()
    review.look()

    assert (review.state.total, review.state.selected) == (1, UUID(int=3))
