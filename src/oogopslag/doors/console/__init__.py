"""The broker's console and the page of an organisation that joins. Aggregates only."""
