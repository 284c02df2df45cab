"""Addresses of the civil servant's door: each noun has its own module."""

from importlib import import_module

from django.urls import URLPattern

_NOUNS = (
    "worklist", "case", "decide", "conversation", "messages", "undelivered", "thread",
    "connections", "hearing", "rules", "offers",
)  # fmt: skip

urlpatterns: list[URLPattern] = [
    pattern
    for noun in _NOUNS
    for pattern in import_module(f"oogopslag.doors.workspace.{noun}").urlpatterns
]

# Around a case: what stands elsewhere, moves, mandates, fees and documents.
_AROUND = ("moves", "intake", "revise", "team", "corrections", "archive", "representing", "deaths")
urlpatterns += [
    pattern
    for noun in _AROUND
    for pattern in import_module(f"oogopslag.doors.workspace.{noun}").urlpatterns
]
