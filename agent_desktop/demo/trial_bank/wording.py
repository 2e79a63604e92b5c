"""The words of the trial bank's products as its mapping has them, so that a live answer reads like a load."""

from typing import Any

from agent_desktop.contract.base import LocalText
from agent_desktop.demo.trial_bank.holdings import System, TrialHolding
from agent_desktop.records.sources.expressions import Compiled, as_text, compile_expression
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.schema import HoldingRecord
from agent_desktop.records.sources.scope import FileScope


class Wording:
    """Says the status of a product of each system."""

    def __init__(self, checked: MappingFile) -> None:
        mapping = checked.mapping
        self._status: dict[str, tuple[list[str], Compiled, Compiled]] = {}
        for record in mapping.records:
            if isinstance(record, HoldingRecord):
                scope = FileScope(mapping, record.from_, {})
                self._status[record.system] = (
                    list(mapping.files[record.from_].columns),
                    compile_expression(record.status, scope),
                    compile_expression(record.status_kind, scope),
                )

    def status_of(self, system: System, holding: TrialHolding) -> tuple[LocalText, str]:
        """Return the status in words and which meaning it has."""
        columns, status, kind = self._status[system]
        cents = holding.status_cents
        values: dict[str, Any] = {
            "status": holding.status or None,
            "status_on": holding.status_on,
            "status_amount": None if cents is None else f"{cents // 100}.{cents % 100:02d}",
        }
        row = [values.get(column) for column in columns]
        text = status.get(row)
        return dict(text) if isinstance(text, dict) else {}, as_text(kind.get(row), "en")
