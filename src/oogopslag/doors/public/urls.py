"""Addresses for everybody."""

from oogopslag.doors.public import app, genuine, pages

urlpatterns = [*pages.urlpatterns, *app.urlpatterns, *genuine.urlpatterns]
