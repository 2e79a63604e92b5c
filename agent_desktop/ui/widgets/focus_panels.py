"""F6: from one panel to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step_panel(all_panels: Sequence[QWidget], step: int) -> bool:
    """Put the focus into the next of the panels in sight, or the previous one with `step` -1; return whether one of
    them takes it."""
    panels = [panel for panel in all_panels if panel.isVisible()]
    if not panels:
        return False
    focus = panels[0].window().focusWidget()  # also while another window is in front
    at = next((number for number, panel in enumerate(panels) if holds(panel, focus)), None)
    start = (-1 if step > 0 else 0) if at is None else at
    return any(focus_in(panels[(start + step * offset) % len(panels)]) for offset in range(1, len(panels) + 1))


def holds(panel: QWidget, widget: QWidget | None) -> bool:
    """Say whether `widget` is the panel or in it."""
    return widget is not None and (panel is widget or panel.isAncestorOf(widget))


def focus_in(panel: QWidget) -> bool:
    """Put the focus on the first control of `panel` that takes it; return whether there is one."""
    for widget in (panel, *panel.findChildren(QWidget)):
        wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wants and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
