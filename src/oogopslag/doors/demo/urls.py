"""Addresses of the demonstration."""

from oogopslag.doors.demo import bank, eherkenning, outbox, provider

urlpatterns = [
    *provider.urlpatterns,
    *outbox.urlpatterns,
    *eherkenning.urlpatterns,
    *bank.urlpatterns,
]
