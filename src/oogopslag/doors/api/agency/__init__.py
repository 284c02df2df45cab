"""Our own API for organisations, under /api/v1: messages both ways, jobs, events, limits."""
