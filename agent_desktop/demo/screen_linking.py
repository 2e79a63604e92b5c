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
    DecidePair,
    LinkDoubt,
    LinkField,
    LinkSide,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    UnmergeAccount,
    WaitingPair,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.linking.presenter import ReviewPresenter
from agent_desktop.ui.linking.window import ReviewWindow
from agent_desktop.ui.theme.theme import Theme

_ROOT: Final = UUID("0b0f4c1e-8d57-4f3a-9d15-3f7f3a7c1b21")
_CRM: Final = {"en": "Customer system", "zh": "客户系统"}
_CARDS: Final = {"en": "Card applications", "zh": "卡申请系统"}
_PAIRS: Final = tuple(
    WaitingPair(
        pair_id=uuid5(_ROOT, left + right),
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


def _side(name: str, chinese: str, source: dict[str, str], ending: str, grouped: int = 1) -> LinkSide:
    return LinkSide(
        customer_id=uuid5(_ROOT, name),
        name=name,
        name_chinese=chinese,
        source=source,
        number_masked=f"•••• •••• {ending}",
        grouped=grouped,
    )


class _Bank:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, pairs: tuple[WaitingPair, ...] = _PAIRS, ran: bool = True, away: bool = False) -> None:
        self._pairs, self._ran, self._away = pairs, ran, away

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
            left=_side("Ms Grace Ho Sze Wing", "何詩詠 女士", _CRM, "2086", grouped=2),
            right=_side("HO SZE MAN", "何詩敏 女士", _CARDS, "7731"),
            fields=tuple(
                ComparedField(
                    field=field,
                    left=left,
                    right=right,
                    agreement=agreement,
                    revealable=field not in (LinkField.NAME, LinkField.GENDER) and bool(left or right),
                )
                for field, left, right, agreement in _TWINS
            ),
        )

    def reveal(self, pair_id: UUID, command: RevealPair) -> RevealedPair:  # noqa: ARG002  one signature
        return RevealedPair(field=command.field, left="1980-06-21", right="1980-06-21")

    def decide(self, pair_id: UUID, command: DecidePair) -> AccountGroup:  # noqa: ARG002
        if command.reason == "refuse":
            raise ClientError(ErrorCode.KEPT_APART)
        return AccountGroup(customer_id=uuid5(_ROOT, "group"), accounts=())

    def unmerge(self, customer_id: UUID, command: UnmergeAccount) -> AccountGroup:  # noqa: ARG002
        return AccountGroup(customer_id=customer_id, accounts=())


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


def _refused(review: ReviewPresenter) -> None:
    review.decide(is_same=True, reason="refuse")


LINKING: Final[Mapping[str, Callable[[Theme], ReviewWindow]]] = MappingProxyType(
    {
        "linking-pair": partial(_window, bank=_Bank(), then=_revealed),
        "linking-decided": partial(_window, bank=_Bank(), then=_decided),
        "linking-refused": partial(_window, bank=_Bank(), then=_refused),
        "linking-none": partial(_window, bank=_Bank(pairs=()), then=_nothing),
        "linking-never": partial(_window, bank=_Bank(pairs=(), ran=False), then=_nothing),
        "linking-away": partial(_window, bank=_Bank(away=True), then=_nothing),
    }
)
