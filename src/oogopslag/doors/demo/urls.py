"""Addresses of the demonstration."""

from oogopslag.doors.demo import bank, eherkenning, outbox, provider, requests

urlpatterns = [
    *provider.urlpatterns,
    *outbox.urlpatterns,
    *eherkenning.urlpatterns,
    *bank.urlpatterns,
    *requests.urlpatterns,
]
