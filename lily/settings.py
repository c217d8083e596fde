"""Lily's settings, read from the environment once.

Here: names, types, bounds and defaults. Not here: what is done with them. No other module reads the environment.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def choose_threads() -> int:
    """One core is left to the rest of the house: one thread writes faster than two on two busy cores."""
    return max(1, (os.cpu_count() or 1) - 1)


class Settings(BaseSettings):
    """Every field is ``LILY_<NAME>`` in the environment; three have names of their own."""

    model_config = SettingsConfigDict(env_prefix="LILY_", env_ignore_empty=True, extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8001, ge=0, le=65535)  # 0: any free port; the first log line names it
    token: SecretStr = SecretStr("")  # empty: no Bearer asked
    cors_origins: str = ""  # comma separated; empty: no cross-origin calls
    model: str = ""  # a name in models.toml, hub:<repo>/<file>@<revision>, or echo
    model_path: Path | None = None  # any GGUF file; goes before LILY_MODEL
    context: int = Field(default=2048, ge=512, le=131_072)  # tokens of prompt and answer together
    slots: int = Field(default=1, ge=1, le=16)  # requests decoded at once
    queue_max: int = Field(default=16, ge=0, le=1000)  # requests waiting; over it 503
    new_tokens_default: int = Field(default=96, ge=1)  # new tokens when the caller names none
    new_tokens_cap: int = Field(default=512, ge=1, le=8192)
    max_prompt_chars: int = Field(default=16_000, ge=100)
    max_upload_mb: int = Field(default=20, ge=1, le=1000)  # the largest body
    log_level: Literal["DEBUG", "INFO", "WARNING"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    echo_delay_ms: int = Field(default=0, ge=0)  # echo engine: pause before each word
    echo_load_ms: int = Field(default=0, ge=0)  # echo engine: how long loading takes

    cpu_threads: int = Field(default_factory=choose_threads, ge=1, le=256, validation_alias="CPU_THREADS")
    hf_token: SecretStr = Field(default=SecretStr(""), validation_alias="HF_TOKEN")
    cache_home: Path = Field(default=Path("~/.cache"), validation_alias="XDG_CACHE_HOME")

    @property
    def models_dir(self) -> Path:
        """Where weights are kept: one folder a user, shared by every clone."""
        return self.cache_home.expanduser() / "hearth-chat" / "models"

    @property
    def allowed_origins(self) -> list[str]:
        return [origin.strip() for origin in self.cors_origins.split(",") if origin.strip()]


def set_thread_limits(threads: int) -> None:
    """Bound every numeric library. Must run before one of them is imported: they read this only once."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
        os.environ[name] = str(threads)
