"""Addresses of the demonstration."""

from oogopslag.doors.demo import outbox, provider

urlpatterns = [*provider.urlpatterns, *outbox.urlpatterns]
