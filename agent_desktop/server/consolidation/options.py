"""The consolidation's options as the settings have them."""

from pathlib import Path

from agent_desktop.records.consolidation.grouping import Thresholds
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.settings import Settings, resources_folder


def link_options(settings: Settings) -> LinkOptions:
    """Return the options; the model is the one that comes with the program where none is named."""
    link = settings.consolidation
    return LinkOptions(
        thresholds=Thresholds(match=link.match_weight, merge=link.merge_weight),
        verified_by=frozenset(link.verified_by),
        model=Path(link.model_file) if link.model_file else resources_folder() / "consolidation" / "model.json",
    )
