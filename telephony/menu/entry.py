"""What a carrier's report means where the caller came through our entry menu. Pure."""

from dataclasses import replace

from telephony.menu.schema import Menu
from telephony.menu.walk import entry_of, wishes_callback
from telephony.providers.base import CarrierReport


def understood(report: CarrierReport, menu: Menu | None) -> CarrierReport:
    """Return the report with queue, path, reason, language and number as the caller's answers to `menu` say them.

    Only answers are reported, never what they mean: so a caller whom the carrier queued by itself, while no server
    was there to ask, is understood all the same. A report of a caller who was not in the menu stays as it is.
    """
    inputs = report.arrival.menu_inputs
    if menu is None or inputs is None:
        return report
    entered = entry_of(menu, inputs)
    path = tuple(entered.path)
    wished = wishes_callback(menu, report.room.waiting_inputs)
    if wished and menu.callback is not None:
        path = (dict(menu.callback.label), *path)  # the last one is what the call is about
    return replace(
        report,
        arrival=replace(
            report.arrival,
            queue_code=entered.queue_code,
            menu_path=path,
            menu_reason=entered.reason,
            menu_language=entered.language,
        ),
        room=replace(report.room, keyed_digits=entered.number or report.room.keyed_digits, callback_wished=wished),
    )
