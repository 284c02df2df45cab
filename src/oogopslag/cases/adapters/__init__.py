"""Systems of others that hold cases, tasks and contacts."""
