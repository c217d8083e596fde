"""The form of ``POST /generate`` parsed into a type.

Here: fields, bounds, and saying what is wrong with them. Not here: what is done with them.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError
from starlette.datastructures import FormData, UploadFile

from lily.engine import GenerateRequest
from lily.errors import LilyError, refuse_bad_request, refuse_too_large
from lily.settings import Settings

IMAGE_FIELDS = ("image", "image1", "image2", "image3", "image4")
Name = Annotated[str, StringConstraints(max_length=200)]


def refuse_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


class GenerateForm(BaseModel):
    """``max_new_tokens`` is another name for ``max_length``. The names of room and user only make the waiting fair."""

    prompt: Annotated[str, AfterValidator(refuse_blank)]
    max_length: int | None = Field(default=None, ge=1)
    max_new_tokens: int | None = Field(default=None, ge=1)
    temperature: float = Field(default=0.7, ge=0, le=2)
    top_p: float = Field(default=0.9, ge=0, le=1)
    do_sample: bool = False
    stream: bool = False
    room_id: Name = ""
    session_id: Name = ""
    user_id: Name = ""

    @property
    def caller(self) -> str:
        return self.room_id or self.user_id or self.session_id

    def build_request(self, settings: Settings) -> GenerateRequest:
        wanted = self.max_new_tokens or self.max_length or min(settings.new_tokens_default, settings.new_tokens_cap)
        if wanted > settings.new_tokens_cap:
            raise refuse_bad_request(f"max_length must be between 1 and {settings.new_tokens_cap}")
        if len(self.prompt) > settings.max_prompt_chars:
            raise refuse_too_large(f"The prompt is over {settings.max_prompt_chars} characters.")
        return GenerateRequest(self.prompt, wanted, self.do_sample, self.temperature, self.top_p)


def parse_generate_form(form: FormData) -> GenerateForm:
    """Raises LilyError: images_unsupported or bad_request. An empty field counts as not sent."""
    if any(isinstance(form.get(name), UploadFile) or form.get(name) for name in IMAGE_FIELDS):
        raise LilyError(415, "images_unsupported", "This Lily cannot see pictures.")
    fields = {name: value for name, value in form.items() if isinstance(value, str) and value != ""}
    try:
        return GenerateForm.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise refuse_bad_request(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
