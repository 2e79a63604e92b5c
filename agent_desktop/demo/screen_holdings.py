"""Totals of the made-up customers in another currency, and without a rate."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import PARTS

IN_DOLLARS: Final = replace(
    samples.HOLDINGS,
    parts=tuple(
        replace(
            part,
            converted={},
            total=None if part.total is None else (part.total / Decimal("7.8")).quantize(Decimal("0.01")),
        )
        for part in samples.HOLDINGS.parts
    ),
    total_currency="USD",
    wanted_currency="USD",
)
_FOREIGN: Final = PARTS[0].model_copy(
    update={
        "total": None,
        "rates_missing": ("THB",),
        "holdings": (
            *PARTS[0].holdings[:2],
            PARTS[0]
            .holdings[2]
            .model_copy(update={"currency": "THB", "product": {"en": "THB time deposit", "zh": "泰铢定期存款"}}),
        ),
    }
)
NO_RATE: Final = replace(
    samples.HOLDINGS,
    parts=(replace(samples.HOLDINGS.parts[0], part=_FOREIGN, total=None), *samples.HOLDINGS.parts[1:]),
    wanted_currency="JPY",
)
