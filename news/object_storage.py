"""Where uploads and what is made of them are kept, when that is an object store (the extra `s3`)."""

from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage


@contextmanager
def as_of_a_disk():
    """A store that is away or refuses fails as a disk does: callers know one way of failing."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"The object store refuses it: {error}") from error


class BucketStorage(S3Storage):
    def _open(self, name, mode="rb"):
        with as_of_a_disk():
            return super()._open(name, mode)

    def _save(self, name, content):
        with as_of_a_disk():
            return super()._save(name, content)

    def exists(self, name):
        with as_of_a_disk():
            return super().exists(name)
