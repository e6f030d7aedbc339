"""Uploads go into files without a name: however this process ends, nothing of them is left on the disk."""

from __future__ import annotations

import os
import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from slipguard.core.errors import BadInput


class Unnamed(FileUploadHandler):
    """Named in the settings as the only handler. The size was judged by the gate before a byte came here."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file that only this process can reach."""
        super().new_file(*args, **kwargs)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the request, or by who took it)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Onto the disk, not into memory."""
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """Ready to be read from its beginning."""
        self._file.seek(0)
        return UploadedFile(self._file, self.file_name, self.content_type, file_size, self.charset)


def outliving(given: UploadedFile[bytes] | None) -> tuple[IO[bytes], str]:
    """(the uploaded file, the name it had). It outlives the request; whoever takes it closes it."""
    if given is None or not given.name or given.file is None:
        raise BadInput("No file was chosen.", "Choose the archive, or a file with your posts.")
    return os.fdopen(os.dup(given.file.fileno()), "rb"), given.name
