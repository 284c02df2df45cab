"""Addresses for everybody."""

from oogopslag.doors.public import app, pages

urlpatterns = [*pages.urlpatterns, *app.urlpatterns]
