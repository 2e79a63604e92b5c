"""What the settings say about consolidating."""

from dataclasses import dataclass
from pathlib import Path

from agent_desktop.records.consolidation.grouping import Thresholds


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """`verified_by` are the sources where somebody saw the document; `model` is the file of the model's parameters."""

    thresholds: Thresholds
    verified_by: frozenset[str]
    model: Path
