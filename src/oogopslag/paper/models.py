"""Guides, feedback and recognition figures of paper forms."""
