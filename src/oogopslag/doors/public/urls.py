"""Addresses for everybody."""

from oogopslag.doors.public import pages

urlpatterns = pages.urlpatterns
