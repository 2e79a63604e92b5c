"""A bug for every verb of Twilio's adapter, each with the test that finds it.

A bug is planted where Twilio is asked (`Hands.do`, or the request below it), or where its webhooks are read: below what
the tests look at, and above the stand-in, which does what it is asked. `survivors` runs the named test over a world
with the bug in it: it has to fail there, and to pass where there is none.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from agent_desktop.server.database import create_engine
from tests.support.postgres import TestCluster
from tests.telephony.menu.menus import menu
from tests.telephony.providers import (
    test_twilio_recordings,
)
from tests.telephony.providers.contract import (
    ArrivalContract,
    HangUpContract,
    OutgoingContract,
    TalkContract,
    TransferContract,
)
from tests.telephony.providers.guest_contract import GuestContract
from tests.telephony.providers.survey_contract import SurveyContract
from tests.telephony.providers.test_contract_twilio import TwilioWorld
from tests.telephony.providers.twilio_centre import opened_centre
from tests.telephony.support import SETTINGS

Plant = Callable[[pytest.MonkeyPatch], None]
Proof = Callable[[TwilioWorld], None]

_SOON: Final = 12
"""How much of the stand-in's time whatever never comes about is waited for, in seconds."""

_CONTRACTS: Final = (
    ArrivalContract,
    TalkContract,
    TransferContract,
    HangUpContract,
    OutgoingContract,
    GuestContract,
    SurveyContract,
)


@dataclass(frozen=True, slots=True)
class Planted:
    """`verb` is the kind of an order, or one of `BY_HAND`; `bug` what is wrong with it."""

    verb: str
    bug: str
    plant: Plant
    proof: Proof


def survivors(cluster: TestCluster, planted: Iterable[Planted]) -> list[str]:
    """Return the bugs that their test does not find, and those whose test fails without any bug."""
    found = []
    sound: set[Proof] = set()
    for each in planted:
        if each.proof not in sound:
            if _fails(cluster, each.proof, lambda _: None):
                found.append(f"{each.verb}: {each.proof.__qualname__} fails by itself")
            sound.add(each.proof)
        if not _fails(cluster, each.proof, each.plant):
            found.append(f"{each.verb}: {each.bug}")
    return found


def _fails(cluster: TestCluster, proof: Proof, plant: Plant) -> bool:
    with ExitStack() as stack:
        address = cluster.lend()
        stack.callback(cluster.take_back, address)
        engine = create_engine(address)
        stack.callback(engine.dispose)
        settings = replace(test_twilio_recordings.RECORDED if _is_recorded(proof) else SETTINGS, menu=_menu(proof))
        centre = stack.enter_context(opened_centre(engine, settings=settings))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("tests.telephony.providers.test_contract_twilio.LONGEST_SECONDS", _SOON)
        plant(patch)
        try:
            proof(TwilioWorld(centre))
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it fails, it has found the bug
            return True
        return bool(centre.cloud.problems)


def of(test: Callable[..., None], *more: object) -> Proof:
    """Return a test of the contract as a proof."""
    owner = next(each for each in _CONTRACTS if getattr(each, test.__name__, None) is test)

    def proof(world: TwilioWorld) -> None:
        test(owner(), world, *more)

    proof.__qualname__ = test.__qualname__
    return proof


def at(test: Callable[..., None]) -> Proof:
    """Return a test of Twilio's own, that takes the centre, as a proof."""

    def proof(world: TwilioWorld) -> None:
        test(world.centre)

    proof.__qualname__ = f"{test.__module__.rpartition('.')[2]}.{test.__name__}"
    return proof


def alone(test: Callable[[], None]) -> Proof:
    """Return a test that needs no centre as a proof."""

    def proof(world: TwilioWorld) -> None:
        test()

    proof.__qualname__ = test.__name__
    return proof


def _is_recorded(proof: Proof) -> bool:
    return proof.__qualname__.startswith("test_twilio_recordings.")


def _menu(proof: Proof) -> Any:
    return menu() if "Contract." in proof.__qualname__ else None
