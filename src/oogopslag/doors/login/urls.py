"""Addresses of signing in: allauth's own, and the page to choose."""

from allauth.socialaccount.providers.openid_connect.views import OAuth2CallbackView, OAuth2LoginView
from django.http import HttpRequest, HttpResponse
from django.urls import path

from oogopslag.doors.entry import everyone
from oogopslag.doors.login.provider import Broker


@everyone
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    request.session["shared"] = "gedeeld" in request.GET
    response: HttpResponse = OAuth2LoginView.adapter_view(Broker(request, provider_id))(request)
    return response


@everyone
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = OAuth2CallbackView.adapter_view(Broker(request, provider_id))(request)
    return response


urlpatterns = [
    path("inloggen/<slug:provider_id>/", start, name="openid_connect_login"),
    path("inloggen/<slug:provider_id>/terug/", callback, name="openid_connect_callback"),
]
