"""What scripts may name of the bank around them: as the settings and their files have it, or as it is now."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.routing_checks import routing_of
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.server.configuration.menu import leads_to
from agent_desktop.server.configuration.repository import ROUTING
from agent_desktop.server.configuration.routing import document_in
from agent_desktop.server.configuration.versions import newest_of
from agent_desktop.server.dispositions import load_dispositions
from agent_desktop.server.knowledge.files import knowledge_folder
from agent_desktop.server.menus import load_menu
from agent_desktop.server.scripts.standing import levels_of
from agent_desktop.server.verification.policy import load_policy
from agent_desktop.service_scripts.findings import Around
from agent_desktop.settings import Settings
from telephony.app import Telephony
from telephony.queues.models import QueueRow

_ENGLISH_PAGE: Final = ".en.md"


def around_scripts(settings: Settings) -> Around:
    """Return the pages, reasons, queues, skills and outcomes that there are, and what the bank's policy asks for.

    Raises:
        CheckedFileError: The file of the menu, of the outcomes or of verification is wrong.
    """
    return Around(
        pages=pages_in(knowledge_folder(settings)),
        reasons=frozenset(leads_to(load_menu(settings))[0]),
        queues=frozenset(queue.code for queue in settings.telephony.queues),
        skills=frozenset(skill.code for skill in settings.telephony.skills),
        dispositions=frozenset(each.code for each in load_dispositions(settings)),
        levels=levels_of(load_policy(settings)),
    )


def live_around(
    settings: Settings, telephony: Telephony, dispositions: Sequence[Disposition], policy: VerificationPolicy
) -> Callable[[Session], Around]:
    """Return what tells the reasons, queues and skills of the routing that counts, beside the outcomes and what the
    bank's policy asks for. Reasons only where callers hear a menu."""
    levels, outcomes = levels_of(policy), frozenset(each.code for each in dispositions)

    def around(session: Session) -> Around:
        routing = routing_of(document_in(settings, newest_of(session, ROUTING).document))
        return Around(
            reasons=frozenset(leads_to(telephony.settings.menu)[0]) or None,
            queues=frozenset(session.scalars(sa.select(QueueRow.code).where(~QueueRow.retired))),
            skills=frozenset(skill.code for skill in routing.skills),
            dispositions=outcomes,
            levels=levels,
        )

    return around


def pages_in(folder: Path) -> frozenset[str] | None:
    """Return the ids of the knowledge pages of a folder; None where there is no such folder."""
    if not folder.is_dir():
        return None
    return frozenset(path.name.removesuffix(_ENGLISH_PAGE) for path in folder.glob(f"*{_ENGLISH_PAGE}"))
