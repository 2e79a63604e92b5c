"""What is asked in a window of its own: a new script's name, and why somebody does something."""

import re
from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.scripts import WHY_LIMIT
from agent_desktop.service_scripts.schema import ScriptGroup
from agent_desktop.ui.authoring.words import group_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.popup import SHADOW_REACH, PopupFrame

translate = QCoreApplication.translate

_ID: Final = re.compile(r"[a-z][a-z0-9-]*")
_NO_ID: Final = re.compile(r"[^a-z0-9]+")
_TEMPLATE: Final = """\
id: {id}
version: "1.0"
title: {{en: "{en}", zh: "{zh}"}}
group: {group}

steps:
  - id: greet
    title: {{en: Greet, zh: 问候}}
    say:
      en: "Good day, {{{{customer_name|and welcome}}}}. You are speaking with {{{{agent_name|us}}}}."
      zh: "您好，{{{{customer_name|欢迎来电}}}}。我是{{{{agent_name|客服}}}}。"
    next: close

  - id: close
    title: {{en: Close, zh: 结束}}
    say:
      en: "Thank you for calling."
      zh: "感谢您的来电。"
    outcome: done
"""


class FramedDialog(QDialog):
    """A framed dialog: a title, what stands in it, and two buttons. Ctrl+Enter does it, Esc leaves all as it is."""

    def __init__(self, theme: Theme, parent: QWidget | None, title: str, text: str, do_it: str, look: Look) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        popup = PopupFrame()
        popup.setMinimumWidth(theme.px(420))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW_REACH, SHADOW_REACH, SHADOW_REACH, SHADOW_REACH)
        outer.addWidget(popup)
        column = QVBoxLayout(popup)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(TextLabel(title, role=Role.FORM_TITLE))
        if text:
            column.addWidget(TextLabel(text, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self.do_it = CommandButton(theme, do_it, look=look, keys="Ctrl+Enter")
        keep = CommandButton(theme, self.tr("Leave it"), keys="Esc")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(self.do_it)
        column.addLayout(row)
        self.do_it.clicked.connect(self.try_it)
        keep.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_it)

    def try_it(self) -> None:
        """Accept, where all is given."""
        self.accept()


class WhyDialog(FramedDialog):
    """Asks for the reason that is kept with the version."""

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, text: str, do_it: str, look: Look = Look.PRIMARY
    ) -> None:
        super().__init__(theme, parent, title, text, do_it, look)
        self.why = LineField(theme)
        self.why.setMaxLength(WHY_LIMIT)
        self._frame = FieldFrame(theme, self.why, self.tr("Why? It is kept with the version."), required=True)
        self.body.addWidget(self._frame)
        self.why.returnPressed.connect(self.try_it)
        self.why.setFocus()

    def try_it(self) -> None:
        if self.why.text().strip():
            self.accept()
        else:
            self._frame.show_problem(self.tr("Write why, so that others can follow it."))
            self.why.setFocus()


def is_sure(theme: Theme, parent: QWidget, title: str, text: str, do_it: str) -> bool:
    """Ask whether to do something, and say what was answered."""
    keep = translate("Authoring", "Leave it")
    dialog = ConfirmDialog(theme, parent, title=title, text=text, do_it=do_it, keep=keep, icon="ph.warning-fill")
    sure = bool(dialog.exec())
    dialog.deleteLater()
    return sure


def why_of(theme: Theme, parent: QWidget, title: str, text: str, do_it: str, look: Look) -> str:
    """Ask for a reason; return it, empty where the person left it."""
    dialog = WhyDialog(theme, parent, title, text, do_it, look)
    why = dialog.why.text().strip() if dialog.exec() else ""
    dialog.deleteLater()
    return why


class NewScriptDialog(FramedDialog):
    """Asks what a new script is called, in both languages, and in which group it stands."""

    def __init__(self, theme: Theme, parent: QWidget, taken: Collection[str]) -> None:
        super().__init__(
            theme,
            parent,
            translate("NewScriptDialog", "New script"),
            translate("NewScriptDialog", "It begins with two steps. Nobody sees it before it is published."),
            translate("NewScriptDialog", "Begin it"),
            Look.PRIMARY,
        )
        self._taken = taken
        self.english, self.chinese, self.own_id = LineField(theme), LineField(theme), LineField(theme)
        self.group = ChoiceField(theme)
        for group in ScriptGroup:
            self.group.addItem(group_words(group.value), group.value)
        self._frames = [
            FieldFrame(theme, self.english, self.tr("Name in English"), required=True),
            FieldFrame(theme, self.chinese, self.tr("Name in Chinese"), required=True),
            FieldFrame(theme, self.own_id, self.tr("Id, which never changes"), required=True),
            FieldFrame(theme, self.group, self.tr("Group")),
        ]
        for each in self._frames:
            self.body.addWidget(each)
        self.english.textEdited.connect(self._named)
        self.english.setFocus()

    def text(self) -> str:
        """Return the text that the script begins with."""
        english, chinese = (each.text().strip().replace('"', "'") for each in (self.english, self.chinese))
        return _TEMPLATE.format(id=self.own_id.text(), en=english, zh=chinese, group=self.group.currentData())

    def try_it(self) -> None:
        """Accept, or go to the first field that is not right."""
        for frame, field in zip(self._frames, (self.english, self.chinese, self.own_id), strict=False):
            problem = "" if field.text().strip() else self.tr("This is needed.")
            if field is self.own_id and not problem:
                if field.text() in self._taken:
                    problem = self.tr("Another script has this id.")
                elif not _ID.fullmatch(field.text()):
                    problem = self.tr("Small letters, digits and hyphens, a letter first.")
            frame.show_problem(problem)
            if problem:
                field.setFocus()
                return
        self.accept()

    def _named(self, name: str) -> None:
        self.own_id.setText(_NO_ID.sub("-", name.casefold()).strip("-")[:40])
