"""Addresses for everybody: each noun has its own module. The broker's card stands before slugs."""

from importlib import import_module

from django.urls import URLPattern

_NOUNS = (
    "pages",
    "app",
    "genuine",
    "promises",
    "broker",
    "others",
    "scorecard",
    "scorecard_data",
    "surveys",
)

urlpatterns: list[URLPattern] = [
    pattern
    for noun in _NOUNS
    for pattern in import_module(f"oogopslag.doors.public.{noun}").urlpatterns
]
