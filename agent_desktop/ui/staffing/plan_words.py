"""What is said of a shift plan's file."""

from PySide6.QtCore import QObject

from agent_desktop.contract.staffing import PlanActivity, PlannedTime, PlanProblem
from agent_desktop.ui.staffing.plan_presenter import FileProblem
from agent_desktop.ui.widgets.away_words import away_word


class PlanWords(QObject):
    """Words in the language now shown."""

    def planned(self, planned: PlannedTime) -> str:
        """Return what somebody is to do."""
        return {
            PlanActivity.WORK: self.tr("Calls"),
            PlanActivity.BREAK: self.tr("Break"),
            PlanActivity.MEAL: self.tr("Meal"),
            PlanActivity.TRAINING: self.tr("Training"),
            PlanActivity.MEETING: self.tr("Meeting"),
            PlanActivity.AWAY: away_word(planned.reason),
        }[planned.activity]

    def column(self, column: str) -> str:
        """Return a column's name; one that is not known as it stands in the file."""
        return {
            "agent": self.tr("agent"),
            "date": self.tr("date"),
            "start": self.tr("start"),
            "end": self.tr("end"),
            "activity": self.tr("activity"),
        }.get(column, column)

    def file_problem(self, problem: FileProblem) -> str:
        """Say why a file could not be asked about."""
        return {
            FileProblem.UNREADABLE: self.tr("The file cannot be read."),
            FileProblem.NOT_TEXT: self.tr("The file is no text. Save the plan as CSV."),
            FileProblem.TOO_LARGE: self.tr("The file is too large. Bring the plan in week by week, or team by team."),
        }.get(problem, "")

    def problem(self, problem: PlanProblem) -> str:
        """Say what is wrong at a place of the file, and what to do."""
        texts = {
            "empty": self.tr("The file has no line of a plan."),
            "too_long": self.tr("The file has more than {most} lines. Bring the plan in week by week."),
            "column_missing": self.tr("The column {column} is missing in the first row."),
            "column_unknown": self.tr("No such column. There are agent, date, start, end and activity."),
            "column_twice": self.tr("This column is there twice."),
            "value_missing": self.tr("There is nothing. Fill it in."),
            "cells": self.tr("The row has {value} columns, the first row {expected}."),
            "agent_unknown": self.tr("Nobody signs in as “{value}”."),
            "agent_not_yours": self.tr("“{value}” is not in your team, nor in your queues."),
            "date_wrong": self.tr("“{value}” is no date. Write it as 2026-06-01."),
            "time_wrong": self.tr("“{value}” is no time. Write it as 09:00."),
            "activity_unknown": self.tr(
                "“{value}” is no activity. There are work, break, meal, training, meeting, and each reason for being"
                " not ready by its name."
            ),
            "no_time": self.tr("It ends when it begins."),
            "shift_too_long": self.tr("It is longer than {most} hours."),
            "overlaps": self.tr("It runs into row {row} of the same agent."),
            "outside_shift": self.tr("It does not lie in a shift of this agent."),
        }
        text = texts.get(problem.code, problem.code)
        values = {"value": problem.value, **problem.details}
        if "column" in values:
            values["column"] = self.column(values["column"])
        return text.format(**values)
