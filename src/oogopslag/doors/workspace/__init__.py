"""The civil servant's workspace: work list, case and conversation on one page, deciding."""
