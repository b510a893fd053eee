"""What every use case stands on: the desk, projects, drafts and plain refusals."""
