"""The resident's app: glance, possibilities, applying, cases, messages, my data, settings."""
