"""Readers of files, one a format: each yields (row number, record as a dict, or the Refused it deserves).

They stream: no more than one row is in memory.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from . import Refused

LINE_BYTES = 4 * 1024 * 1024
BOM = b"\xef\xbb\xbf"


def read_jsonl(file: BinaryIO) -> Iterator[tuple[int, dict | Refused]]:
    """One JSON object a line, UTF-8, at most `LINE_BYTES`; empty lines are passed over.

    The row number is that of the line in the file, from 1.
    """
    number = 0
    while line := file.readline(LINE_BYTES + 1):
        number += 1
        if len(line) > LINE_BYTES:
            _skip_line(file, line)
            size = LINE_BYTES // 1024**2
            yield number, Refused(_("The line is longer than %(size)d MB. Split the item.") % {"size": size})
            continue
        line = line.removeprefix(BOM) if number == 1 else line
        if line.strip():
            yield number, _object(line)


def _skip_line(file: BinaryIO, piece: bytes):
    while piece and not piece.endswith(b"\n"):
        piece = file.readline(LINE_BYTES)


def _object(line: bytes) -> dict | Refused:
    try:
        record = json.loads(line.decode(), parse_constant=_no_number)
    except UnicodeDecodeError:
        return Refused(_("The line is not UTF-8. Save the file in that encoding."))
    except RecursionError:
        return Refused(_("The line is nested too deeply. Write it flatter."))
    except ValueError as error:
        return Refused(_("The line is not JSON (%(error)s). Correct it.") % {"error": error})
    if not isinstance(record, dict):
        return Refused(_("The line is not a JSON object. Write one item a line, in braces."))
    return record


def _no_number(name: str):
    raise ValueError(_("%(name)s is not a number") % {"name": name})


FORMATS = {"jsonl": read_jsonl}
