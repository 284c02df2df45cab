"""Whatever a machine sends, our answer keeps our own document: schemathesis on the live app."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.doors.api.conftest import Machine

from oogopslag.conf.wsgi import application
from oogopslag.doors.api.document import document
from oogopslag.people import limits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = 20
# Whether a rule beyond the schema refuses a request, and who gets in, is tested by name elsewhere.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FOUND = {
    one.ok().label: one.ok()
    for one in schemathesis.openapi.from_dict(document()).get_all_operations()
}


@pytest.mark.parametrize("label", sorted(FOUND))
def test_every_answer_keeps_the_document(tester: Machine, label: str) -> None:
    operation = FOUND[label]
    operation.app = operation.schema.app = application
    seen: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case) -> None:  # type: ignore[no-untyped-def]
        limits.forget()
        answer = case.call(headers={"Authorization": f"Bearer {tester.key}", "Host": "localhost"})
        seen.append(answer.status_code)
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)

    ask()
    assert seen
