"""The fields of one person."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.people import (
    DISPLAY_NAME_LIMIT,
    EXTENSION_LIMIT,
    NAME_LIMIT,
    SERVICE_ROLES,
    TEAM_LIMIT,
    PersonForm,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.people.presenter import PeopleState
from agent_desktop.ui.people.words import field_word, service_role_word, value_words, wrong_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.role_words import role_word
from agent_desktop.ui.widgets.tick_box import TickBox

SPOKEN: Final = ("yue", "cmn", "zh", "en")
"""Languages that can always be ticked; the server adds those that somebody speaks already."""
_REQUIRED: Final = frozenset({"name", "display_name", "roles"})


class PersonFields(QWidget):
    """Shows a draft and says what was typed.

    Signals:
        said: The form as it stands (a `PersonForm`).
    """

    said = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = PeopleState()
        self._filling = False
        self.lines = {name: LineField(theme) for name in ("name", "display_name", "other_name", "team", "extension")}
        limits = {"name": NAME_LIMIT, "team": TEAM_LIMIT, "extension": EXTENSION_LIMIT}
        self.site, self.service_role = ChoiceField(theme), ChoiceField(theme)
        self.roles = {role: TickBox(theme) for role in Role}
        self.languages: dict[str, TickBox] = {}
        self._role_box, self._language_box = QWidget(), QWidget()
        self._role_flow, self._language_flow = FlowLayout(10, 2), FlowLayout(10, 2)
        self._role_box.setLayout(self._role_flow)
        self._language_box.setLayout(self._language_flow)
        for box in self.roles.values():
            self._role_flow.addWidget(box)
            box.toggled.connect(self._typed)
        for name, line in self.lines.items():
            line.setMaxLength(limits.get(name, DISPLAY_NAME_LIMIT))
            line.textChanged.connect(self._typed)
        for choice in (self.site, self.service_role):
            choice.activated.connect(self._typed)
        widgets: Mapping[str, QWidget] = {
            **self.lines,
            "site": self.site,
            "service_role": self.service_role,
            "roles": self._role_box,
            "languages": self._language_box,
        }
        self.frames = {name: FieldFrame(theme, widget) for name, widget in widgets.items()}
        self._build()

    def display(self, state: PeopleState) -> None:
        """Show the draft, what is wrong with it, and what somebody else has saved meanwhile."""
        self._state = state
        self._filling = True
        try:
            self._fill(state.draft.form)
        finally:
            self._filling = False
        for name, frame in self.frames.items():
            frame.show_problem(self._problem(name))

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        for name, frame in self.frames.items():
            frame.set_label(field_word(name), required=name in _REQUIRED)
        for role, box in self.roles.items():
            box.set_words(role_word(role))
        for code, box in self.languages.items():
            box.set_words(language_words(code))
        self.site.clear()
        self.service_role.clear()
        self.display(self._state)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        places = ("display_name", "name", "other_name", "extension", "team", "site", "service_role")
        for number, name in enumerate(places):
            grid.addWidget(self.frames[name], number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.frames["languages"], 3, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.frames["roles"])

    def _problem(self, name: str) -> str:
        if name in self._state.wrong:
            return wrong_word(self._state.wrong[name])
        if name in self._state.clashes and self._state.theirs is not None:
            theirs = value_words(name, getattr(self._state.theirs, name), self._sites())
            return self.tr("Somebody else saved: {value}").format(value=theirs)
        return ""

    def _sites(self) -> Mapping[str, LocalText]:
        found = self._state.found
        return {} if found is None else {site.code: site.name for site in found.sites}

    def _fill(self, form: PersonForm) -> None:
        for name, line in self.lines.items():
            if line.text() != getattr(form, name):
                line.setText(getattr(form, name))
        sites = {"": "–"} | {code: words(name) for code, name in self._sites().items()}
        sites.setdefault(form.site, form.site)
        self._choose(self.site, sites, form.site)
        own = {code: service_role_word(code) for code in ("", *SERVICE_ROLES)}
        own.setdefault(form.service_role, form.service_role)
        self._choose(self.service_role, own, form.service_role)
        for role, box in self.roles.items():
            box.setChecked(role in form.roles)
        spoken = self._state.found.languages if self._state.found is not None else ()
        for code in (*SPOKEN, *spoken, *form.languages):
            if code not in self.languages:
                self.languages[code] = TickBox(self._theme, language_words(code))
                self._language_flow.addWidget(self.languages[code])
                self.languages[code].toggled.connect(self._typed)
        for code, box in self.languages.items():
            box.setChecked(code in form.languages)

    @staticmethod
    def _choose(field: ChoiceField, options: Mapping[str, str], chosen: str) -> None:
        if [field.itemData(row) for row in range(field.count())] != list(options):
            field.clear()
            for code, name in options.items():
                field.addItem(name, code)
        field.setCurrentIndex(field.findData(chosen))

    def _typed(self) -> None:
        if self._filling:
            return
        before = self._state.draft.form
        kept = [code for code in before.languages if self.languages[code].isChecked()]
        added = [code for code, box in self.languages.items() if box.isChecked() and code not in kept]
        roles = sorted(role for role, box in self.roles.items() if box.isChecked())
        self.said.emit(
            PersonForm(
                **{name: line.text() for name, line in self.lines.items()},
                site=str(self.site.currentData() or ""),
                service_role=str(self.service_role.currentData() or ""),
                roles=tuple(before.roles if set(roles) == set(before.roles) else roles),
                languages=(*kept, *added),
            )
        )
