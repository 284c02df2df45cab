"""Addresses of the resident's door: each noun has its own module."""

from importlib import import_module

from django.urls import URLPattern

_NOUNS = (
    "glance", "possibilities", "apply", "cases", "correcting", "inbox", "thread", "answered",
    "asking", "data", "settings", "telling",
)  # fmt: skip

urlpatterns: list[URLPattern] = [
    pattern
    for noun in _NOUNS
    for pattern in import_module(f"oogopslag.doors.resident.{noun}").urlpatterns
]

# Around a case: what stands elsewhere, moves, mandates, fees and documents.
_AROUND = ("own_tasks", "elsewhere", "mandates", "acting", "paying", "documents")
urlpatterns += [
    pattern
    for noun in _AROUND
    for pattern in import_module(f"oogopslag.doors.resident.{noun}").urlpatterns
]
