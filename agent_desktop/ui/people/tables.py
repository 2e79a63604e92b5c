"""The item models of people, and of the changes of one of them; filled in place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.people import PersonHistory, PersonKept
from agent_desktop.ui.people.words import change_words, deed_word, value_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.rows import fill


class PersonTable(FilledTable):
    """Name, roles, team, and how they stand."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Name"), self.tr("Roles"), self.tr("Team"), self.tr("State"))

    def show(self, people: Sequence[PersonKept]) -> None:
        """Fill the model."""
        for (name, roles, team, state), each in zip(self._rows(len(people)), people, strict=True):
            off = each.disabled_at is not None
            tone = Token.TEXT_3 if off else Token.TEXT
            key = str(each.user_id)
            fill(name, each.display_name, key=key, type=Role.BODY_BOLD.value, tone=tone.value, second=each.name)
            fill(roles, value_words("roles", [*each.roles], {}), tone=Token.TEXT_2.value)
            fill(team, each.team or "–", tone=Token.TEXT_2.value)
            words, token, icon = self._state(each)
            fill(state, words, tone=token.value, icon=icon)

    def _state(self, person: PersonKept) -> tuple[str, Token, str | None]:
        if person.disabled_at is not None:
            return self.tr("Disabled"), Token.TEXT_3, "ph.x-circle-fill"
        if person.locked_until_at is not None:
            return self.tr("Locked"), Token.CAUTION, "ph.warning-fill"
        if person.in_call:
            return self.tr("In a call"), Token.GOOD, "ph.headset"
        if person.sign_ins:
            return self.tr("Signed in"), Token.GOOD, "ph.check-circle-fill"
        return self.tr("Signed out"), Token.TEXT_2, None


class ChangeTable(FilledTable):
    """When, by whom, what, and from what to what."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("When"), self.tr("By"), self.tr("What"), self.tr("From what to what, and why"))

    def show(
        self, history: PersonHistory | None, sites: Mapping[str, LocalText], when: Callable[[datetime], str]
    ) -> None:
        """Fill the model; `when` says a time in words."""
        changes = () if history is None else history.changes
        for (at, by, what, more), each in zip(self._rows(len(changes)), changes, strict=True):
            fill(at, when(each.at), key=str(each.change_id))
            fill(by, each.by_name or "–", tone=Token.TEXT_2.value)
            fill(what, deed_word(each), type=Role.BODY_BOLD.value)
            fill(more, change_words(each, sites) or each.reason or "–", second=each.reason if each.after else "")
