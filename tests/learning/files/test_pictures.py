"""Pictures are painted anew: upright, no larger than of use, and without what the camera wrote."""

from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from learning.files.cleaning import clean
from learning.files.kinds import FileProblem, Kind
from learning.files.pictures import LONGEST_SIDE, MOST_PIXELS, PREVIEW_SIDE
from tests.factories.files import AUTHOR, photo, picture


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def light(content: bytes, x: int, y: int) -> int:
    """From 0, which is black, to 255."""
    return cast(int, opened(content).convert("L").getpixel((x, y)))


def test_a_photo_loses_place_owner_and_comment() -> None:
    assert AUTHOR.encode() in photo()
    made = clean(photo()).content
    image = opened(made)
    assert not image.getexif()
    assert not {"comment", "exif", "icc_profile", "xmp"} & image.info.keys()
    assert AUTHOR.encode() not in made


def test_a_photo_taken_on_its_side_is_turned_upright() -> None:
    made = clean(photo(size=(60, 40))).content
    assert opened(made).size == (40, 60)
    assert light(made, 20, 5) < 60
    assert light(made, 20, 55) > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_on_behind_a_picture_is_left_behind(form: str) -> None:
    made = clean(picture(form) + b"<script>alert(1)</script>PK\x05\x06" + bytes(18))
    assert b"script" not in made.content + made.preview
    assert opened(made.content).format == form


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {"pnginfo": "text"}),
        ("PNG", {"exif": "exif"}),
        ("WEBP", {"exif": "exif"}),
        ("WEBP", {"xmp": f"<x>{AUTHOR}</x>".encode()}),
        ("JPEG", {"xmp": f"<x>{AUTHOR}</x>".encode()}),
    ],
)
def test_no_note_of_any_kind_comes_through(form: str, options: dict[str, Any]) -> None:
    text, exif = PngImagePlugin.PngInfo(), Image.Exif()
    text.add_itxt("Author", AUTHOR)
    exif[0x013B] = AUTHOR
    known = {"text": text, "exif": exif}
    chosen: dict[str, Any] = {name: known.get(value, value) for name, value in options.items()}
    content = picture(form, **chosen)
    assert AUTHOR.encode() in content
    assert AUTHOR.encode() not in clean(content).content


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_what_moves_the_first_picture_is_kept(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    made = BytesIO()
    frames[0].save(made, form, save_all=True, append_images=frames[1:], duration=100)
    image = opened(clean(made.getvalue()).content)
    assert getattr(image, "n_frames", 1) == 1
    red, _, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert (red > 200, blue < 50) == (True, True)


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "1"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("WEBP", "RGBA"),
    ],
)
def test_pictures_of_every_mode_keep_their_kind_and_their_light(form: str, mode: str) -> None:
    made = clean(picture(form, mode=mode)).content
    assert opened(made).format == form
    assert light(made, 10, 20) < 130 < light(made, 50, 20)


def test_a_picture_of_sixteen_bits_is_not_burnt_out() -> None:
    made = BytesIO()
    Image.new("I;16", (10, 10), 128 * 256).save(made, "PNG")
    assert light(clean(made.getvalue()).content, 5, 5) in range(120, 136)


def test_what_can_be_seen_through_stays_so() -> None:
    made = BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(made, "PNG")
    pixel = opened(clean(made.getvalue()).content).convert("RGBA").getpixel((5, 5))
    assert pixel == (255, 0, 0, 0)


def test_a_profile_is_applied_and_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = clean(picture("PNG", icc_profile=profile)).content
    assert "icc_profile" not in opened(made).info
    assert light(made, 50, 20) in range(225, 235)


def test_a_broken_profile_is_left_out() -> None:
    assert "icc_profile" not in opened(clean(picture("JPEG", icc_profile=b"nonsense" * 20)).content).info


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_picture_is_made_as_large_as_is_of_use(form: str) -> None:
    made = clean(picture(form, size=(LONGEST_SIDE + 1000, 500)))
    assert max(opened(made.content).size) == LONGEST_SIDE
    assert max(opened(made.preview).size) == PREVIEW_SIDE


def test_a_small_picture_is_not_blown_up() -> None:
    made = clean(picture("PNG", size=(30, 20)))
    assert opened(made.content).size == opened(made.preview).size == (30, 20)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    side = int(MOST_PIXELS**0.5) + 10
    made = BytesIO()
    Image.new("1", (side, side)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(FileProblem, match="more than this service can open"):
        clean(made.getvalue())


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
def test_half_a_picture_is_refused(kind: Kind) -> None:
    form = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}[kind]
    whole = picture(form, size=(400, 400))
    with pytest.raises(FileProblem, match="may be damaged or cut off"):
        clean(whole[: len(whole) // 2])
