"""The flow of the script as a map that follows the text."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.script_figures import figures_by_step
from agent_desktop.client.script_flow import Flow, FlowNode, FlowWay, StepKind
from agent_desktop.contract.scripts import ScriptFigures, StepFigures
from agent_desktop.ui.authoring.flow_figures import script_words, short_words, step_words
from agent_desktop.ui.authoring.flow_items import HEIGHT, TALL, StepItem, WayItem, WordsItem, place_of
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton, Look
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.window_keys import refuses

ZOOMS: Final = (25, 33, 50, 67, 75, 90, 100, 125, 150, 200)
"""How large the map can be drawn, in per cent."""
_AROUND: Final = 14


class FlowMap(QGraphicsView):
    """Draws a `Flow`. Arrow keys go from step to step, Enter opens the one chosen; Ctrl and the wheel zoom.

    Signals:
        step_chosen: Go to this step in the text; a missing one has no line to go to.
        step_marked: This step is the marked one now; empty for none.
        zoomed: How large it is drawn now, in per cent.
    """

    step_chosen = Signal(str)
    step_marked = Signal(str)
    zoomed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = Flow()
        self._figures: Mapping[str, StepFigures] = {}
        self._calls = 0
        self._steps: dict[str, StepItem] = {}
        self._chosen = ""
        self._zoom = 100
        self._fitted = False
        scene = QGraphicsScene(self)
        self.setScene(scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.changed.connect(self._draw)

    def display(self, flow: Flow, figures: ScriptFigures | None) -> None:
        """Draw another map, or the same with other figures."""
        by_step = figures_by_step(flow, figures)
        calls = figures.calls if figures is not None else 0
        if (flow, by_step, calls) == (self._flow, self._figures, self._calls):
            return
        self._flow, self._figures, self._calls = flow, by_step, calls
        self._draw()

    def retranslate(self) -> None:
        """Draw the words in the language of the screen."""
        self.setAccessibleName(self.tr("Flow of the script"))
        self._draw()

    def choose(self, step_id: str) -> None:
        """Mark the step that the text is at, and bring it into view."""
        if step_id == self._chosen:
            return
        self._chosen = step_id
        self._mark()
        self.step_marked.emit(step_id)

    @property
    def marked(self) -> str:
        """The id of the step that the text is at, empty for none."""
        return self._chosen

    @property
    def zoom(self) -> int:
        """How large the map is drawn, in per cent."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Draw the map so large, in per cent."""
        self._fitted = False
        self._scale(max(ZOOMS[0], min(ZOOMS[-1], zoom)))

    def zoom_by(self, steps: int) -> None:
        """Draw it larger (1) or smaller (-1)."""
        sizes = [each for each in ZOOMS if each > self._zoom] if steps > 0 else [e for e in ZOOMS if e < self._zoom]
        if sizes:
            self.set_zoom(sizes[0] if steps > 0 else sizes[-1])

    def fit(self) -> None:
        """Show all of it, no larger than it is, now and when the window is another size."""
        self._fitted = True
        whole = self.sceneRect()
        if whole.width() < 1:
            return
        across, down = (self.viewport().width() - 4) / whole.width(), (self.viewport().height() - 4) / whole.height()
        self._scale(max(ZOOMS[0], min(100, int(100 * min(across, down)))))

    def shown(self) -> Mapping[str, FlowNode]:
        """Return the steps that are drawn, by id."""
        return {step_id: item.node for step_id, item in self._steps.items()}

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(*move)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.step_chosen.emit(self._chosen)
        elif event.text() in ("+", "-"):
            self.zoom_by(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._item_at(event.position().toPoint())
        if item is not None:
            self.choose(item.node.step_id)
            self.step_chosen.emit(item.node.step_id)
            return
        super().mousePressEvent(event)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    # drawing

    def _draw(self) -> None:
        scene = self.scene()
        scene.clear()
        self._steps = {}
        height = self._theme.px(TALL if self._figures else HEIGHT)
        nodes = {node.step_id: node for node in self._flow.nodes}
        coming: dict[str, int] = {}
        taken = [place_of(node, height) for node in self._flow.nodes]
        ways: list[WayItem] = []
        for way in self._flow.ways:
            if way.start not in nodes or way.end not in nodes:
                continue
            number = coming.get(way.end, 0)
            coming[way.end] = number + 1
            item = WayItem(self._theme, way, (nodes[way.start], nodes[way.end]), number, height)
            scene.addItem(item)
            ways.append(item)
        for item in ways:
            told = self._way_words(item.way)
            if told:
                others = [each for each in ways if each is not item]
                label = WordsItem(self._theme, item, told, taken, others)
                taken.append(label.place)
                scene.addItem(label)
        for node in self._flow.nodes:
            step = StepItem(
                self._theme, node, words(node.title) or node.step_id, self._second(node), self._figure(node), height
            )
            scene.addItem(step)
            self._steps[node.step_id] = step
        around = scene.itemsBoundingRect() if self._steps else QRectF(0, 0, 1, 1)
        scene.setSceneRect(around.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        self._mark()
        if self._fitted:
            self.fit()

    def _mark(self) -> None:
        for step_id, item in self._steps.items():
            item.choose(chosen=step_id == self._chosen)
        chosen = self._steps.get(self._chosen)
        if chosen is not None:
            self.ensureVisible(chosen, 20, 16)

    def _scale(self, zoom: int) -> None:
        self._zoom = zoom
        self.resetTransform()
        self.scale(zoom / 100, zoom / 100)
        self.zoomed.emit(zoom)

    def _second(self, node: FlowNode) -> str:
        if node.kind is StepKind.MISSING:
            return self.tr("missing")
        if not node.reached:
            return self.tr("not reached")
        told = self.tr("step {number}").format(number=node.number)
        return f"{told} · {node.outcome}" if node.outcome else told

    def _figure(self, node: FlowNode) -> tuple[str, str]:
        """Return what calls came to in a step: short, and in words."""
        found = self._figures.get(node.step_id)
        if found is None:
            return "", ""
        told, ended = step_words(node, found, self._calls)
        return short_words(node, found, self._calls), "\n".join(each for each in (*told, ended) if each)

    def _way_words(self, way: FlowWay) -> str:
        if way.is_missing:
            return self.tr("no such step")
        return " / ".join(words(each) for each in way.words)

    def _item_at(self, point: QPoint) -> StepItem | None:
        return next((each for each in self.items(point) if isinstance(each, StepItem)), None)

    def _go(self, down: int, across: int) -> None:
        at = self._flow.node(self._chosen)
        if at is None:
            if self._flow.nodes:
                self.choose(self._flow.nodes[0].step_id)
            return

        def ahead(node: FlowNode) -> int:
            return (node.row - at.row) * down + (node.column - at.column) * across

        def aside(node: FlowNode) -> int:
            return abs((node.row - at.row) * across) + abs((node.column - at.column) * down)

        found = [node for node in self._flow.nodes if ahead(node) > 0]
        if found:
            self.choose(min(found, key=lambda node: ahead(node) + 2 * aside(node)).step_id)


class FlowPanel(QWidget):
    """The map under its head: how many steps and ends, and how large it is drawn. Below it what calls came to in the
    marked step, or in the whole script where none is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = Flow()
        self._figures: ScriptFigures | None = None
        self.map = FlowMap(theme)
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._counts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._smaller = IconButton(theme, "ph.minus")
        self._zoom = TextLabel(role=Role.SMALL)
        self._larger = IconButton(theme, "ph.plus")
        self._fit = CommandButton(theme, small=True, look=Look.QUIET)
        self._figures_told = TextLabel(role=Role.SMALL, elided=True)
        self._outcomes_told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._foot = frame("foot")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(14, 3, 10, 4)
        foot.setSpacing(0)
        foot.addWidget(self._figures_told)
        foot.addWidget(self._outcomes_told)
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(8)
        row.addWidget(IconView(theme, "ph.flow-arrow", Token.TEXT_2, 16))
        row.addWidget(self._title)
        row.addWidget(self._counts, 1)
        for widget in (self._smaller, self._zoom, self._larger, self._fit):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.map, 1)
        column.addWidget(self._foot)
        self._smaller.clicked.connect(self._zoom_out)
        self._larger.clicked.connect(self._zoom_in)
        self._fit.clicked.connect(self.map.fit)
        self.map.zoomed.connect(self._zoomed)
        self.map.step_marked.connect(self._tell)
        self.retranslate()

    def display(self, flow: Flow, figures: ScriptFigures | None) -> None:
        """Draw the map, with how often each step was shown."""
        self._flow, self._figures = flow, figures
        self.map.display(flow, figures)
        steps = sum(node.kind is not StepKind.MISSING for node in flow.nodes)
        one, more = self.tr("{steps} steps, 1 end"), self.tr("{steps} steps, {ends} ends")
        told = (one if flow.ends == 1 else more).format(steps=steps, ends=flow.ends)
        if figures is not None and figures.calls:
            calls = self.tr("{calls} calls in {days} days, {share}% to an end")
            share = round(100 * figures.finished / figures.calls)
            told += " · " + calls.format(calls=f"{figures.calls:,}", days=figures.days, share=share)
        self._counts.set_text(told)
        self._tell()

    def told(self) -> tuple[str, str]:
        """Return what is said below the map, empty for nothing: what calls came to, and what they ended with."""
        return self._figures_told.full_text(), self._outcomes_told.full_text()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Flow"))
        self._smaller.set_name(self.tr("Smaller"))
        self._larger.set_name(self.tr("Larger"))
        self._fit.set_words(self.tr("Fit"))
        self.map.retranslate()
        self._zoomed(self.map.zoom)
        self.display(self._flow, self._figures)

    def _zoom_out(self) -> None:
        self.map.zoom_by(-1)

    def _zoom_in(self) -> None:
        self.map.zoom_by(1)

    def _tell(self, _step_id: str = "") -> None:
        figures, node = self._figures, self._flow.node(self.map.marked)
        found = figures_by_step(self._flow, figures).get(self.map.marked)
        counted: list[str] = []
        ended, name = "", ""
        if figures is not None and node is not None and found is not None:
            counted, ended = step_words(node, found, figures.calls)
            name = f"{words(node.title) or node.step_id}: "
        elif figures is not None and figures.calls:
            counted, ended = script_words(figures)
        told = name + " · ".join(counted)
        self._figures_told.set_text(told)
        self._outcomes_told.set_text(ended)
        self._foot.setVisible(bool(told))
        self.map.setAccessibleDescription("\n".join(each for each in (told, ended) if each))

    def _zoomed(self, zoom: int) -> None:
        self._zoom.set_text(f"{zoom}%")
