"""Pictures, painted anew: the pixels are kept, and nothing else that the file held."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from .kinds import Clean, FileProblem, Kind

#: A phone takes pictures of 48 million; more is a bomb, or a poster that nobody's screen shows.
MOST_PIXELS = 50_000_000
#: The longer side of what is kept, enough to print on A4, and of what a page shows.
LONGEST_SIDE, PREVIEW_SIDE = 3000, 800
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
MODES = {
    Kind.JPEG: ("L", "RGB"),
    Kind.PNG: ("L", "LA", "RGB", "RGBA"),
    Kind.WEBP: ("RGB", "RGBA"),
}
OPTIONS: dict[Kind, dict[str, object]] = {
    Kind.JPEG: {"quality": 85, "optimize": True, "progressive": True},
    Kind.PNG: {},
    Kind.WEBP: {"quality": 88},
}


def repainted(content: bytes, kind: Kind) -> Clean:
    """The first picture in the file, upright, in plain colours, no larger than is of use."""
    with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as opened:
        refuse_bomb(opened)
        image = pixels(opened, kind)
    preview = image.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return Clean(kind, painted(image, kind), painted(preview, kind))


def refuse_bomb(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise FileProblem(
            f"This picture is {image.width} by {image.height} pixels, more than this service can open. Save "
            "it smaller, for example 3000 pixels wide, and choose that."
        )


def pixels(opened: Image.Image, kind: Kind) -> Image.Image:
    """A picture of its own with none of the file's notes; a JPEG is read at the size that is needed."""
    opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image = in_plain_colours(ImageOps.exif_transpose(opened))
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode not in MODES[kind]:
        image = image.convert("RGBA" if image.has_transparency_data and kind != Kind.JPEG else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image.info.clear()
    return image


def in_plain_colours(image: Image.Image) -> Image.Image:
    """The colours that its profile means, in those that every screen knows; a broken profile is left out."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        mode = "RGB" if image.mode == "CMYK" else image.mode
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
            return converted or image
    return image


def painted(image: Image.Image, kind: Kind) -> bytes:
    made = BytesIO()
    image.save(made, FORMATS[kind], **OPTIONS[kind])
    return made.getvalue()
