"""LP Planner: plan, deliver and evidence a change in school as a Lead Practitioner."""

__version__ = "0.1.0"
