"""What a caller in the entry menu hears next, whichever carrier asks."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from telephony.asking import ask_host
from telephony.deps import Deps
from telephony.menu.walk import Ask, Entered
from telephony.numbers import to_e164
from telephony.recordings.announcing import with_announcement
from telephony.settings import TelephonySettings


def step_after(settings: TelephonySettings, inputs: Sequence[str], is_spared: Callable[[], bool]) -> Ask | Entered:
    """Return what comes after `inputs`, with what is told of the recording. Before the first answer `is_spared` says
    whether this caller hears no menu."""
    if settings.menu is None or (not inputs and is_spared()):
        return Entered()
    return with_announcement(settings.recording_policies, settings.menu, inputs)


def goes_straight(session: Session, deps: Deps, from_number: str) -> bool:
    """Say whether whoever calls from this number, as the carrier gave it, is spared the menu. A host that fails spares
    nobody."""
    number = to_e164(from_number, deps.settings.default_region)
    if not number:
        return False
    return ask_host(session, "goes_straight", lambda: deps.host.goes_straight(session, number), otherwise=False)
