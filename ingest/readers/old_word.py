"""Word files older than .docx, WPS's own, and RTF: LibreOffice makes .docx of them, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ...text.source import Source, source_id
from ..errors import IngestError
from .effort import WORD_SECONDS
from .word import read_word

MEDIA_TYPE = "application/msword"
RTF_MEDIA_TYPE = "application/rtf"
_PROGRAMS = ("soffice", "libreoffice")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of what holds a Word file that wants a password."""
_AS_DOCX = "open it in the program that made it and save it as .docx"
_MISSING = "install LibreOffice (Debian: apt install libreoffice-writer-nogui), or save the file as .docx"


def read_old_word(raw: bytes, uri: str) -> Source:
    """Return an old Word, WPS or RTF file as a source.

    Raises:
        IngestError: LibreOffice is not installed, takes too long or cannot read the file, or it holds no text.
    """
    if _ENCRYPTED in raw:
        raise IngestError(uri, "this Word file wants a password", "save a copy without one and build that")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise IngestError(uri, "this is an old Word, WPS or RTF file, which LibreOffice reads for fatiao", _MISSING)
    is_rtf = raw.startswith(b"{\\rtf")
    with TemporaryDirectory(prefix="fatiao-") as folder:
        source = Path(folder, "page.rtf" if is_rtf else "page.doc")
        source.write_bytes(raw)
        _convert(program, source, uri)
        made = source.with_suffix(".docx")
        if not made.exists():
            raise IngestError(uri, "LibreOffice cannot read this file", _AS_DOCX)
        read = read_word(made.read_bytes(), uri)
    media_type = RTF_MEDIA_TYPE if is_rtf else MEDIA_TYPE
    return replace(read, id=source_id(raw), media_type=media_type, reader=f"libreoffice, {read.reader}")


def _convert(program: str, source: Path, uri: str) -> None:
    """Write a .docx beside a file. The profile is the folder's own: two LibreOffices must not share one."""
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={Path(source.parent, 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source)]
    seconds = WORD_SECONDS.get()
    try:
        subprocess.run(command, timeout=seconds or None, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    except subprocess.TimeoutExpired as error:
        raise IngestError(uri, f"LibreOffice took more than {seconds:g} seconds over this file", _AS_DOCX) from error
