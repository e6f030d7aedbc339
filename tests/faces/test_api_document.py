"""Every operation is called with generated input, good and bad, and must answer as the OpenAPI document says."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from slipguard.actions import tokens
from slipguard.actions.access import Actor

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_every_operation_answers_as_documented(engine: None, owner: Actor) -> None:
    """No server error, no undocumented status, no body that is not of its schema, for any generated call."""
    from django.core.wsgi import get_wsgi_application

    headers = {"Authorization": f"Bearer {tokens.issue(owner, 'fuzz')}", "Host": "localhost",
               "Accept-Encoding": "identity"}  # the caller does not unpack
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers)
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) > 25
    for operation in operations:
        calls(operation, headers)


def calls(operation: schemathesis.schemas.APIOperation, headers: dict[str, str]) -> None:
    """A dozen calls of one operation: half of them as documented, half with what should be refused."""
    good = operation.as_strategy()
    bad = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @settings(max_examples=12, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(good, bad))
    def call(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()
