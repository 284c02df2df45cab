"""With real ids in the path, with parameters and with a key of its own, a broker sees nobody."""

from collections.abc import Iterator
from itertools import product
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from tests import builders
from tests.doors.api.conftest import machine
from tests.promises.test_entry import ROUTES

from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.people.errors import AggregatesOnly
from oogopslag.people.models import Membership

pytestmark = pytest.mark.django_db
PUBLIC = {"everyone", "broker"}
WORDS = {"service": ["zorgtoeslag"], "slug": ["zorgtoeslag", "verhuizen"], "fact": ["vermogen"],
         "realm": ["digid"], "provider_id": ["digid"]}  # fmt: skip
MOST = 25
"""Ways to fill in one route: those with two ids would else be tried hundreds of times."""


class Known:
    """Everything about one resident that an address may hold: case, decision, thread, messages."""

    def __init__(self, suzanne, karim) -> None:  # type: ignore[no-untyped-def]
        from oogopslag.cases.models import Decision
        from oogopslag.inbox.models import Message

        case = builders.decided(suzanne, karim).case
        thread = inbox.thread_of(case.thread)
        inbox.reply(thread, text="Wanneer komt het geld?", key="r",
                    actor=Actor(kind="resident", id=str(suzanne.id)))  # fmt: skip
        self.name = suzanne.name
        self.ids = [case.id, thread.id, suzanne.id, Decision.objects.get().id,
                    *Message.objects.values_list("id", flat=True)]  # fmt: skip

    def addresses(self, route: URLPattern) -> Iterator[str]:
        """The route with every id in every place, and once more with questions behind it."""
        if str(route.name) == "api_nothing" or "provider_id" in route.pattern.converters:
            return  # no address of its own; and signing in asks a provider
        names = list(route.pattern.converters)
        choices = [WORDS.get(name, [*self.ids, "x", uuid4()]) for name in names]
        tried = 0
        for values in product(*choices):
            try:
                where = reverse(str(route.name), kwargs=dict(zip(names, values, strict=True)))
            except NoReverseMatch:  # this place takes another kind of value
                continue
            tried += 1
            if tried > MOST:
                return
            yield where
        for name in ("zaak", "case", "klantId", "zoek", "bsn"):
            yield f"{where}?{name}={self.ids[0]}&resident={self.ids[2]}"


@pytest.fixture
def known(suzanne, karim) -> Known:  # type: ignore[no-untyped-def]
    return Known(suzanne, karim)


@pytest.fixture
def broker(world: None) -> Client:
    """A broker who is also owner of an organisation and a developer at another."""
    staff = builders.staff("broker", organisation="regiebureau", name="Rosa de Graaf")
    body = Membership.objects.get(staff=staff).organisation
    for role in ("own", "develop", "treat"):
        Membership.objects.create(staff=staff, organisation=body, role=role)
    return builders.signed_in(staff)


@pytest.mark.slow
def test_with_real_ids_and_parameters_every_closed_route_refuses_the_broker(
    known: Known, broker: Client
) -> None:
    wrong, tried = {}, 0
    for route in ROUTES:
        entry = getattr(route.callback, "entry", "")
        if entry in PUBLIC:
            continue
        allowed = {401, 403, 405} if entry in {"machine", "provider"} else {403, 405}
        for where in known.addresses(route):
            answer = broker.get(where)
            tried += 1
            if answer.status_code not in allowed:
                wrong[where] = answer.status_code

    assert wrong == {}
    assert tried > 800


@pytest.mark.slow
def test_what_is_open_to_the_broker_names_nobody_whatever_is_asked(
    known: Known, broker: Client
) -> None:
    named = [
        where
        for route in ROUTES
        if getattr(route.callback, "entry", "") in PUBLIC and str(route.name)[:2] != "d_"
        for where in known.addresses(route)
        if known.name.encode() in broker.get(where).content
    ]

    assert named == []


def test_a_key_of_the_brokers_own_is_refused_on_every_call(known: Known) -> None:
    one = machine(organisation="regiebureau")
    assert one.get("/api/v1/limits").status_code == 200
    staff = builders.staff("broker", organisation="regiebureau", name="Rosa de Graaf")
    assert staff.memberships.filter(role="broker").exists()

    routes = [one for one in ROUTES if getattr(one.callback, "entry", "") == "machine"]
    wrong = {
        (method, where): answer.status_code
        for route in routes
        for where in known.addresses(route)
        for method in ("GET", "POST")
        if (answer := one.ask(method, where, {} if method == "POST" else None)).status_code != 403
        or "aggregates-only" not in answer.content.decode()
    }

    assert wrong == {}
    assert len(routes) > 30


def test_nobody_makes_a_key_for_the_broker(world: None) -> None:
    builders.staff("broker", organisation="regiebureau", name="Rosa de Graaf")

    with pytest.raises(AggregatesOnly):
        machine(organisation="regiebureau")
