"""The window of accounts to review, in one state after another."""

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
    Agreement,
    ComparedField,
    Consolidations,
    DecidePair,
    LastConsolidation,
    LinkDoubt,
    LinkField,
    LinkSide,
    LinkStage,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    TakeBack,
    WaitingPair,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.linking.presenter import ReviewPresenter
from agent_desktop.ui.linking.window import ReviewWindow
from agent_desktop.ui.theme.theme import Theme

ROOT: Final = UUID("0b0f4c1e-8d57-4f3a-9d15-3f7f3a7c1b21")
CRM: Final = {"en": "Customer system", "zh": "客户系统"}
CARDS: Final = {"en": "Card applications", "zh": "卡申请系统"}
_PAIRS: Final = tuple(
    WaitingPair(
        pair_id=uuid5(ROOT, left + right),
        left_name=left,
        right_name=right,
        probability=probability,
        doubt=doubt,
        found_at=NOW - timedelta(hours=9),
    )
    for left, right, probability, doubt in (
        ("Grace Ho Sze Wing 何詩詠", "HO SZE MAN 何詩敏", 0.9998, LinkDoubt.NAME),
        ("Chan Ka Ming 陳家明", "Chen Jiaming 陈嘉明", 0.9991, LinkDoubt.BIRTH),
        ("Peter Lau Chi Wai 劉志偉", "LAU, Chi Wai", 0.998, LinkDoubt.FAMILY_LINE),
        ("Wong Mei Ling 黃美玲", "Wang Meiling 王美玲", 0.97, LinkDoubt.DOCUMENT),
        ("Clara Hartley", "Hartley Klara", 0.96, LinkDoubt.GENDER),
        ("Lam Tsz Hin 林子軒", "Lin Zixuan 林子轩", 0.9, LinkDoubt.SCORE),
        ("Yeung Wing Kit 楊榮傑", "Yang Rongjie", 0.86, LinkDoubt.GROUP),
    )
)
_A: Final = Agreement
_TWINS: Final = (
    (LinkField.NAME, "Grace Ho Sze Wing · 何詩詠", "HO SZE MAN · 何詩敏", _A.NEAR),
    (LinkField.BIRTH, "1980-••-••", "1980-••-••", _A.SAME),
    (LinkField.DOCUMENT, "Q•••••7(•)", "", _A.UNKNOWN),
    (LinkField.MOBILE, "+852 6••• 4182", "+852 6••• 4182", _A.SAME),
    (LinkField.EMAIL, "g•••••@•••••.com", "s•••••@•••••.com", _A.DIFFERS),
    (LinkField.HOME, "••••, Kowloon Tong · +852 2••• 6789", "••••, Kowloon Tong", _A.SAME),
    (LinkField.GENDER, "F", "F", _A.SAME),
)


def twin_fields(left_name: str = "", right_name: str = "") -> tuple[ComparedField, ...]:
    """Return how far two twins agree; or two others of these names."""
    names = (LinkField.NAME, left_name, right_name, _A.SAME_SOUND)
    return tuple(
        ComparedField(
            field=field,
            left=left,
            right=right,
            agreement=agreement,
            revealable=field not in (LinkField.NAME, LinkField.GENDER) and bool(left or right),
        )
        for field, left, right, agreement in ((names, *_TWINS[1:]) if left_name else _TWINS)
    )


def side(name: str, chinese: str, source: dict[str, str], ending: str, grouped: int = 1) -> LinkSide:
    """Return one side, whose account's number ends in `ending`."""
    return LinkSide(
        customer_id=uuid5(ROOT, name),
        name=name,
        name_chinese=chinese,
        source=source,
        number_masked=f"•••• •••• {ending}",
        grouped=grouped,
    )


_NIGHT: Final = NOW - timedelta(hours=8, minutes=12)
_DONE: Final = Consolidations(
    last=LastConsolidation(finished_at=NOW - timedelta(hours=9), accounts=15_206, groups=4_912, doubtful=189),
    next_at=_NIGHT + timedelta(days=1),
)
_GOES_ON: Final = Consolidations(running_since=_NIGHT, stage=LinkStage.SCORING, number=3, stages=4)
_NIGHT_FAILED: Final = _DONE.model_copy(update={"failed_at": _NIGHT, "failure": ErrorCode.DATABASE_AWAY})


class _Bank:
    """A server of a picture: it says what stands here."""

    def __init__(
        self,
        *,
        pairs: tuple[WaitingPair, ...] = _PAIRS,
        ran: bool = True,
        away: bool = False,
        runs: Consolidations | None = None,
    ) -> None:
        self._pairs, self._ran, self._away = pairs, ran, away
        self._runs = runs or (_DONE if ran else Consolidations())

    def runs(self) -> Consolidations:
        if self._away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self._runs

    def pairs(self) -> ReviewList:
        if self._away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        at = NOW - timedelta(hours=9) if self._ran else None
        return ReviewList(pairs=self._pairs, total=len(self._pairs), consolidated_at=at)

    def pair(self, pair_id: UUID) -> PairEvidence:
        return PairEvidence(
            pair_id=pair_id,
            probability=0.9998,
            doubt=next(each.doubt for each in self._pairs if each.pair_id == pair_id),
            left=side("Ms Grace Ho Sze Wing", "何詩詠 女士", CRM, "2086", grouped=2),
            right=side("HO SZE MAN", "何詩敏 女士", CARDS, "7731"),
            fields=twin_fields(),
        )

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair:  # noqa: ARG002  one signature
        return RevealedPair(field=command.field, left="1980-06-21", right="1980-06-21")

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:  # noqa: ARG002
        if command.reason == "refuse":
            raise ClientError(ErrorCode.KEPT_APART)
        return AccountGroup(customer_id=uuid5(ROOT, "group"), accounts=(), decision_id=uuid5(ROOT, "decision"))

    def take_back(self, decision_id: UUID, command: TakeBack) -> AccountGroup:  # noqa: ARG002
        raise ClientError(ErrorCode.LINK_DECISION_OVERTAKEN)


def _window(theme: Theme, bank: _Bank, then: Callable[[ReviewPresenter], None]) -> ReviewWindow:
    review = ReviewPresenter(bank, ImmediateTasks())
    window = ReviewWindow(theme, review, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)
    review.open()
    then(review)
    return window


def _nothing(_: ReviewPresenter) -> None:
    """Leave it as it came."""


def _revealed(review: ReviewPresenter) -> None:
    review.reveal(LinkField.BIRTH)


def _decided(review: ReviewPresenter) -> None:
    review.decide(is_same=False)


def _overtaken(review: ReviewPresenter) -> None:
    review.decide(is_same=True)
    review.take_back()


def _refused(review: ReviewPresenter) -> None:
    review.decide(is_same=True, reason="refuse")


LINKING: Final[Mapping[str, Callable[[Theme], ReviewWindow]]] = MappingProxyType(
    {
        "linking-pair": partial(_window, bank=_Bank(), then=_revealed),
        "linking-decided": partial(_window, bank=_Bank(), then=_decided),
        "linking-refused": partial(_window, bank=_Bank(), then=_refused),
        "linking-overtaken": partial(_window, bank=_Bank(), then=_overtaken),
        "linking-running": partial(_window, bank=_Bank(runs=_GOES_ON), then=_nothing),
        "linking-night-failed": partial(_window, bank=_Bank(runs=_NIGHT_FAILED), then=_nothing),
        "linking-none": partial(_window, bank=_Bank(pairs=()), then=_nothing),
        "linking-never": partial(_window, bank=_Bank(pairs=(), ran=False), then=_nothing),
        "linking-away": partial(_window, bank=_Bank(away=True), then=_nothing),
    }
)
