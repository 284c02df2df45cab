"""Addresses of the console door: each noun has its own module."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

_NOUNS = (
    "home", "motivating", "managing", "integrating", "life", "escalating", "contests", "joining",
    "own", "papers", "tomorrow",
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    pattern
    for noun in _NOUNS
    for pattern in import_module(f"oogopslag.doors.console.{noun}").urlpatterns
]
