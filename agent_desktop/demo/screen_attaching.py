"""Whom a call was with, and callers who are no customers yet, as the pictures show them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import Candidate, CustomerKind, Identifier, MaskedValue, Profile, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.prospect_cards import Consent, ConsentChannel, Interest, ProspectCard
from agent_desktop.contract.prospects import Attached, Duplicate, DuplicateReason
from agent_desktop.demo import screen_checks as checks
from agent_desktop.demo import screen_recents as recents
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_scripts as scripts
from agent_desktop.demo.screen_customers import NOW, made_id
from agent_desktop.ui.attach.presenter import AttachState
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState

_NUMBER: Final = "+852 9••• 5432"
_R: Final = DuplicateReason

NOT_ASKED: Final = AttachState()
ASKED: Final = AttachState(
    open=True,
    call_id=made_id(702),
    number_masked=_NUMBER,
    name="何詩詠 Ho Sze Wing",
    interests=frozenset({Interest.MORTGAGES, Interest.ACCOUNTS}),
    agreed=frozenset({ConsentChannel.PHONE}),
    note="Buys a flat in Tai Po, wants the rate for 20 years. 晚上七点后方便接听。",
    looked=True,
    found=(
        Duplicate(
            customer_id=made_id(41),
            name="Ms Ho Sze Ying",
            name_chinese="何詩瑩 女士",
            tier=Tier.GOLD,
            number_masked="•••• •••• 2086",
            reasons=(_R.LIKE_NAME,),
        ),
        Duplicate(
            customer_id=made_id(42),
            name="Mr Lee Ka Yan",
            number_masked="•••• •••• 7719",
            reasons=(_R.FORMER_NUMBER,),
            former_until=date(2024, 5, 3),
        ),
    ),
)
LIKELY: Final = replace(
    ASKED,
    note_number=True,
    found=(
        Duplicate(
            customer_id=made_id(43),
            name="Ms Ho Sze Wing",
            name_chinese="何詩詠 女士",
            number_masked="•••• •••• 3310",
            reasons=(_R.SAME_NAME,),
            sure=True,
        ),
        Duplicate(
            customer_id=made_id(44),
            name="Ho Sze Wing",
            kind=CustomerKind.PROSPECT,
            reasons=(_R.NUMBER, _R.LIKE_NAME),
            sure=True,
        ),
        *ASKED.found,
    ),
)
MANY: Final = replace(
    LIKELY,
    name="Chan Ka Man 陳嘉文",
    found=tuple(
        Duplicate(
            customer_id=made_id(50 + place),
            name="Ms Chan Ka Man",
            name_chinese="陳嘉文 女士",
            number_masked=f"•••• •••• {2207 + 613 * place:04}",
            reasons=(_R.SAME_NAME,),
            sure=True,
        )
        for place in range(11)
    ),
)
REFUSED: Final = replace(LIKELY, problem=Problem(ErrorCode.PROSPECT_DUPLICATE))
DONE: Final = AttachState(
    done=Attached(
        call_id=made_id(702), deed_id=made_id(1), customer_id=made_id(43), customer_name="Ms Ho Sze Wing", moved=1
    )
)
RECENTS: Final = replace(
    recents.RECENTS,
    selected=made_id(702),
    note="",
    contacts=tuple(
        each.model_copy(update={"customer_id": made_id(43), "customer_name": "Ms Ho Sze Wing"})
        if each.call_id == made_id(702)
        else each
        for each in recents.RECENTS.contacts
    ),
)
UNKNOWN: Final = CustomerState(kind=CustomerKindShown.UNKNOWN, number_masked=_NUMBER, number_country="HK")
PERHAPS: Final = replace(
    UNKNOWN,
    possible=(
        Candidate(
            customer_id=made_id(42),
            name="Mr Lee Ka Yan",
            number_masked="•••• •••• 7719",
            reason={"en": "had this number until 3 May 2024", "zh": "此号码用至2024年5月3日"},
        ),
    ),
)
_PROFILE: Final = Profile(
    customer_id=made_id(44),
    version=3,
    kind=CustomerKind.PROSPECT,
    name="Ho Sze Wing",
    name_chinese="何詩詠",
    identifiers=(MaskedValue(identifier=Identifier.MOBILE, label={"en": "Mobile", "zh": "手机"}, masked=_NUMBER),),
    prospect=ProspectCard(
        interests=(Interest.ACCOUNTS, Interest.MORTGAGES),
        note="Buys a flat in Tai Po, wants the rate for 20 years. 晚上七点后方便接听。",
        consents=(
            Consent(
                channel=ConsentChannel.EMAIL,
                given_at=NOW - timedelta(days=40),
                withdrawn_at=NOW - timedelta(days=3),
            ),
            Consent(channel=ConsentChannel.PHONE, given_at=NOW - timedelta(days=40)),
        ),
        kept_at=NOW - timedelta(days=40),
        changed_at=NOW - timedelta(days=3),
    ),
)
PROSPECT: Final = CustomerState(
    kind=CustomerKindShown.READY,
    profile=_PROFILE,
    number_masked=_NUMBER,
    linked=True,
    call_id=made_id(700),
    undoable=made_id(1),
)
NOBODY: Final[dict[str, Any]] = {  # what the rest of the window shows as long as nobody knows who calls
    "holdings": samples.NO_HOLDINGS,
    "timeline": samples.NO_TIMELINE,
    "script": scripts.SCRIPT_NOBODY,
    "notes": scripts.NOTES_BEGUN,
}
KNOWN_PROSPECT: Final[dict[str, Any]] = {  # and where a prospect calls, who has no products
    "customer": PROSPECT,
    "slot": replace(samples.talking_to(_PROFILE), number_masked=_NUMBER),
    "checks": checks.NOTHING_ASKED,
    "holdings": samples.NO_PRODUCTS,
    "timeline": samples.NO_CONTACTS,
}
CHANGING: Final = AttachState(
    open=True,
    editing=_PROFILE.customer_id,
    seen_version=3,
    who="Ho Sze Wing 何詩詠",
    note=_PROFILE.prospect.note if _PROFILE.prospect is not None else "",
    interests=frozenset({Interest.ACCOUNTS, Interest.MORTGAGES}),
    agreed=frozenset({ConsentChannel.PHONE}),
)
