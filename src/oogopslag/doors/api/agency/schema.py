"""What the schemas of the API share: camelCase names, nothing unknown, moments in UTC."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from oogopslag.doors.api.speaking import moment

# Any offset comes in, UTC goes out.
Moment = Annotated[AwareDatetime, PlainSerializer(moment, return_type=str, when_used="json")]


class Incoming(Schema):
    """Something a machine sends: a name we do not know is a mistake, and we say so."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Outgoing(Schema):
    """Something we answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Texts(Incoming):
    """One text by language; Dutch is always there (Awb 2:6)."""

    nl: str = Field(min_length=1, description="Dutch")
    en: str | None = Field(default=None, description="English")

    def plain(self) -> dict[str, str]:
        return {key: value for key, value in self.model_dump().items() if value}


class FieldError(Outgoing):
    """One thing that is wrong: where, a code, and a sentence."""

    where: str = Field(alias="in")
    code: str
    says: str


class ProblemDocument(Outgoing):
    """What went wrong (RFC 9457). `type` is stable; `detail` is for people."""

    type: str = Field(examples=["urn:oogopslag:problem:invalid-request"])
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None
    existing: str | None = Field(default=None, description="What the first call made.")


def given(model: Schema) -> dict[str, Any]:
    """As JSON, by its outward names, without what is absent."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)
