"""What all models have in common: they take what a later server says, and refuse what was mistyped here."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator

T = TypeVar("T")

_ANSWER: Mapping[str, bool] = {"answer": True}


class Model(BaseModel):
    """A part of a request or an answer. Fields that a later server adds are left out."""

    model_config = ConfigDict(defer_build=True, protected_namespaces=())

    @classmethod
    def of_answer(cls, text: bytes | str) -> Self:
        """Read an answer of the API. Raises pydantic's ValidationError for what is none."""
        return cls.model_validate_json(text, context=_ANSWER)

    def body(self) -> dict[str, Any]:
        """As JSON for a request: what was given, so that everything else stays as it is or as the server likes it."""
        return self.model_dump(mode="json", exclude_unset=True)

    def model_post_init(self, _context: Any) -> None:
        """What a kind is told apart by is always given."""
        self.model_fields_set.update(_marks(type(self)))


@cache
def _marks(kind: type[Model]) -> frozenset[str]:
    """Fields that can have one value only."""
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if get_origin(field.annotation) is Literal and len(get_args(field.annotation)) == 1
    )


def _known(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    try:
        return handler(value)
    except ValidationError:
        if info.context is not _ANSWER or not isinstance(value, str | dict):
            raise
        return value


Known = Annotated[T, WrapValidator(_known)]
"""Choices as this version knows them. A word, or a kind of object, that a later server adds comes through in its
answers as it is; in a request made here it is refused, as a typing error would be."""
