"""What a person has chosen for their own desktop, remembered on this computer."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from agent_desktop.contract.base import Language
from agent_desktop.ui.theme.fonts import TEXT_SCALES
from agent_desktop.ui.theme.tokens import ThemeName


@dataclass(frozen=True, slots=True)
class Preferences:
    """`text_scale` in per cent; an empty `ring_device` is the system's default device."""

    language: Language = "en"
    theme: ThemeName = ThemeName.LIGHT
    text_scale: int = 100
    ring_device: str = ""
    raise_window: bool = False


def read_preferences(settings: QSettings, first_language: Language) -> Preferences:
    """Return what is remembered; anything not understood is as it was at first, in `first_language`."""
    first = Preferences(language=first_language)
    language = str(settings.value("desktop/language", first.language))
    theme = str(settings.value("desktop/theme", first.theme.value))
    scale = str(settings.value("desktop/text_scale", first.text_scale))
    return Preferences(
        language="zh" if language == "zh" else "en" if language == "en" else first.language,
        theme=ThemeName(theme) if theme in list(ThemeName) else first.theme,
        text_scale=int(scale) if scale in [str(each) for each in TEXT_SCALES] else first.text_scale,
        ring_device=str(settings.value("desktop/ring_device", "")),
        raise_window=str(settings.value("desktop/raise_window", "false")).lower() == "true",
    )


def write_preferences(settings: QSettings, chosen: Preferences) -> None:
    """Remember `chosen`."""
    settings.setValue("desktop/language", chosen.language)
    settings.setValue("desktop/theme", chosen.theme.value)
    settings.setValue("desktop/text_scale", chosen.text_scale)
    settings.setValue("desktop/ring_device", chosen.ring_device)
    settings.setValue("desktop/raise_window", "true" if chosen.raise_window else "false")
