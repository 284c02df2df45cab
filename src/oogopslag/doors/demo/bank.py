"""A demo twin of a bank: it says that a transfer came in. It moves no money."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError
from oogopslag.doors.entry import everyone
from oogopslag.ui.page import render


@require_safe
@everyone
def bank(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/bank.jinja", waiting=queries.payments_waiting())


@require_POST
@everyone
def transfer(request: HttpRequest) -> HttpResponse:
    """As if somebody had paid with the app of their bank."""
    try:
        amount = int(request.POST.get("cents", ""))
        actions.credited(request.POST.get("reference", ""), amount)
    except (ValueError, CasesError) as error:
        return render(
            request, "demo/bank.jinja", status=400, waiting=queries.payments_waiting(),
            sentence=str(error),
        )  # fmt: skip
    return HttpResponseRedirect(reverse("demo_bank"))


urlpatterns = [
    path("bank/", bank, name="demo_bank"),
    path("bank/overboeken/", transfer, name="demo_transfer"),
]
