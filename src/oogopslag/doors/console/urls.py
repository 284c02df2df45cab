"""Addresses of the console door."""

from django.urls import URLPattern, URLResolver

from oogopslag.doors.console import home

urlpatterns: list[URLPattern | URLResolver] = [*home.urlpatterns]
