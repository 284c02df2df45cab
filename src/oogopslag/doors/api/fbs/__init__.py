"""FBS (federatief berichtenstelsel): the store (magazijn) and the portal side (uitvraag)."""
