"""The pure heart: law, terms, casework, values. No framework, clock, database or network."""
