"""Planning on screen: the phases, the forms and the plan."""
