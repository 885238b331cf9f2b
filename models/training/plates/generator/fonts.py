"""Glyphs of Debian's fonts (see setup.sh), as dies have them."""
import glob
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .alphabet import LATIN, PROVINCES, SPECIALS
from .strokes import GLYPH_HEIGHT, GLYPH_MARGIN

_ROOT = "/usr/share/fonts/"
_ROADS = ["truetype/roadgeek/*.ttf", "truetype/opendin/OSP-DIN.ttf", "opentype/national-park/NationalPark-Heavy.otf",
          "opentype/national-park/NationalPark-Regular.otf", "truetype/routed-gothic/routed-gothic.ttf",
          "truetype/routed-gothic/routed-gothic-narrow.ttf"]
_OTHERS = [
    "opentype/bebas-neue/BebasNeue-Bold.otf", "opentype/bebas-neue/BebasNeue-Regular.otf", "truetype/osifont/osifont.ttf",
    "truetype/ubuntu-title/*.ttf", "truetype/dejavu/DejaVuSansCondensed-Bold.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/dejavu/DejaVuSansCondensed.ttf", "truetype/dejavu/DejaVuSansMono-Bold.ttf", "truetype/open-sans/OpenSans-CondBold.ttf",
    "truetype/open-sans/OpenSans-Bold.ttf", "truetype/open-sans/OpenSans-Semibold.ttf", "truetype/roboto/unhinted/RobotoCondensed-*.ttf",
    "truetype/roboto/unhinted/Roboto*/Roboto-Bold.ttf", "truetype/adf/UniversalisADFStd-BoldCond.otf", "truetype/adf/*Switzera*Bold*.otf",
    "truetype/adf/GilliusADF-Bold*.otf", "opentype/adf/*Bold*.otf", "truetype/liberation*/LiberationSansNarrow-Bold.ttf",
    "truetype/liberation*/LiberationSans-Bold.ttf", "truetype/liberation*/LiberationMono-Bold.ttf",
    "truetype/liberation*/LiberationSans-Regular.ttf", "truetype/freefont/FreeSansBold.ttf", "truetype/freefont/FreeMonoBold.ttf",
    "truetype/lato/Lato-Bold.ttf", "truetype/lato/Lato-Medium.ttf", "truetype/jetbrains-mono/*Mono-Bold.ttf",
    "truetype/firacode/FiraCode-Bold.ttf", "truetype/hack/Hack-Bold.ttf", "opentype/cantarell/*Bold*.otf",
    "truetype/noto/NotoSans-CondensedBold.ttf", "truetype/noto/NotoSans-Bold.ttf", "truetype/noto/NotoSansMono-Bold.ttf",
    "opentype/urw-base35/NimbusSansNarrow-Bold.otf", "opentype/urw-base35/NimbusSans-Bold.otf", "opentype/urw-base35/URWGothic-Demi.otf",
    "*/yanone-kaffeesatz/*Bold*", "*/dosis/*Bold*", "*/play/*Bold*", "*/cabin/*Bold.*", "*/karla/*Bold.*", "truetype/clear-sans/*Bold.ttf",
    "truetype/*tiresias/*", "truetype/oxygen/*Bold*", "truetype/b612/B612*Bold.ttf", "*/ocr-b/*", "*/3270/*", "truetype/gemunu-libre/*Bold*",
    "opentype/inter/Inter-Bold.otf", "opentype/inter/*SemiBold.otf", "opentype/texgyre/texgyreheroscn-bold.otf",
    "opentype/texgyre/texgyreheros-bold.otf", "truetype/ldco/*", "truetype/manrope/*Bold*", "*/league-spartan/*Bold*",
]
_CHINESE = ["truetype/wqy/wqy-zenhei.ttc", "truetype/wqy/wqy-microhei.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"]
_SMALL_SIZES = (12, 16, 20)


class FontDie:
    """All Latin capitals and digits of a font, as masks of the height of a die's."""

    def __init__(self, path):
        self.path = path
        probe = ImageFont.truetype(path, 100).getbbox("H")
        font = ImageFont.truetype(path, round(100 * GLYPH_HEIGHT / (probe[3] - probe[1])))
        top = font.getbbox("H")[1]
        self._glyphs = {character: _mask(font, character, top) for character in LATIN}

    def is_complete(self):
        """False for fonts whose glyphs are missing or boxes."""
        return min(mask.max() for mask in self._glyphs.values()) > 100 and not np.array_equal(self._glyphs["A"], self._glyphs["B"])

    def glyph(self, character):
        """The mask of a character."""
        return self._glyphs[character]


def _mask(font, character, top):
    box = font.getbbox(character)
    image = Image.new("L", (max(box[2] - box[0], 4) + 2, GLYPH_HEIGHT + 2 * GLYPH_MARGIN))
    ImageDraw.Draw(image).text((1 - box[0], GLYPH_MARGIN - top), character, font=font, fill=255)
    return np.asarray(image).copy()


def _chinese(path):
    font = ImageFont.truetype(path, GLYPH_HEIGHT)
    glyphs = {}
    for character in PROVINCES + SPECIALS:
        box = font.getbbox(character)
        image = Image.new("L", (box[2] - box[0] + 2, box[3] - box[1]))
        ImageDraw.Draw(image).text((1 - box[0], -box[1]), character, font=font, fill=255)
        tight = image.resize((image.width, GLYPH_HEIGHT), Image.BILINEAR)
        glyphs[character] = np.pad(np.asarray(tight), ((GLYPH_MARGIN, GLYPH_MARGIN), (0, 0)))
    return glyphs


def _files(patterns):
    files = []
    for pattern in patterns:
        for path in sorted(glob.glob(_ROOT + pattern)):
            if path.lower().endswith((".ttf", ".otf", ".ttc")) and "talic" not in path and "blique" not in path and path not in files:
                files.append(path)
    return files


def _dies(patterns):
    dies = []
    for path in _files(patterns):
        try:
            die = FontDie(path)
        except OSError:  # Type 1 and other containers that Pillow does not open
            continue
        if die.is_complete():
            dies.append(die)
    return dies


class Fonts:
    """All faces, read once a process."""

    def __init__(self):
        self.roads = _dies(_ROADS)
        self.all = self.roads + _dies(_OTHERS)
        self.chinese = [_chinese(path) for path in _files(_CHINESE)]
        if not self.all or not self.chinese:
            raise FileNotFoundError("fonts are missing: run models/training/plates/setup.sh")
        chosen = random.Random(1).sample(self.all, min(12, len(self.all)))
        self._small = [ImageFont.truetype(die.path, size) for die in chosen for size in _SMALL_SIZES]

    def small(self, text, height, chance):
        """A mask of a small inscription about `height` pixels high."""
        font = chance.choice(self._small)
        box = font.getbbox(text)
        image = Image.new("L", (max(4, box[2] - box[0] + 2), max(4, box[3] - box[1] + 2)))
        ImageDraw.Draw(image).text((1 - box[0], 1 - box[1]), text, font=font, fill=255)
        width = image.width * height / image.height * chance.uniform(.8, 1.3)
        return np.asarray(image.resize((max(3, int(width)), max(4, int(height))), Image.BILINEAR))
