"""Which form is this: guides per paper form, feedback per field, recognition quality.

For: what the camera view and its list show of a paper form, and what residents say of it.
Not for: pictures. No pixel of a resident's paper ever reaches this room.
May know: delivery, facts, catalogue, people, journal, core.
"""
