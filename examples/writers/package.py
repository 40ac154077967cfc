"""Zip packages with fixed order and dates, so that the same source gives the same bytes."""

import io
import re
import zipfile

DATE = (2025, 7, 1, 0, 0, 0)
ISO_DATE = "2025-07-01T00:00:00Z"


def write_package(path, parts, stored=()):
    """Writes `parts` (a list of (name, text or bytes)) in that order; names in `stored` uncompressed."""
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 3  # the same on every host
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            data = content.encode("utf-8") if isinstance(content, str) else content
            package.writestr(entry, data)


def rewrite_package(path, saved):
    """Writes the package in `saved` (bytes) to `path` again without its clock readings."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(saved)) as package:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", ISO_DATE.encode(), data)
            parts.append((entry.filename, data))
    write_package(path, parts)
