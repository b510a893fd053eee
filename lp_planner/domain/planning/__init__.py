"""Planning: the path, what is due and what the plan is weighed by."""
