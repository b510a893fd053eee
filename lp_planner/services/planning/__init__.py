"""Planning: writing things down, the journey, questions and the plan."""
