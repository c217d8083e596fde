"""The media storage in an S3 bucket: django-storages', and reading from the middle of a file."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage


class BucketStorage(S3Storage):
    """Reads the bytes that are asked for; the parent fetches a whole file first."""

    def get_default_settings(self) -> dict[str, Any]:
        """With times after which a bucket counts as away."""
        patience = Config(signature_version="s3v4", connect_timeout=5, read_timeout=20, retries={"max_attempts": 2})
        settings: dict[str, Any] = super().get_default_settings()
        return settings | {"client_config": patience}

    def open_range(self, name: str, start: int, length: int) -> Any:
        """A reader of these bytes. Raises FileNotFoundError."""
        try:
            found = self.bucket.Object(self._normalize_name(name)).get(Range=f"bytes={start}-{start + length - 1}")
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        return found["Body"]
