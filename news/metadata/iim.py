"""IPTC-IIM 4.2: the datasets of a block, as Photoshop keeps it in a JPEG and TIFF in its tag 33723."""

import struct

MARKER = 0x1C
MOST = 2000  # datasets of a block; a photograph has some thirty
CODED_CHARACTER_SET = (1, 90)


def datasets(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """Values by (record, dataset), in their order. What follows a broken dataset is left out."""
    found: dict[tuple[int, int], list[bytes]] = {}
    position = 0
    for _each in range(MOST):
        head = block[position : position + 5]
        if len(head) < 5 or head[0] != MARKER:
            break
        record, number, size = struct.unpack(">xBBH", head)
        position += 5
        if size & 0x8000:  # an extended dataset: the size of its size
            length = size & 0x7FFF
            size = int.from_bytes(block[position : position + length])
            position += length
        value = block[position : position + size]
        if len(value) < size:
            break
        found.setdefault((record, number), []).append(value)
        position += size
    return found
