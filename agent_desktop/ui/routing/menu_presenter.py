"""Decides on the entry menu as text: checked as it is typed, saved as a version."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.client.errors import Problem as Failure
from agent_desktop.client.menu_text import MenuText, read_menu_text
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import (
    CheckMenu,
    KeptMenu,
    Menu,
    MenuChecked,
    MenuTried,
    SaveMenu,
    TryMenu,
    Version,
    Versions,
)

UNDONE: Final = 200
"""How many steps can be gone back."""


@dataclass(frozen=True, slots=True)
class MenuState:
    """`text` is what is being written, `checked` the server's word on a text that may be a moment older. `tree` is the
    text as forms show it, None where it is no menu. `past` and `future` are texts to go back and forth to.
    `tried` is where a caller stands who keyed `inputs`; None where nobody tries."""

    menu: Menu | None = None
    text: str = ""
    checked: MenuChecked | None = None
    versions: tuple[Version, ...] = ()
    saving: bool = False
    saved: bool = False
    stale: bool = False
    failure: Failure | None = None
    restores: int | None = None
    tree: MenuText | None = None
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    tried: MenuTried | None = None

    @property
    def is_changed(self) -> bool:
        return self.menu is not None and self.text != self.menu.text

    @property
    def may_save(self) -> bool:
        may = self.menu is not None and self.menu.may_edit and self.is_changed and not self.saving and not self.stale
        return may and (self.checked is None or not self.checked.problems)


class MenuServer(Protocol):
    """The part of `client.routing_api.MenuApi` that is used here."""

    def read(self) -> Menu: ...

    def check(self, wish: CheckMenu) -> MenuChecked: ...

    def save(self, command: SaveMenu) -> Menu: ...

    def walk(self, wish: TryMenu) -> MenuTried: ...

    def versions(self) -> Versions: ...

    def version(self, number: int) -> KeptMenu: ...


class Keep(Protocol):
    """Where a text is kept on this computer; an empty one is none."""

    def read(self) -> str: ...

    def write(self, text: str) -> None: ...


class MenuPresenter:
    """The text of the entry menu."""

    def __init__(self, server: MenuServer, tasks: Tasks, keep: Keep) -> None:
        self._server = server
        self._tasks = tasks
        self._keep = keep
        self._state = MenuState()
        self._checking = 0
        self._about: object = None
        self._display: Callable[[MenuState], None] = lambda _: None

    @property
    def state(self) -> MenuState:
        return self._state

    def show_to(self, display: Callable[[MenuState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display
        display(self._state)

    def open(self) -> None:
        """Read what counts; a text that was kept is taken up."""
        self._tasks.run(self._server.read, self._came, self._failed)
        self._tasks.run(self._server.versions, self._versions_came, lambda _: None)

    def write(self, text: str, about: object = "text") -> None:
        """Take what is typed, and have it checked. What is typed one after the other `about` one thing is one step to
        go back."""
        state = self._state
        if text == state.text or state.menu is None:
            return
        goes_on = about is not None and about == self._about and state.past and not state.future
        self._about = about
        past = state.past if goes_on else (*state.past, state.text)[-UNDONE:]
        self._take(text, past, ())

    def undo(self) -> None:
        """Go back to the text before the last step."""
        state = self._state
        if state.past:
            self._about = None
            self._take(state.past[-1], state.past[:-1], (*state.future, state.text))

    def redo(self) -> None:
        """Go forth again."""
        state = self._state
        if state.future:
            self._about = None
            self._take(state.future[-1], (*state.past, state.text), state.future[:-1])

    def press(self, keyed: str) -> None:
        """Go on as the caller who tries the menu; an empty `keyed` is silence."""
        self._walk((*self._state.inputs, keyed))

    def begin_again(self) -> None:
        """Call the menu anew."""
        self._walk(())

    def _take(self, text: str, past: tuple[str, ...], future: tuple[str, ...]) -> None:
        tree = read_menu_text(text)
        state = replace(self._state, text=text, tree=tree, past=past, future=future, saved=False, failure=None)
        self._show(replace(state, inputs=(), tried=None))
        self._keep.write(text if self._state.is_changed else "")
        self._check()

    def _walk(self, inputs: tuple[str, ...]) -> None:
        text = self._state.text
        self._show(replace(self._state, inputs=inputs))

        def came(tried: MenuTried) -> None:
            if (self._state.text, self._state.inputs) == (text, inputs):
                self._show(replace(self._state, tried=tried))

        self._tasks.run(lambda: self._server.walk(TryMenu(text=text, inputs=inputs)), came, self._failed)

    def save(self, reason: str) -> None:
        """Make the text the menu that callers hear."""
        state = self._state
        if state.menu is None or not state.may_save or not reason.strip():
            return
        command = SaveMenu(
            command_id=uuid4(),
            seen_version=state.menu.version.version,
            text=state.text,
            reason=reason.strip()[:200],
            restores=state.restores,
        )
        self._show(replace(state, saving=True, failure=None))
        self._tasks.run(lambda: self._server.save(command), self._saved, self._refused)

    def settle_stale(self, *, keep_mine: bool) -> None:
        """Go on from the newer version: with the own text, or with theirs."""
        text = self._state.text if keep_mine else ""
        self._keep.write(text)
        self._show(replace(self._state, stale=False))
        self.open()

    def go_back_to(self, version: int) -> None:
        """Take the text of an older version; it counts once it is saved."""
        self._tasks.run(lambda: self._server.version(version), self._take_version, self._failed)

    def _came(self, menu: Menu) -> None:
        kept = self._keep.read() if menu.may_edit else ""
        text = kept or menu.text
        state = replace(self._state, menu=menu, text=text, tree=read_menu_text(text), failure=None)
        self._show(replace(state, past=(), future=(), inputs=(), tried=None))
        self._check()

    def _saved(self, menu: Menu) -> None:
        self._keep.write("")
        tree = read_menu_text(menu.text)
        state = replace(self._state, menu=menu, text=menu.text, tree=tree, saving=False, saved=True, restores=None)
        self._show(replace(state, past=(), future=()))
        self._tasks.run(self._server.versions, self._versions_came, lambda _: None)

    def _refused(self, error: ClientError) -> None:
        stale = error.code == ErrorCode.STALE_VERSION
        self._show(replace(self._state, saving=False, stale=stale, failure=error.problem))

    def _take_version(self, kept: KeptMenu) -> None:
        self._state = replace(self._state, restores=kept.version.version)
        self.write(kept.text, None)

    def _check(self) -> None:
        self._checking += 1
        number, text = self._checking, self._state.text

        def came(checked: MenuChecked) -> None:
            if number == self._checking:
                self._show(replace(self._state, checked=checked))

        self._tasks.run(lambda: self._server.check(CheckMenu(text=text)), came, lambda _: None)

    def _versions_came(self, versions: Versions) -> None:
        self._show(replace(self._state, versions=versions.versions))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self._state, failure=error.problem))

    def _show(self, state: MenuState) -> None:
        self._state = state
        self._display(state)
