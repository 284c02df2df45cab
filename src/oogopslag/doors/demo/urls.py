"""Addresses of the demonstration."""

from oogopslag.doors.demo import eherkenning, outbox, provider

urlpatterns = [*provider.urlpatterns, *outbox.urlpatterns, *eherkenning.urlpatterns]
