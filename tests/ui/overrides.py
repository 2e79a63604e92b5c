"""Every Qt override of the product, and a way to have Qt call each."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QIdentityProxyModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTranslator,
    QUrl,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QSyntaxHighlighter,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QGraphicsItem,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QTextEdit,
    QWidget,
    QWidgetItem,
)

import agent_desktop.demo
import agent_desktop.ui

_PLACE: Final = QPointF(4, 4)


class InjectedError(Exception):
    """What the tests raise inside an override."""


@dataclass(frozen=True, slots=True)
class Override:
    """One override. `owner` is the class that has it."""

    owner: type
    name: str

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}"

    @contextmanager
    def failing(self) -> Iterator[list[object]]:
        """Raise instead of its body, inside the guard that it has; yields the objects it was called on."""
        guard = vars(self.owner)[self.name]
        cells = dict(zip(guard.__code__.co_freevars, guard.__closure__, strict=True))
        body, told = cells["override"].cell_contents, cells["told"].cell_contents
        called: list[object] = []

        def broken(*args: object, **_: object) -> None:
            called.append(args[0])
            raise InjectedError(str(self))

        broken.__qualname__ = body.__qualname__
        cells["override"].cell_contents = broken
        cells["told"].cell_contents = False
        try:
            yield called
        finally:
            cells["override"].cell_contents = body
            cells["told"].cell_contents = told

    @property
    def is_guarded(self) -> bool:
        """Whether a failure in it stays in it."""
        return {"override", "told"} <= set(vars(self.owner)[self.name].__code__.co_freevars)


def all_overrides() -> list[Override]:
    """Find every override in the desktop and in the demo's windows, guarded or not."""
    found = []
    for package in (agent_desktop.ui, agent_desktop.demo):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for owner in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(owner) and owner.__module__ == module.name:
                    found += overrides_of(owner)
    return found


def overrides_of(owner: type) -> list[Override]:
    """Find what `owner` itself has under a name that one of Qt's classes above it has: Qt may call it."""
    of_qt = [base for base in owner.__mro__ if base.__module__.startswith("PySide6.")]
    return [
        Override(owner, name)
        for name, value in vars(owner).items()
        if inspect.isfunction(value) and not name.startswith("_") and any(name in vars(base) for base in of_qt)
    ]


def drive(name: str, target: QObject | QGraphicsItem) -> None:
    """Have Qt itself call the override `name` of `target`."""
    if isinstance(target, QGraphicsItem):
        _drive_item(target)
    elif isinstance(target, QAbstractTextDocumentLayout):
        _editor_of(target.document()).viewport().grab()
    elif isinstance(target, QSyntaxHighlighter):
        target.rehighlight()
    elif isinstance(target, QLayout):
        _drive_layout(target)
    elif isinstance(target, QStyledItemDelegate):
        _drive_delegate(target)
    elif isinstance(target, QAbstractItemModel):
        _drive_model(target)
    elif isinstance(target, QTranslator):
        _drive_translator(name, target)
    elif name == "eventFilter":
        _drive_filter(target)
    elif isinstance(target, QWidget):
        (_WIDGETS[name] if name in _WIDGETS else _send_event(name))(target)


def _drive_item(item: QGraphicsItem) -> None:
    scene = item.scene()
    scene.itemsBoundingRect()
    picture = QImage(40, 30, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    scene.render(painter)
    painter.end()


def _editor_of(document: QTextDocument) -> QPlainTextEdit:
    editors = [each for each in QApplication.allWidgets() if isinstance(each, QPlainTextEdit)]
    return next(each for each in editors if each.document() is document)


def _drive_translator(name: str, translator: QTranslator) -> None:
    """It is asked whether it has anything as it is installed, and for words as long as it is."""
    if name == "isEmpty":
        QCoreApplication.removeTranslator(translator)
        QCoreApplication.installTranslator(translator)
    else:
        QCoreApplication.translate("AwayReason", "lunch")


def _drive_model(model: QAbstractItemModel) -> None:
    """Another model before it asks of it what Qt's views do."""
    before = QIdentityProxyModel()
    before.setSourceModel(model)
    before.rowCount()
    before.columnCount()
    before.headerData(0, Qt.Orientation.Horizontal)
    before.mapFromSource(model.createIndex(0, 0)).data()
    before.sort(0)


def _drive_layout(layout: QLayout) -> None:
    outer = QWidget()
    host = QWidget(outer)
    fresh = type(layout)()
    host.setLayout(fresh)
    first, second = QPushButton("one"), QPushButton("two")
    fresh.addWidget(first)
    fresh.addWidget(second)
    host.resize(120, 60)
    fresh.activate()
    fresh.totalSizeHint()
    fresh.totalMinimumSize()
    fresh.totalHeightForWidth(50)
    fresh.indexOf(second)
    fresh.removeWidget(first)
    policy = host.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    host.setSizePolicy(policy)
    QWidgetItem(host).expandingDirections()
    fresh.setGeometry(QRect(0, 0, 90, 60))
    outer.deleteLater()


def _drive_delegate(delegate: QStyledItemDelegate) -> None:
    views = [each for each in QApplication.allWidgets() if isinstance(each, QAbstractItemView)]
    view = next(each for each in views if each.itemDelegate() is delegate and each.model().rowCount())
    index = view.model().index(0, 0, QModelIndex())
    view.sizeHintForIndex(index)
    view.viewport().grab()
    place = view.visualRect(index).center()
    help_event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(view.viewport(), help_event)


def _drive_filter(target: QObject) -> None:
    watched = QObject()
    watched.installEventFilter(target)
    QCoreApplication.sendEvent(watched, QEvent(QEvent.Type.User))
    watched.removeEventFilter(target)


def _measure(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    kept = policy.retainSizeWhenHidden()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    item = QWidgetItem(widget)
    item.sizeHint()
    item.minimumSize()
    item.hasHeightForWidth()
    item.heightForWidth(80)
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)


def _paint(widget: QWidget) -> None:
    before = widget.size()
    if before.isEmpty():
        widget.resize(40, 20)
    widget.grab()


def _click(widget: QWidget) -> None:
    if isinstance(widget, QAbstractButton):
        enabled = widget.isEnabled()
        widget.setEnabled(True)
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            QCoreApplication.sendEvent(widget, _mouse(kind))
        widget.click()
        widget.setEnabled(enabled)


def _mouse(kind: QEvent.Type) -> QMouseEvent:
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(kind, _PLACE, _PLACE, left, left, Qt.KeyboardModifier.NoModifier)


def _key(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def _send(make: Callable[[], QEvent]) -> Callable[[QWidget], None]:
    def send(widget: QWidget) -> None:
        QCoreApplication.sendEvent(widget, make())

    return send


def _send_mouse(kind: QEvent.Type) -> Callable[[QWidget], None]:
    def send(widget: QWidget) -> None:
        QCoreApplication.sendEvent(_inner(widget), _mouse(kind))

    return send


def _inner(widget: QWidget) -> QWidget:
    """What the events of a view come to: its viewport."""
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def _wheel(widget: QWidget) -> None:
    turned = QPoint(0, 120)
    none, left_alone = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(_PLACE, _PLACE, QPoint(), turned, left_alone, none, Qt.ScrollPhase.NoScrollPhase, False)
    QCoreApplication.sendEvent(_inner(widget), event)


def _load(widget: QTextEdit) -> None:
    widget.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"none-{uuid4()}"))


def _resize(widget: QWidget) -> None:
    inner = _inner(widget)
    QCoreApplication.sendEvent(inner, QResizeEvent(inner.size(), QSize(40, 40)))


_FILES: Final = QMimeData()  # an event of dragging does not own what is dragged


def _drop(target: QWidget) -> None:
    """Without Qt's own drag before it, which alone would bring the event to the widget."""
    place, left = QPointF(1, 1), Qt.MouseButton.LeftButton
    target.event(QDropEvent(place, Qt.DropAction.CopyAction, _FILES, left, Qt.KeyboardModifier.NoModifier))


def _send_event(name: str) -> Callable[[QWidget], None]:
    makers: dict[str, Callable[[], QEvent]] = {
        "changeEvent": lambda: QEvent(QEvent.Type.LanguageChange),
        "moveEvent": lambda: QMoveEvent(QPoint(1, 1), QPoint(0, 0)),
        "showEvent": QShowEvent,
        "hideEvent": QHideEvent,
        "closeEvent": QCloseEvent,
        "focusInEvent": lambda: QFocusEvent(QEvent.Type.FocusIn),
        "focusOutEvent": lambda: QFocusEvent(QEvent.Type.FocusOut),
        "leaveEvent": lambda: QEvent(QEvent.Type.Leave),
        "keyPressEvent": lambda: _key(Qt.Key.Key_A),
        "contextMenuEvent": lambda: QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)),
        "dragEnterEvent": lambda: QDragEnterEvent(
            QPoint(1, 1), Qt.DropAction.CopyAction, _FILES, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        ),
        "focusNextPrevChild": lambda: _key(Qt.Key.Key_Tab),
        "event": lambda: QEvent(QEvent.Type.User),
    }
    return _send(makers[name])


_WIDGETS: Final[dict[str, Callable[[Any], None]]] = {
    "paintEvent": _paint,
    "sizeHint": _measure,
    "minimumSizeHint": _measure,
    "hasHeightForWidth": _measure,
    "heightForWidth": _measure,
    "hitButton": _click,
    "nextCheckState": _click,
    "resizeEvent": _resize,
    "mousePressEvent": _send_mouse(QEvent.Type.MouseButtonPress),
    "mouseReleaseEvent": _send_mouse(QEvent.Type.MouseButtonRelease),
    "dropEvent": _drop,
    "mouseDoubleClickEvent": _send_mouse(QEvent.Type.MouseButtonDblClick),
    "mouseMoveEvent": _send_mouse(QEvent.Type.MouseMove),
    "wheelEvent": _wheel,
    "loadResource": _load,
}
