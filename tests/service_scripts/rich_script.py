"""A script with everything that the language has, and another that it runs."""

from pathlib import Path

from agent_desktop.service_scripts.expand import expand
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.yaml_lines import read_yaml, read_yaml_text

HERE = Path(__file__).parent
RUN = "    run: {script: check-caller, outcomes: {passed: block, failed: close}}\n"


def other_scripts() -> dict[str, Script]:
    """Return the scripts that can be run, by id."""
    scripts = read_yaml(HERE / "subs.yaml").value
    assert isinstance(scripts, list)
    return {script.id: script for script in map(Script.model_validate, scripts)}


def rich_script() -> Script:
    """Return the script, with the steps of the one that it runs."""
    text = (HERE / "base.yaml").read_text(encoding="utf-8").replace("    next: block\n", RUN)
    return expand(Script.model_validate(read_yaml_text(HERE / "base.yaml", text).value), other_scripts())
