"""Every route says who may enter, and keeps to it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests import builders

ALLOWED = {"everyone", "resident", "staff", "machine", "provider", "broker", "owner", "joiner"}
SIGNED_IN = {"resident", "staff", "broker", "owner", "joiner"}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


ROUTES = sorted(patterns(get_resolver()), key=lambda one: str(one.name))


def address(route: URLPattern) -> str:
    examples = {"service": "zorgtoeslag", "key": "inkomen", "fact": "vermogen", "slug": "x",
                "realm": "digid", "provider_id": "digid"}  # fmt: skip
    names = route.pattern.converters
    return reverse(str(route.name), kwargs={n: examples.get(n, uuid4()) for n in names})


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: str(one.name))
def test_every_route_says_who_may_enter(route: URLPattern) -> None:
    assert getattr(route.callback, "entry", None) in ALLOWED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    [one for one in ROUTES if getattr(one.callback, "entry", "") in SIGNED_IN],
    ids=lambda one: str(one.name),
)
def test_nobody_enters_a_guarded_route_without_signing_in(route: URLPattern) -> None:
    for method in ("get", "post"):
        response = getattr(Client(), method)(address(route))
        assert response.status_code in {302, 405}
        if response.status_code == 302:
            assert "inloggen" in response["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    [one for one in ROUTES if getattr(one.callback, "entry", "") == "staff"],
    ids=lambda one: str(one.name),
)
def test_a_resident_never_enters_the_workspace(route: URLPattern, suzanne: object) -> None:
    client = builders.signed_in(suzanne)
    for method in ("get", "post"):
        response = getattr(client, method)(address(route))
        assert response.status_code in {302, 405}


@pytest.mark.django_db
def test_staff_never_enter_the_residents_app(karim: object) -> None:
    response = builders.signed_in(karim).get(reverse("r_glance"))
    assert response["Location"] == reverse("p_login")


# Open Notificaties tries an address before it subscribes it, and takes no other refusal than this.
FORBIDS = {"/api/zgw/v1/notificaties": 403}


@pytest.mark.django_db
def test_no_machine_enters_without_a_good_key(suzanne: object) -> None:
    routes = [one for one in ROUTES if getattr(one.callback, "entry", "") == "machine"]
    assert len(routes) > 30
    forged = f"Bearer oog_normal_{uuid4().hex}_{'x' * 43}"
    signed_in = builders.signed_in(suzanne)
    for where in map(address, routes):
        for method in ("get", "post", "put", "patch", "delete"):
            for client, headers in (
                (Client(), {}),
                (signed_in, {}),
                (Client(), {"authorization": forged}),
                (Client(), {"authorization": "Basic eDp4"}),
            ):
                answer = getattr(client, method)(where, headers=headers)
                wanted = FORBIDS.get(where, 401)
                assert answer.status_code == wanted, (where, method, headers)
                assert answer["Content-Type"] == "application/problem+json"
