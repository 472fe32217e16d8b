"""Photographs: what is cleaned away, what colours come to, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from conftest import Run, Write
from PIL import Image, ImageChops
from profiles import ADOBE, P3, PROPHOTO, ink_profile, matrix_profile
from read_pictures import photograph, read, reading, refusal

from press.reading.pictures import read_picture, sketch_picture


@pytest.mark.parametrize(
    ("kind", "mode", "mime"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_a_photograph_is_encoded_anew(tmp_path: Path, kind: str, mode: str, mime: str) -> None:
    picture = read(tmp_path, photograph(kind, mode), "photo")
    assert (picture.mime, picture.width, picture.height, picture.unit) == (mime, 6, 4, "px")
    again = Image.open(BytesIO(picture.data))
    assert again.has_transparency_data == (mode == "RGBA")


def test_metadata_and_what_hides_behind_the_end_are_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    for kind in ("PNG", "JPEG", "WEBP"):
        data = photograph(kind, exif=exif.tobytes()) + b"secret tail"
        assert b"secret" in data
        assert b"secret" not in read(tmp_path, data, "photo").data


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    picture = read(tmp_path, photograph("JPEG", size=(60, 40), exif=exif.tobytes()), "photo")
    assert (picture.width, picture.height) == (40, 60)


def test_what_a_camera_wrote_wrongly_beside_a_picture_does_no_harm(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x"
    broken = exif.tobytes().replace(b"\x01\x0e\0\x02", b"\x01\x0e\0\x09")  # a text as a number
    picture = read(tmp_path, photograph("JPEG", size=(60, 40), exif=broken), "photo")
    assert {picture.width, picture.height} == {40, 60}


def test_a_logo_from_a_print_shop_is_taken_with_a_warning(tmp_path: Path) -> None:
    picture, findings = reading(tmp_path, photograph("JPEG", "CMYK"), "logo.jpg")
    assert picture
    assert Image.open(BytesIO(picture.data)).mode == "RGB"
    assert findings == [
        "logo.jpg: warning: the picture is in CMYK, the colours of a print shop; they may come"
        " out differently (save it in RGB or with its profile, or take the SVG of it) [S038]"
    ]


@pytest.mark.parametrize(
    ("primaries", "gamma", "given", "seen"),
    [
        # By the definitions of the spaces: Adobe RGB (1998) 4.3, SMPTE EG 432-1, ISO 22028-2.
        (ADOBE, 2.2, (100, 200, 100), (0, 202, 91)),
        (P3, 2.2, (255, 128, 0), (255, 122, 0)),
        (PROPHOTO, 1.8, (128, 128, 128), (147, 147, 147)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_profile_is_carried_out(
    tmp_path: Path,
    primaries: Sequence[tuple[float, ...]],
    gamma: float,
    given: tuple[int, ...],
    seen: tuple[int, ...],
    kind: str,
) -> None:
    out = BytesIO()
    Image.new("RGB", (16, 16), given).save(
        out, kind, icc_profile=matrix_profile(primaries, gamma), quality=100
    )
    picture = read(tmp_path, out.getvalue(), "photo")
    image = Image.open(BytesIO(picture.data)).convert("RGB")
    assert image.getpixel((8, 8)) == pytest.approx(seen, abs=5)
    assert "icc_profile" not in image.info


def test_cmyk_with_its_profile_is_taken_without_a_word(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("CMYK", (16, 16), (255, 0, 0, 0)).save(
        out, "JPEG", icc_profile=ink_profile({0: (55, -37, -50)}), quality=100
    )
    picture = read(tmp_path, out.getvalue(), "photo")  # cyan as ISO 12647-2 prints it
    pixel = Image.open(BytesIO(picture.data)).getpixel((8, 8))
    assert pixel == pytest.approx((0, 147, 221), abs=16)


def test_a_profile_that_is_none_does_no_harm(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "WEBP"):
        picture = read(tmp_path, photograph(kind, icc_profile=b"no profile" * 20), "photo")
        assert b"no profile" not in picture.data


def test_two_pictures_in_one_of_a_camera_are_the_first(tmp_path: Path) -> None:
    out = BytesIO()
    first, second = (Image.new("RGB", (16, 12), colour) for colour in ("#c00", "#00c"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    picture = read(tmp_path, out.getvalue(), "photo.jpg")
    assert picture.mime == "image/jpeg"
    pixel = Image.open(BytesIO(picture.data)).getpixel((8, 6))
    assert pixel == pytest.approx((204, 0, 0), abs=30)


def test_a_picture_of_a_telephone_is_read_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heif = pytest.importorskip("pillow_heif")
    path = tmp_path / "photo.jpg"
    heif.from_pillow(Image.new("RGB", (64, 48), "#c00")).save(path, quality=90, format="HEIF")
    picture, findings = read_picture(path, "photo.jpg")
    assert picture, findings
    assert (picture.mime, picture.width, picture.height) == ("image/jpeg", 64, 48)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.slow
def test_a_photograph_saved_as_png_is_one_all_the_same(tmp_path: Path, mode: str) -> None:
    scene = picture_of_everything((800, 600)).convert(mode)
    out = BytesIO()
    scene.save(out, "PNG")
    assert read(tmp_path, out.getvalue(), "photo").mime == "image/jpeg"
    drawn = Image.new("RGB", (3000, 2000), "#008f95")
    drawn.paste("#c3d82c", (500, 500, 2000, 1500))
    out = BytesIO()
    drawn.save(out, "PNG", compress_level=0)
    assert read(tmp_path, out.getvalue(), "logo").mime == "image/png"


@pytest.mark.slow
def test_a_large_photograph_comes_down_to_a_page(tmp_path: Path) -> None:
    for kind, size in (("JPEG", (8000, 6000)), ("PNG", (5000, 3000))):
        data = photograph(kind, size=size)
        picture = read(tmp_path, data, "photo")
        assert (picture.width, picture.height) == (3600, 3600 * size[1] / size[0])
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=98)
    assert len(out.getvalue()) > 10_000_000
    assert read(tmp_path, out.getvalue(), "photo").width == 3600


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "an EPS drawing"),
        (photograph("TIFF"), "a TIFF picture"),
        (photograph("GIF"), "a GIF picture"),
        (photograph("BMP"), "a BMP picture"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\0\0\0\x1cftypisom", "a film"),
        (b"hello", "a file of an unknown kind"),
        (b"", "an empty file"),
    ],
)
def test_what_a_file_is_its_bytes_say_and_not_its_name(
    tmp_path: Path, content: bytes, what: str
) -> None:
    assert refusal(tmp_path, content, "logo.png") == (
        f"logo.png: error: this is {what}, which cannot be printed from"
        " (save it as SVG or PNG, a photograph as JPEG) [S031]"
    )


def test_a_picture_of_a_telephone_that_cannot_be_read_is_told_how_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = [(4, b"ftypheic", "a HEIC picture")]
    monkeypatch.setattr("press.reading.pictures._SIGNS", signs)
    assert refusal(tmp_path, b"\0\0\0\x1cftypheic", "photo.jpg") == (
        "photo.jpg: error: this is a HEIC picture, which cannot be printed from"
        " (share it from the telephone as JPEG ('most compatible')) [S031]"
    )


def test_a_picture_of_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    hint = "(make it smaller; 3600 pixels are enough for a page) [S032]"
    millions = {
        36: f"the picture has 36 million pixels; at most 25 are read {hint}",
        900: f"the picture has far too many pixels; at most 25 million {hint}",
    }
    for million, finding in millions.items():
        side = int((million * 1_000_000) ** 0.5)
        data = photograph("PNG", "1", (8, 8))
        # Only the size in the head is that large: IHDR's width, height and checksum.
        head = b"IHDR" + side.to_bytes(4, "big") * 2 + data[24:29]
        data = data[:12] + head + crc32(head).to_bytes(4, "big") + data[33:]
        assert refusal(tmp_path, data, "logo.png") == f"logo.png: error: {finding}"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(16_000, 1), (1, 16_000)], ids=["wide", "high"])
def test_a_picture_of_one_line_is_made_smaller_and_keeps_its_line(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    picture = read(tmp_path, photograph(kind, "L", size), "photo")
    assert sorted((picture.width, picture.height)) == [1, 3600]
    path = tmp_path / "photo"
    assert sketch_picture(path, "photo")[0] is not None


def test_a_picture_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "WEBP"):
        noise = Image.effect_noise((64, 64), 90)
        out = BytesIO()
        noise.save(out, kind)
        assert refusal(tmp_path, out.getvalue()[:-400], "photo") == (
            "photo: error: the picture is damaged or cut short (save or copy it anew) [S037]"
        )


def test_a_picture_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    picture, findings = read_picture(tmp_path / "none.svg", "none.svg")
    assert picture is None
    assert [str(finding) for finding in findings] == [
        "none.svg: error: the picture cannot be read: No such file or directory"
        " (give leave to read it, or copy it here anew) [S030]"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["foto.jpg", pytest.param("foto.png", marks=pytest.mark.whole)])
def test_a_photograph_of_12_million_pixels_weighs_little_on_a_page(
    house: Path, write: Write, run: Run, name: str
) -> None:
    """It is as sharp as its place asks for, and no sharper."""
    picture_of_everything((4000, 3000)).save(house / f"sources/images/{name}", quality=92)
    write("## Kop\n\nTekst.", slug="kaal")
    write(f"## Kop\n\n![Een foto.]({name})\n\nTekst.", slug="foto")
    assert run("build", "kaal", "foto", "--practice", "brug").code == 0
    without, with_it = (house / f"output/brug/nl/{slug}.a4.pdf" for slug in ("kaal", "foto"))
    assert 50_000 < with_it.stat().st_size - without.stat().st_size < 400_000


def picture_of_everything(size: tuple[int, int]) -> Image.Image:
    """Detail of every size, as scenes have it, and the noise of a camera."""
    channels = []
    for _ in range(3):
        channel = Image.new("L", size, 128)
        for octave in range(10, -1, -1):
            small = max(2, size[0] >> octave), max(2, size[1] >> octave)
            detail = Image.effect_noise(small, 45 * 0.78 ** (10 - octave)).resize(size)
            channel = ImageChops.add(channel, detail, 1, -128)
        channels.append(channel)
    return Image.merge("RGB", channels)
