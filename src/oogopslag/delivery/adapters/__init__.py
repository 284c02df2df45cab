"""Channels to the outside, each with a demo twin that keeps what it would have sent."""
