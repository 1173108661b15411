"""Opening pictures that people send: declared kinds only, sizes asked before decoding, colours made sRGB."""

import colorsys
import ctypes
import io
import mmap
import tempfile
import warnings
from collections.abc import Callable
from contextlib import contextmanager, suppress
from threading import Lock

from PIL import ExifTags, Image, ImageCms, JpegImagePlugin

KINDS = ("JPEG", "PNG", "WEBP", "TIFF")
MAX_PIXELS = 100_000_000
SHARP = Image.Resampling.LANCZOS

# Pillow warns at its limit and refuses at twice the limit, also when a size grows while decoding.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

# A decoded picture takes up to 400 MB at the limit: a process holds one at a time, whoever asks.
one_at_a_time = Lock()

# glibc learns from large freed blocks to keep such blocks for itself, up to 32 MB each and in every thread.
# With a fixed limit they go back to the system: a process stays at 85 MB where it grew to 380.
M_MMAP_THRESHOLD = -3
with suppress(OSError, AttributeError):  # another C library has no such habit
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 1024 * 1024)

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Those that begin at the far end: their first row is the last row, or column, of what was stored.
FROM_THE_END = {3, 4, 7, 8}
BAND = 256  # rows that are turned at a time
HEAVY, HALF_COLOURS = 32_000_000, 2  # pixels; Pillow's number of 4:2:0

NEARLY_GREY = 14
HUES = (
    (20, "red"),
    (50, "brown"),
    (70, "yellow"),
    (165, "green"),
    (255, "blue"),
    (340, "violet"),
    (361, "red"),
)

SPACES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK", "Lab": "LAB"}


def srgb_profile() -> bytes:
    """The profile as bytes, without the moment at which it was made: the same bytes each time."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)
    return bytes(profile)


SRGB = srgb_profile()


class Unreadable(Exception):
    """The bytes are no picture of a declared kind, or a broken one."""


class TooLarge(Exception):
    """More pixels than MAX_PIXELS."""


@contextmanager
def reading():
    """Turns whatever a decoder raises into `Unreadable` or `TooLarge`."""
    try:
        yield
    except (Unreadable, TooLarge):
        raise
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error, MemoryError and more
        raise Unreadable(str(error)) from error


def opened(file) -> Image.Image:
    """Read the header only. Raises `Unreadable` or `TooLarge`."""
    with reading():
        file.seek(0)
        image = Image.open(file, formats=KINDS)
        if min(image.size) < 1:
            raise Unreadable("a side of no length")
        return image


def orientation(image: Image.Image) -> int:
    """How the picture lies, 1–8 by EXIF. A picture whose EXIF cannot be read lies as it is."""
    try:
        turn = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # as above
        return 1
    return turn if turn in TURNS else 1


def upright_size(size: tuple[int, int], turn: int) -> tuple[int, int]:
    return size[::-1] if turn >= 5 else size


def decoded(image: Image.Image, at_least: tuple[int, int]) -> Image.Image:
    """Decode, by the shortest way to a size (upright) of at least that: JPEG skips what is not needed."""
    with reading():
        if image.format in ("JPEG", "MPO"):
            image.draft(None, upright_size(at_least, orientation(image)))
        image.load()
        return image


def scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The decoded picture the right way up, in `size` pixels (upright), still in its own colours."""
    turn = orientation(image)
    profile = image.info.get("icc_profile")
    small = plain_mode(image).resize(upright_size(size, turn), SHARP, reducing_gap=2.0)
    small = small.transpose(TURNS[turn]) if turn in TURNS else small
    small.info = {"icc_profile": profile} if profile else {}
    return small


def in_full(image: Image.Image) -> Image.Image:
    """The opened picture with all its pixels, the right way up, in sRGB; on white where it is transparent.

    Of a JPEG with 50 megapixels no second copy (200 MB) is made in memory, whichever way it lies.
    """
    if is_heavy(image):
        return by_planes(image)
    image.load()
    turn, profile = orientation(image), image.info.get("icc_profile")
    image = plain_mode(image)
    if image.mode == "RGB":
        image = converted_in_place(image, profile)
    else:
        image.info = {"icc_profile": profile} if profile else {}
        image = on_white(in_srgb(image))
    image.info = {}
    return turned_by_bands(image.size, turn, image.crop, image.close) if turn != 1 else image


def is_heavy(image: Image.Image) -> bool:
    """An opened progressive JPEG so large that its decoder, which keeps all coefficients, and its pixels are
    too much together; with colours in half the resolution, as most have (4:2:0).
    """
    return (
        image.format in ("JPEG", "MPO")
        and image.mode == "RGB"
        and image.width * image.height > HEAVY
        and bool(image.info.get("progressive"))
        and image.info.get("adobe_transform") != 0
        and JpegImagePlugin.get_sampling(image) == HALF_COLOURS
    )


def by_planes(image: Image.Image) -> Image.Image:
    """As `in_full`, by decoding twice: the colours in the half resolution that they have, then the light.

    That takes a third less memory, and twice the time. Colours are brought to size as the decoder does it.
    """
    turn, profile, file = orientation(image), image.info.get("icc_profile"), image.fp
    colours = opened(file)
    colours.draft("YCbCr", (image.width // 2, image.height // 2))
    _light, blue, red = colours.split()
    del colours, _light
    light = opened(file)
    light.draft("L", None)
    light.load()

    def part(box: tuple[int, int, int, int]) -> Image.Image:
        size, half = (box[2] - box[0], box[3] - box[1]), tuple(side / 2 for side in box)
        grown = [plane.resize(size, Image.Resampling.BILINEAR, box=half) for plane in (blue, red)]
        return converted_in_place(Image.merge("YCbCr", [light.crop(box), *grown]).convert("RGB"), profile)

    return turned_by_bands(image.size, turn, part, light.close)


def turned_by_bands(size: tuple[int, int], turn: int, part: Callable, let_go: Callable) -> Image.Image:
    """The picture turned into a file without a name, some rows at a time, and read from there.

    `part(box)` gives pixels of it as it lies, in RGB; `let_go` gives the memory of all back.
    """
    across, (width, height) = turn >= 5, upright_size(size, turn)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - goes with the picture that is read from it
    for top in range(0, height, BAND):
        bottom = min(top + BAND, height)
        first, last = (height - bottom, height - top) if turn in FROM_THE_END else (top, bottom)
        box = (first, 0, last, width) if across else (0, first, width, last)
        band = part(box)
        band = band.transpose(TURNS[turn]) if turn in TURNS else band
        file.write(band.tobytes("raw", "RGBX"))
    file.flush()
    let_go()
    pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def plain_mode(image: Image.Image) -> Image.Image:
    """One of L, RGB, RGBA, CMYK, LAB: what can be resized and what profiles speak of."""
    if image.mode in ("L", "RGB", "RGBA", "CMYK", "LAB") and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "I":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        raise Unreadable("numbers without a range")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGB")


def in_srgb(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent; nothing else goes along: no profile, no metadata."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    colours = through_profile(colours, image.info.get("icc_profile"))
    if alpha:
        colours.putalpha(alpha)
    colours.info = {}
    return colours


def converted_in_place(image: Image.Image, profile: bytes | None) -> Image.Image:
    """An RGB picture to sRGB by its profile, where that fits."""
    if profile and profile != SRGB:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if SPACES.get(source.profile.xcolor_space.strip()) == image.mode:
                ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), inPlace=True)
    return image


def through_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """To RGB by the profile where it fits the picture's colours, otherwise by the usual formulas."""
    srgb = ImageCms.createProfile("sRGB")
    try:
        if profile:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if SPACES.get(source.profile.xcolor_space.strip()) == image.mode:
                return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        if image.mode == "LAB":
            return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass  # a broken profile costs the exact colours, not the picture
    return image.convert("RGB")


def tone(image: Image.Image) -> str:
    """What a page shows in the picture's place until it is there, as two classes: "dark blue", "light grey".

    Of a decoded picture; "" where something is transparent: it would show through.
    """
    few = plain_mode(image.resize((64, 64), Image.Resampling.NEAREST))
    if few.mode == "RGBA" and few.getchannel("A").getextrema()[0] < 255:
        return ""
    red, green, blue = in_srgb(few).convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    hue, lightness, _saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    shade = "dark" if lightness < 0.33 else "middle" if lightness < 0.66 else "light"
    if max(red, green, blue) - min(red, green, blue) < NEARLY_GREY:
        return f"{shade} grey"
    return f"{shade} {next(name for end, name in HUES if hue * 360 < end)}"


def on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
