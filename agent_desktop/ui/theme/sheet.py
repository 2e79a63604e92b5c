"""The one style sheet, made from the tokens.

Widgets are styled by what they are (dynamic properties such as ``role``, ``tone``, ``panel``, ``soft``, ``wrong``),
never one by one: a sheet on a widget of its own costs a new style engine each time it is polished.
"""

import re
from collections.abc import Mapping
from typing import Final

from agent_desktop.ui.theme.fonts import TYPE, scaled
from agent_desktop.ui.theme.tokens import Token

_SHEET: Final = """
QMainWindow, QDialog { background: $canvas; }
QToolTip { background: $surface; color: $text; border: 1px solid $border.strong; padding: 4px 6px; font-size: px(12); }

QFrame[panel="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[panel="column"] { background: $surface; border: none; }
QFrame[panel="canvas"] { background: $canvas; border: none; }
QFrame[panel="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[panel="foot"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[panel="section"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[panel="head"] { background: transparent; border: none; border-bottom: 1px solid $border; }
QFrame[panel="alt"] { background: $surface.alt; border: none; border-top: 1px solid $border;
  border-bottom-left-radius: 7px; border-bottom-right-radius: 7px; }
QFrame[panel="popup"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[panel="offer"] { background: $surface; border: 1px solid $accent; border-radius: 8px; }
QFrame[panel="rail"] { background: $rail; border: none; }
QFrame[panel="row.line"] { background: transparent; border: none; border-bottom: 1px solid $border; }
QFrame[panel="plain"] { background: transparent; border: none; }
QFrame[line="h"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[line="v"] { background: $border; border: none; max-width: 1px; min-width: 1px; }

QFrame[soft="info"] { background: $info.soft; border: 1px solid $info.border; border-radius: 6px; }
QFrame[soft="good"] { background: $good.soft; border: 1px solid $good.border; border-radius: 6px; }
QFrame[soft="caution"] { background: $caution.soft; border: 1px solid $caution.border; border-radius: 6px; }
QFrame[soft="problem"] { background: $problem.soft; border: 1px solid $problem.border; border-radius: 6px; }
QFrame[soft="away"] { background: $away.soft; border: 1px solid $away.border; border-radius: 6px; }
QFrame[soft="plain"] { background: $surface.alt; border: 1px solid $border; border-radius: 6px; }
QFrame[band="caution"] { background: $caution.soft; border: none; border-bottom: 1px solid $caution.border; }
QFrame[band="good"] { background: $good.soft; border: none; border-bottom: 1px solid $good.border; }
QFrame[band="info"] { background: $info.soft; border: none; border-bottom: 1px solid $info.border; }
QFrame[band="problem"] { background: $problem.soft; border: none; border-bottom: 1px solid $problem.border; }
QFrame[band="plain"] { background: $surface; border: none; border-bottom: 1px solid $border; }

QLabel { background: transparent; color: $text; }
ROLES
QLabel[tone="text.2"] { color: $text.2; }
QLabel[tone="text.3"] { color: $text.3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="problem"] { color: $problem; }
QLabel[tone="away"] { color: $away; }
QLabel[tone="on.fill"] { color: $on.fill; }

QAbstractScrollArea { background: transparent; border: none; }

QLineEdit, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox, QPlainTextEdit, QTextEdit {
  background: $surface; color: $text; border: 1px solid $border.strong; border-radius: 6px;
  selection-background-color: $accent.fill; selection-color: $on.fill; }
QLineEdit, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox { padding: 0 9px; min-height: px(30); }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:hover, QComboBox:hover, QDateEdit:hover, QDateTimeEdit:hover, QSpinBox:hover,
QPlainTextEdit:hover, QTextEdit:hover { border-color: $text.2; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QDateTimeEdit:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 0 8px; min-height: px(28); }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 5px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QDateEdit[wrong="true"], QDateTimeEdit[wrong="true"],
QSpinBox[wrong="true"] { border: 2px solid $problem; padding: 0 8px; min-height: px(28); }
QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] { border: 2px solid $problem; padding: 3px 5px; }
QLineEdit:disabled, QLineEdit[readOnly="true"], QComboBox:disabled, QDateEdit:disabled, QDateTimeEdit:disabled,
QPlainTextEdit:disabled, QPlainTextEdit[readOnly="true"] {
  background: $sunken; color: $text.3; border-color: $border; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QPlainTextEdit[bare="true"], QPlainTextEdit[bare="true"]:focus {
  border: none; background: transparent; padding: 0; }
QTextEdit[reader="true"] { border: 2px solid transparent; background: transparent; padding: 0 4px; }
QTextEdit[reader="true"]:focus { border: 2px solid $accent; padding: 0 4px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $border;
  selection-background-color: $selection; selection-color: $text; outline: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: none; border-radius: 6px;
  padding: 3px 6px; }
QCalendarWidget QToolButton:hover { background: $sunken; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView:disabled { color: $text.3; }

QScrollArea > QWidget > QWidget[ground="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border.strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text.3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QTreeView, QTableView, QListView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $selection; selection-color: $text; gridline-color: $border; }
QHeaderView { background: $surface.alt; border: none; }
QHeaderView::section { background: $surface.alt; color: $text.2; border: none; border-bottom: 1px solid $border;
  border-top: 1px solid $border; padding: 0 10px; font-size: px(12); font-weight: 400; }
QTreeView::branch { background: transparent; }

QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }

QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 6px; }
QListWidget[choices="true"]::item { padding: 4px 10px; }
QSlider::groove:horizontal { height: 4px; background: $sunken; border: 1px solid $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent.fill; border-radius: 2px; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -6px 0; border: 2px solid $accent; border-radius: 8px;
    background: $surface; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $border.strong; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; min-height: px(18); }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text.3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 4px; }
"""

_NAME: Final = re.compile(r"\$([a-z][a-z0-9]*(?:\.[a-z0-9]+)*)")
_LENGTH: Final = re.compile(r"\bpx\((\d+)\)")


def make_sheet(colours: Mapping[Token, str], scale: int) -> str:
    """Return the style sheet in `colours` for a text size of `scale` per cent.

    Raises:
        ValueError: The sheet names a token that is not in the table.
    """
    roles = "\n".join(
        f'QLabel[role="{role.value}"] {{ font-size: {scaled(kind.size, scale)}px; font-weight: {int(kind.weight)};'
        f" min-height: {scaled(kind.line, scale)}px; }}"
        for role, kind in TYPE.items()
    )
    sheet = _SHEET.replace("ROLES", roles)
    sheet = _NAME.sub(lambda found: colours[Token(found.group(1))], sheet)
    return _LENGTH.sub(lambda found: f"{scaled(int(found.group(1)), scale)}px", sheet)
