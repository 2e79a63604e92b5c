"""The language of the window, switched while running."""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from agent_desktop.contract.base import Language
from agent_desktop.ui.translations.files import TS_NAME, TranslationToolError, compile_file
from agent_desktop.ui.translations.names import BankNames

_log = logging.getLogger(__name__)

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
_LOCALES: Final[dict[Language, QLocale]] = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.HongKong),
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
}


class LanguageSwitch(QObject):
    """Installs the translators of one language; Qt then sends `LanguageChange` to every widget.

    Qt's default locale is kept in step, which is how `widgets.formats` knows the language of dates and data.

    Signals:
        changed: Another language is installed now. Texts that come from data are drawn again on it.
    """

    changed = Signal(str)

    def __init__(self, app: QCoreApplication, folder: Path, cache: Path, parent: QObject | None = None) -> None:
        """`folder` holds the .ts and .qm files; `cache` takes a .qm file where `folder` has no fresh one."""
        super().__init__(parent)
        self._app = app
        self._folder = folder
        self._cache = cache
        self._language: Language = "en"
        self.names = BankNames(app)
        self._ours: QTranslator | None = None
        self._qts: QTranslator | None = None
        QLocale.setDefault(_LOCALES["en"])

    @property
    def language(self) -> Language:
        """The language now shown."""
        return self._language

    def use(self, language: Language) -> bool:
        """Show everything in `language`. Returns False, and changes nothing, where its words cannot be read."""
        if language == self._language:
            return True
        if language == "zh":
            ours = QTranslator(self)
            compiled = self._compiled()
            if compiled is None or not ours.load(str(compiled)):
                _log.error("The words of language %s cannot be read", language)
                return False
            self._remove()
            qts = QTranslator(self)
            if qts.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._app.installTranslator(qts)
                self._qts = qts
            self._language = language
            QLocale.setDefault(_LOCALES[language])
            self._app.installTranslator(ours)
            self._ours = ours
        else:
            self._language = language
            QLocale.setDefault(_LOCALES[language])
            self._remove()
        self.changed.emit(language)
        return True

    def stop(self) -> None:
        """Take the translators away."""
        self._remove()
        self.names.stop()

    def _remove(self) -> None:
        for translator in (self._ours, self._qts):
            if translator is not None:
                self._app.removeTranslator(translator)
                translator.deleteLater()
        self._ours = self._qts = None

    def _compiled(self) -> Path | None:
        source = self._folder / TS_NAME
        beside = source.with_suffix(".qm")
        for candidate in (beside, self._cache / beside.name):
            if _is_fresh(candidate, source):
                return candidate
        target = self._cache / beside.name
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            compile_file(source, target)
        except (OSError, TranslationToolError) as error:
            _log.error("Translations cannot be prepared: %s", error)
            return beside if beside.exists() else None
        return target


def _is_fresh(compiled: Path, source: Path) -> bool:
    try:
        made = compiled.stat().st_mtime
    except OSError:
        return False
    try:
        return made >= source.stat().st_mtime
    except OSError:
        return True
