"""Many changes to one widget's parts, and its layout worked out once."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def laid_out_once(*widgets: QWidget) -> Iterator[None]:
    """Keep the layouts of `widgets` still inside the block.

    Qt lays out a visible widget and all around it anew at each part that is shown. What changes in the block is
    asked for all the same, and done together before the next paint.
    """
    layouts = [layout for widget in widgets if (layout := widget.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
