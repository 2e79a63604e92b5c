"""The guide joined with its presenter, and the scripts that Ctrl+K offers during a call."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from agent_desktop.contract.scripts import ListedScript
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.script_panel.presenter import ScriptKind, ScriptPanelPresenter
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.formats import words

SCRIPT: Final = "script"
"""What begins the palette's name of a script: ``script:lost-card``."""


def join_script(view: ScriptView, presenter: ScriptPanelPresenter, checks: ChecksPresenter) -> None:
    """Let the presenter hear what is pressed in the guide. Drawing is the caller's."""
    view.answered.connect(presenter.answered)
    view.stepped.connect(presenter.stepped)
    view.must_say_toggled.connect(presenter.must_say_toggled)
    view.back_chosen.connect(partial(presenter.go, -1))
    view.next_chosen.connect(partial(presenter.go, 1))
    view.script_chosen.connect(presenter.script_chosen)
    view.retry_chosen.connect(presenter.retry)
    view.undo_chosen.connect(presenter.undo)
    view.could_not_verify.connect(presenter.could_not_verify)
    view.verify_chosen.connect(checks.open)
    view.deeds.chosen.connect(presenter.actions.choose)
    view.deeds.ask_again_chosen.connect(presenter.actions.choose)
    view.deeds.confirmed.connect(presenter.actions.confirm)
    view.deeds.kept.connect(presenter.actions.keep)
    view.deeds.by_hand_chosen.connect(presenter.actions.by_hand)
    view.deeds.undo_chosen.connect(presenter.actions.undo)


class ScriptCommands(QObject):
    """Lists the scripts that the agent can change to: those that suit the call first."""

    def listed(self, presenter: ScriptPanelPresenter | None) -> tuple[PaletteCommand, ...]:
        """Return a command for each script but the open one; none where no call is on."""
        state = presenter.state if presenter is not None else None
        if state is None or state.kind not in (ScriptKind.READY, ScriptKind.FAILED) or state.read_only:
            return ()
        return tuple(self._command(each) for each in state.choices if each.script_id != state.script_id)

    def run(self, presenter: ScriptPanelPresenter, script_id: str) -> None:
        """Change to the script of this id."""
        choice = next((each for each in presenter.state.choices if each.script_id == script_id), None)
        if choice is not None:
            end_composing()
            presenter.script_chosen(choice)

    def _command(self, choice: ListedScript) -> PaletteCommand:
        name = self.tr("Suggested script: {title}") if choice.is_suggested else self.tr("Script: {title}")
        return PaletteCommand(
            f"{SCRIPT}:{choice.script_id}",
            name.format(title=words(choice.title)),
            icon="ph.star" if choice.is_suggested else "ph.path",
            other_words=" ".join((*choice.title.values(), choice.group, "script guide 话术 脚本")),
        )
