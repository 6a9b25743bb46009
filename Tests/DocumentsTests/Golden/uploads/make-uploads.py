#!/usr/bin/env python3
"""Makes the uploaded files of the tests: pictures as telephones and printers' programs write them, and PDFs.

Needs Pillow (PyPI). The files are committed; this is how they can be made again.
"""
import io, pathlib, zlib
from PIL import Image, PngImagePlugin

HERE = pathlib.Path(__file__).parent
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (40, 60, 200), (250, 250, 250)


def quarters(size=(48, 32)):
    """Red, green above blue, white."""
    image = Image.new("RGB", size, WHITE)
    w, h = size[0] // 2, size[1] // 2
    for colour, corner in ((RED, (0, 0)), (GREEN, (w, 0)), (BLUE, (0, h))):
        image.paste(colour, (*corner, corner[0] + w, corner[1] + h))
    return image


# The turn that the orientation undoes, so that every file shows the same picture upright.
T = Image.Transpose
STORED = {1: None, 2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM, 5: T.TRANSPOSE, 6: T.ROTATE_90,
          7: T.TRANSVERSE, 8: T.ROTATE_270}
for number, turn in STORED.items():
    image = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = number
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(HERE / f"orientation-{number}.jpg", quality=92, exif=exif, comment=b"SECRET-COMMENT", subsampling=0)

quarters().convert("L").save(HERE / "grey.jpg")
quarters().convert("CMYK").save(HERE / "cmyk.jpg", quality=95)
quarters((96, 64)).save(HERE / "progressive.jpg", progressive=True, quality=92)

# The first scan of a progressive file again and again: every one costs as much as the whole picture.
data = (HERE / "progressive.jpg").read_bytes()
first = data.index(b"\xff\xda")
second = data.index(b"\xff\xda", first + 2)
table = data.rindex(b"\xff\xc4", first, second) if b"\xff\xc4" in data[first:second] else second
scan = data[first:table]
for name, times in (("ten", 10), ("many", 400)):
    (HERE / f"{name}-scans.jpg").write_bytes(data[:first] + scan * times + data[table:])

notes = PngImagePlugin.PngInfo()
notes.add_text("Author", "SECRET-AUTHOR")
notes.add_text("Comment", "SECRET-" + "x" * 200, zip=True)
alpha = quarters().convert("RGBA")
alpha.putpixel((0, 0), (0, 0, 0, 0))
alpha.save(HERE / "alpha.png", pnginfo=notes)
quarters().save(HERE / "opaque.png", pnginfo=notes)
quarters().convert("P").save(HERE / "palette.png")


def pdf(objects, trailer=b"", packed=False):
    """A PDF of these objects (bytes of dictionaries or streams), the first of them the catalogue."""
    out = io.BytesIO(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def stream(content, extra=b""):
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"
DRAWING = stream(b"0.9 0.1 0.1 rg 20 20 160 160 re f\n")
ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"
PLAIN = b"<< /Type /Catalog /Pages 2 0 R >>"
OPENING = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>"
FILES = {
    "plain": pdf([PLAIN, PAGES, PAGE, DRAWING]),
    "encrypted": pdf([PLAIN, PAGES, PAGE, DRAWING], b"/Encrypt 9 0 R"),
    "javascript": pdf([PLAIN, PAGES, PAGE, DRAWING, ACTION]),
    "escaped-javascript": pdf([PLAIN, PAGES, PAGE, DRAWING, ACTION.replace(b"/JavaScript", b"/J#61va#53cript")]),
    "launch": pdf([PLAIN, PAGES, PAGE, DRAWING, b"<< /S /Launch /F (cmd.exe) >>"]),
    "embedded": pdf([PLAIN, PAGES, PAGE, DRAWING, b"<< /Type /EmbeddedFile >>"]),
    "open-action": pdf([OPENING, PAGES, PAGE, DRAWING, b"[3 0 R /Fit]"]),
    "hidden-javascript": pdf(
        [PLAIN, PAGES, PAGE, DRAWING, stream(b"6 0 " + b" " * 262_120 + ACTION, b"/Type /ObjStm /N 1 /First 4")]),
    "odd-filter": pdf(
        [PLAIN, PAGES, PAGE, DRAWING, b"<< /Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode] >>"]),
}
for name, content in FILES.items():
    (HERE / f"{name}.pdf").write_bytes(content)
