"""Addresses of the lens door: each noun has its own module."""

from importlib import import_module

from django.urls import URLPattern

_NOUNS = ("home", "packs", "work", "guide")

urlpatterns: list[URLPattern] = [
    pattern
    for noun in _NOUNS
    for pattern in import_module(f"oogopslag.doors.lens.{noun}").urlpatterns
]
