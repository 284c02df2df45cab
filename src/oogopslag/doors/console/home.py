"""The broker's home: the dream, and now."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


@require_safe
@broker_only
def home(request: BrokerRequest) -> HttpResponse:
    return render(request, "console/home.jinja", Shell(layout="console", active="home",
                  name=request.staff.name, theme=request.body_slug), national=queries.national())  # fmt: skip


urlpatterns = [path("", home, name="c_home")]
