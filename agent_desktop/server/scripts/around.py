"""What scripts may name of the bank around them, as the settings and their files have it."""

from pathlib import Path
from typing import Final

from agent_desktop.server.configuration.menu import leads_to
from agent_desktop.server.dispositions import load_dispositions
from agent_desktop.server.knowledge.files import knowledge_folder
from agent_desktop.server.menus import load_menu
from agent_desktop.server.scripts.standing import levels_of
from agent_desktop.server.verification.policy import load_policy
from agent_desktop.service_scripts.findings import Around
from agent_desktop.settings import Settings

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


def pages_in(folder: Path) -> frozenset[str] | None:
    """Return the ids of the knowledge pages of a folder; None where there is no such folder."""
    if not folder.is_dir():
        return None
    return frozenset(path.name.removesuffix(_ENGLISH_PAGE) for path in folder.glob(f"*{_ENGLISH_PAGE}"))
