"""How the simulator may be told to misbehave about recordings."""

from enum import StrEnum


class RecordingConduct(StrEnum):
    """How the carrier deals with orders about recordings."""

    OBEYS = "obeys"
    REFUSES = "refuses"
    SILENT = "silent"  # it takes them, does nothing and reports nothing
