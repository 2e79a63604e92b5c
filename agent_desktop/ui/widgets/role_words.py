"""What roles are called, in the language now shown."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.sessions import Role


def role_word(role: Role) -> str:
    """Return what a role is called."""
    return {
        Role.AGENT: QCoreApplication.translate("PeopleWords", "Agent"),
        Role.SPECIALIST: QCoreApplication.translate("PeopleWords", "Specialist"),
        Role.SUPERVISOR: QCoreApplication.translate("PeopleWords", "Supervisor"),
        Role.AUTHOR: QCoreApplication.translate("PeopleWords", "Script author"),
        Role.ADMINISTRATOR: QCoreApplication.translate("PeopleWords", "Administrator"),
        Role.COMPLAINT_HANDLER: QCoreApplication.translate("PeopleWords", "Complaint handler"),
        Role.COMPLIANCE: QCoreApplication.translate("PeopleWords", "Compliance"),
    }[role]
