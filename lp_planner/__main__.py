"""``python -m lp_planner``: see :mod:`lp_planner.cli`."""

import sys

from lp_planner.cli import main

sys.exit(main())
