"""What a PDF tells besides its text (ISO 32000), for the desk before it is published.

The format is large and files can be made to keep any reader busy. So pypdf reads it in a process of its own,
with bounds on time and memory that the system keeps: this module, run as a program, without ours around it.
"""

import io
import json
import resource
import subprocess
import sys

SECONDS = 1.0  # of the clock, then the process is ended
MEMORY = 1024 * 1024 * 1024
MOST = 50  # of what is named
MAX_TEXT = 100

# Annotations that a person left (table 171); links and fields of forms are the document's own.
REMARKS = {
    *(
        "/Text",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
    ),
    *("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Redact", "/Sound"),
}
UNREAD = {"unread": True}


def disclosed(file) -> dict:
    """What it tells, as `disclosures` keeps it; with UNREAD where it was not read to its end."""
    file.seek(0)
    program = [sys.executable, "-I", __file__]  # -I: it imports nothing from beside this module
    try:
        done = subprocess.run(program, input=file.read(), capture_output=True, timeout=SECONDS)  # noqa: S603
        said, whole = done.stdout, done.returncode == 0
    except subprocess.TimeoutExpired as late:
        said, whole = late.stdout or b"", False
    except OSError:
        said, whole = b"", False
    found = {} if whole else dict(UNREAD)
    for line in said.splitlines(keepends=True):
        if line.endswith(b"\n"):  # the last one may be cut off
            found |= json.loads(line)
    return found


def main():
    """The file on standard input, objects of JSON on standard output, a line each as soon as it is known."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    if reader.is_encrypted:
        say({"locked": True})
        return
    say(about(reader))
    say(inside(reader))


def say(found: dict):
    line = json.dumps({name: value for name, value in found.items() if value})
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def about(reader) -> dict:
    """From the document information, and from XMP where that says more."""
    said = reader.metadata or {}
    names = {"author": "/Author", "company": "/Company", "program": "/Creator", "producer": "/Producer"}
    found = {name: tidy(said.get(key)) for name, key in names.items()}
    xmp = reader.xmp_metadata
    if xmp is not None:
        found["author"] = found["author"] or tidy(", ".join(map(str, xmp.dc_creator or [])))
        found["program"] = found["program"] or tidy(xmp.xmp_creator_tool)
        found["producer"] = found["producer"] or tidy(xmp.pdf_producer)
    changed = said.get("/ModDate") and reader.metadata.modification_date
    return found | {"changed_on": changed.date().isoformat() if changed else ""}


def inside(reader) -> dict:
    """Remarks, files, and programs that it holds."""
    remarks, files = 0, list(reader.attachments)[:MOST]
    root = reader.root_object
    action = held(root, "/OpenAction")
    runs = "/AA" in root or "/JavaScript" in (held(root, "/Names") or {})
    runs |= isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")
    for page in reader.pages:
        for annotation in held(page, "/Annots") or []:
            kind = annotation.get_object().get("/Subtype")
            remarks += kind in REMARKS
            files += ["(annotation)"] if kind == "/FileAttachment" else []
    return {"comments": remarks, "files_inside": [tidy(name) for name in files[:MOST]], "runs": runs}


def held(holder, key: str):
    value = holder.get(key)
    return None if value is None else value.get_object()


def tidy(value) -> str:
    return " ".join(str(value).split())[:MAX_TEXT] if value else ""


if __name__ == "__main__":
    main()
