"""What the review window calls things."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.consolidation import Agreement, LinkDoubt, LinkField
from agent_desktop.ui.theme.tokens import Token


def field_word(field: LinkField) -> str:
    """Return the name of what is compared."""
    translate = QCoreApplication.translate
    return {
        LinkField.NAME: translate("Linking", "Name"),
        LinkField.BIRTH: translate("Linking", "Born"),
        LinkField.DOCUMENT: translate("Linking", "Identity document"),
        LinkField.MOBILE: translate("Linking", "Mobile"),
        LinkField.EMAIL: translate("Linking", "Email"),
        LinkField.HOME: translate("Linking", "Address and home phone"),
        LinkField.GENDER: translate("Linking", "Gender"),
    }[field]


def agreement_word(field: LinkField, agreement: Agreement) -> str:
    """Return how far the two sides agree."""
    translate = QCoreApplication.translate
    if field is LinkField.HOME and agreement is Agreement.NEAR:
        return translate("Linking", "Much the same")
    return {
        Agreement.SAME: translate("Linking", "The same"),
        Agreement.SAME_CHINESE: translate("Linking", "The same Chinese name"),
        Agreement.SAME_SOUND: translate("Linking", "Can be read alike"),
        Agreement.NEAR: translate("Linking", "One slip apart"),
        Agreement.SAME_FAMILY: translate("Linking", "The same family name"),
        Agreement.DIFFERS: translate("Linking", "Different"),
        Agreement.UNKNOWN: translate("Linking", "Nothing to compare"),
    }[agreement]


AGREEMENT_LOOKS: dict[Agreement, tuple[str, Token]] = {
    Agreement.SAME: ("ph.check-circle-fill", Token.GOOD),
    Agreement.SAME_CHINESE: ("ph.check-circle-fill", Token.GOOD),
    Agreement.SAME_SOUND: ("ph.check-circle-fill", Token.GOOD),
    Agreement.NEAR: ("ph.warning-fill", Token.CAUTION),
    Agreement.SAME_FAMILY: ("ph.warning-fill", Token.CAUTION),
    Agreement.DIFFERS: ("ph.warning-circle-fill", Token.PROBLEM),
    Agreement.UNKNOWN: ("ph.minus", Token.TEXT_3),
}
"""Icon and tone of each; its word always stands beside them."""


def doubt_word(doubt: LinkDoubt) -> str:
    """Return in a word or two why a pair waits."""
    translate = QCoreApplication.translate
    return {
        LinkDoubt.SCORE: translate("Linking", "Not likely enough"),
        LinkDoubt.NAME: translate("Linking", "Names differ"),
        LinkDoubt.GENDER: translate("Linking", "Genders differ"),
        LinkDoubt.BIRTH: translate("Linking", "Birthdays differ"),
        LinkDoubt.DOCUMENT: translate("Linking", "Documents differ"),
        LinkDoubt.FAMILY_LINE: translate("Linking", "May be relatives"),
        LinkDoubt.GROUP: translate("Linking", "Clashes with a group"),
        LinkDoubt.PROSPECT: translate("Linking", "Became a customer"),
    }[doubt]


def doubt_sentence(doubt: LinkDoubt) -> str:
    """Return why a pair was not merged by itself."""
    translate = QCoreApplication.translate
    return {
        LinkDoubt.SCORE: translate("Linking", "Too little agrees to merge them without a person."),
        LinkDoubt.NAME: translate("Linking", "The names differ, as those of twins do. A person has to look."),
        LinkDoubt.GENDER: translate("Linking", "One is a man's account, the other a woman's."),
        LinkDoubt.BIRTH: translate("Linking", "The birthdays differ, and nothing of their own is the same."),
        LinkDoubt.DOCUMENT: translate("Linking", "The documents differ. One of them may be mistyped."),
        LinkDoubt.FAMILY_LINE: translate("Linking", "What agrees could be shared by relatives of one name."),
        LinkDoubt.GROUP: translate("Linking", "One side is merged with an account that contradicts the other side."),
        LinkDoubt.PROSPECT: translate(
            "Linking", "One is the card of a caller. Merge them if the caller has become this customer."
        ),
    }[doubt]


def gender_word(gender: str) -> str:
    """Return a gender in words; what is not known stays as it is."""
    translate = QCoreApplication.translate
    return {"F": translate("Linking", "Woman"), "M": translate("Linking", "Man")}.get(gender.upper(), gender)
