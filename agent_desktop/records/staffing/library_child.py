"""The process that has the statistical library: wishes come in as JSON, forecasts go out. See `library`."""

import json
import math
import sys
from importlib.metadata import version

from agent_desktop.records.staffing.library import NOT_INSTALLED


def main() -> int:
    """Answer once. Returns the exit status."""
    asked = json.load(sys.stdin)
    try:
        import numpy as np
        from statsforecast.models import AutoCES
    except ImportError:
        return NOT_INSTALLED
    totals: list[list[float]] = []
    for days, ahead in asked["wishes"]:
        known = np.asarray(days, dtype=float)
        model = AutoCES(season_length=asked["season"])
        found = model.forecast(known, ahead)["mean"]
        totals.append([float(each) if math.isfinite(each) else math.nan for each in found])
    json.dump({"name": f"statsforecast {version('statsforecast')} AutoCES", "totals": totals}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
