"""The language that a caller chose in the menu."""


def spoken_language(menu_language: str) -> str:
    """Return the language (ISO 639) that a caller chose in the menu by its tag (BCP 47), empty for none.

    A menu writes Cantonese as the Chinese of Hong Kong or Macau, and Mandarin as Chinese elsewhere.
    """
    language, _, region = menu_language.partition("-")
    if language == "zh":
        return "yue" if region in {"HK", "MO"} else "cmn"
    return language
