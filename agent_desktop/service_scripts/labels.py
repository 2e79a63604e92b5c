"""The words of a script's questions and answers by their ids: to tell answers where the script is not at hand."""

from agent_desktop.contract.base import LocalText
from agent_desktop.service_scripts.schema import Script


def labels_of(script: Script) -> dict[str, LocalText]:
    """Return the title under an empty key, each question's label under its id, each option's under ``question=id``."""
    labels = {"": script.title}
    for step in script.steps:
        for question in step.questions:
            labels[question.id] = question.label
            labels.update({f"{question.id}={option.id}": option.label for option in question.options})
    return labels
