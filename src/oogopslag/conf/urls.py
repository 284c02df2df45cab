"""Every door's addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("oogopslag.doors.public.urls")),
    path("", include("oogopslag.doors.api.urls")),
    path("regie/wat-als/", include("oogopslag.doors.console.whatif")),
    path("regie/", include("oogopslag.doors.console.urls")),
    path("papier/", include("oogopslag.doors.lens.urls")),
    path("", include("oogopslag.doors.resident.urls")),
    path("werk/", include("oogopslag.doors.workspace.urls")),
    path("", include("oogopslag.doors.login.urls")),
]
handler400 = "oogopslag.doors.public.failing.not_understood"
handler403 = "oogopslag.doors.public.refusing.forbidden"
handler404 = "oogopslag.doors.public.failing.not_found"
handler500 = "oogopslag.doors.public.failing.failed"
if settings.DEMO:
    urlpatterns += [path("demo/", include("oogopslag.doors.demo.urls"))]
