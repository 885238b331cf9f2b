"""Draws one plate, seen straight from the front."""
from dataclasses import dataclass

import cv2
import numpy as np

from . import clutter, layouts, texts
from .drawing import paste, resize
from .lettering import Setting, set_line

# A number squeezed by more than this is set smaller instead.
_SQUEEZE_MIN = .6


@dataclass
class Line:
    """A line of the number and the box of its characters, in pixels of the picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Plate:
    """Picture (float32, grey), lines of the number from top to bottom, whether small print surrounds it, grey of the paper and of the ink."""

    picture: np.ndarray
    lines: list
    kind: str
    paper: float
    ink: float

    @property
    def text(self):
        """The whole number."""
        return "".join(line.text for line in self.lines)


class PlateDrawer:
    """Draws plates of all kinds; holds what is needed while one is drawn."""

    def __init__(self, fonts, chance):
        self.fonts, self.chance = fonts, chance

    def draw(self, kind, text=None):
        """A plate of a kind of `layouts.LAYOUTS`, with a text of that kind where none is given."""
        chance = self.chance
        self.kind, self.layout = kind, layouts.layout_of(kind, chance)
        made, self.grouping = layouts.text_of(kind, chance)
        text = text or made
        self.die = self.layout.die(chance, self.fonts)
        self.paper, self.ink, self.is_dark = layouts.colours(self.layout, chance)
        height = self.layout.height
        width = int(height * chance.uniform(*self.layout.proportion))
        self.picture = np.full((height, width), self.paper, np.float32)
        self._paper()
        lines = self._two_lines(text) if self.layout.two_lines else [self._one_line(text)]
        self._print(lines)
        return Plate(np.clip(self.picture, 0, 255), lines, kind, self.paper, self.ink)

    # What lies under the number; sets the strip that is left for it.
    def _paper(self):
        chance, picture = self.chance, self.picture
        height, width = picture.shape
        if self.kind == "us" and chance.hit(.6):
            clutter.background_picture(picture, chance, self.paper, self.is_dark)
        self.left, self.right = width * chance.uniform(.03, .08), width * (1 - chance.uniform(.03, .08))
        self.top = None
        if self.kind == "eu" and chance.hit(.75):
            band = int(width * chance.uniform(.07, .11))
            clutter.eu_band(picture, band, self.fonts, chance)
            self.left = band + width * chance.uniform(.01, .05)
            if chance.hit(.15):
                other = int(width * chance.uniform(.06, .1))
                clutter.eu_band(picture, other, self.fonts, chance, at_left=False)
                self.right = width - other - width * .01
        if self.kind == "mercosul":
            strip = int(height * chance.uniform(.2, .28))
            picture[:strip] = chance.uniform(30, 120)
            clutter.inscription(picture, "BRASIL", strip * .6, width / 2, strip * .2, chance.uniform(200, 255), self.fonts, chance)
            self.top = (strip + 2) / height
        if self.kind == "in" and chance.hit(.4):
            clutter.inscription(picture, "IND", height * .18, width * .04, height * .5, self.ink, self.fonts, chance)
            self.left = width * .08

    def _one_line(self, text):
        chance = self.chance
        plate_height, plate_width = self.picture.shape
        height = plate_height * chance.uniform(*self.layout.text_height)
        if self.top:
            top = self.top * plate_height
            height = min(height, (plate_height - top) * .9)
            top += (plate_height - top - height) * chance.uniform(.3, .6)
        elif self.layout.text_top:
            top = plate_height * chance.uniform(*self.layout.text_top)
        else:
            top = (plate_height - height) * chance.uniform(.4, .6)
        height = min(height, plate_height - top - 2)
        return self._set(text, texts.groups(text, self.grouping, chance), top, height)

    def _two_lines(self, text):
        chance = self.chance
        plate_height = self.picture.shape[0]
        split = max(1, min(len(text) - 1, len(text) // 2 + chance.choice([-1, 0, 0])))
        height = plate_height * chance.uniform(*self.layout.text_height)
        space = (plate_height - 2 * height) / 3
        first = space * chance.uniform(.7, 1.2)
        second = min(first + height + space * chance.uniform(.5, 1.2), plate_height - height - 3)
        upper = texts.groups(text[:split], "eu", chance)
        return [self._set(text[:split], upper, first, height), self._set(text[split:], [text[split:]], second, height)]

    def _side_symbol(self, top, height):
        """Takes a strip at one end for a graphic; most on US plates."""
        chance, width = self.chance, self.picture.shape[1]
        if not chance.hit({"us": .45, "eu": .08, "in": .05, "square": .1}.get(self.kind, .04)):
            return
        room = width * chance.uniform(.07, .14) if self.kind == "us" else height * chance.uniform(.5, .9)
        if chance.hit(.75):
            x, self.left = self.left + room / 2, self.left + room
        else:
            x, self.right = self.right - room / 2, self.right - room
        clutter.symbol(self.picture, x, top + height / 2, room * .9, height, self.die, self.fonts, chance, self.paper, self.ink)

    def _set(self, text, groups, top, height):
        chance = self.chance
        left, right = self.left, self.right
        self._side_symbol(top, height)
        has_symbol = self.kind == "us" and len(groups) == 2 and chance.hit(.55)
        is_drawn = not hasattr(self.die, "path")
        setting = Setting(
            height, gap=height * chance.uniform(.06, .28), group_gap=height * (chance.uniform(.45, 1.15) if has_symbol else chance.uniform(.15, .75)),
            stretch=1. if is_drawn else chance.uniform(.75, 1.15), monospaced=chance.hit(.5), bold=0 if is_drawn else chance.choice([0, 0, 0, 1, -1]),
            chinese_stretch=chance.uniform(.5, .75))
        line = set_line(groups, self.die, chance.choice(self.fonts.chinese), setting)
        mask, margin, available, squeeze = line.mask, line.margin, self.right - self.left, 1.
        if mask.shape[1] > available or (mask.shape[1] > available * .75 and chance.hit(.5)):
            squeeze = available / mask.shape[1]
            scale = squeeze / _SQUEEZE_MIN if squeeze < _SQUEEZE_MIN else 1.
            mask, margin = resize(mask, available, mask.shape[0] * scale), int(margin * scale)
            top, height = top + height * (1 - scale) / 2, height * scale
        x = self.left + (available - mask.shape[1]) * (chance.uniform(.2, .8) if chance.hit(.4) else .5)
        for gap in line.gaps:
            self._gap(has_symbol, x + gap * squeeze, top + height / 2, setting.group_gap * squeeze, height)
        self._ink(mask, int(x), int(top - margin))
        self.left, self.right = left, right
        top = int(top - margin) + margin
        return Line(text, int(x), top, int(x) + mask.shape[1], top + height)

    def _gap(self, has_symbol, x, y, room, height):
        if has_symbol:
            clutter.symbol(self.picture, x, y, room * .85, height, self.die, self.fonts, self.chance, self.paper, self.ink)
        elif self.kind == "cn" and self.chance.hit(.8):
            clutter.disc(self.picture, x, y, height * self.chance.uniform(.04, .075), self.ink)
        elif self.kind in ("eu", "us", "in", "br", "square"):
            clutter.between_groups(self.picture, x, y, room * .9, height, self.chance, self.paper, self.ink)

    def _ink(self, mask, x, y):
        """Paints the characters, worn here and there, and raises them."""
        chance, picture = self.chance, self.picture
        height, width = picture.shape
        whole = np.zeros((height + 8, width + 8), np.float32)
        part = mask[max(0, -y):][:height - max(0, y), :width - max(0, x)]
        whole[max(0, y):max(0, y) + part.shape[0], max(0, x):max(0, x) + part.shape[1]] = part / 255
        paint = whole[:height, :width]
        if chance.hit(.1):
            paint = paint * (1 - np.clip(chance.blotches(height, width, 8, .35), 0, .8))
        picture += (self.ink - picture) * paint
        if chance.hit(.5):
            depth = chance.choice([1, 2])
            shadow = np.roll(whole, (depth, chance.choice([-depth, 0, depth])), (0, 1))
            picture += ((shadow - whole) * chance.uniform(0, 60))[:height, :width] * chance.choice([-1, 1])

    def _print(self, lines):
        """Small print, stickers, bolts and the border; small print stays out of the number, but comes near it."""
        chance, picture = self.chance, self.picture
        height, width = picture.shape
        above, below = min(line.top for line in lines), max(line.bottom for line in lines)
        if self.kind == "us":
            self._us_print(above, below, below - above)
        elif self.kind == "br":
            tall = height * chance.uniform(.10, .17)
            clutter.inscription(picture, clutter.words(chance, 2), tall, width / 2, min(height * .08, above - tall), self.ink, self.fonts, chance, width * .8)
        elif self.kind == "eu" and chance.hit(.25):
            clutter.inscription(picture, clutter.words(chance, 1), height * .08, width * chance.uniform(.1, .8), height * .90, self.ink, self.fonts, chance)
        edge = lambda: chance.choice([chance.uniform(.02, .07), chance.uniform(.93, .98)])
        if self.kind in ("br", "eu", "mercosul", "cn") and chance.hit(.4):
            for _ in range(chance.choice([1, 2, 2, 4])):
                clutter.disc(picture, width * chance.uniform(.12, .88), height * edge(), height * chance.uniform(.015, .045), chance.uniform(20, 200))
        if self.kind == "us":
            places = chance.choice([[], [(.2, .08), (.8, .08)], [(.2, .08), (.8, .08), (.2, .92), (.8, .92)]])
        else:
            places = chance.choice([[], [(.2, .1), (.8, .1)], [(.2, .1), (.8, .1), (.2, .9), (.8, .9)], [(.02, .5), (.98, .5)], [(.3, .5), (.7, .5)]])
        clutter.bolts(picture, places, chance)
        if chance.hit(.6):
            cv2.rectangle(picture, (2, 2), (width - 3, height - 3), float(self.ink if chance.hit(.7) else chance.uniform(0, 255)), chance.choice([1, 1, 2, 3]))

    def _us_print(self, above, below, tall):
        chance, picture = self.chance, self.picture
        height, width = picture.shape
        grey = lambda: self.ink if chance.hit(.5) else chance.uniform(0, 200)
        if chance.hit(.92) and above > 8:
            # Names of states reach a third of the height of the characters, so that size decides.
            size = min(tall * chance.uniform(.16, .38), above * .9)
            clutter.inscription(picture, clutter.words(chance, chance.choice([1, 1, 2])), size, width / 2 + chance.uniform(-.1, .1) * width,
                                chance.uniform(0, above - size), grey(), self.fonts, chance, width * .9)
        room = height - below
        if chance.hit(.75) and room > 8:
            size = min(tall * chance.uniform(.12, .32), room * .85)
            clutter.inscription(picture, clutter.words(chance), size, width / 2, below + chance.uniform(.05, 1) * (room - size), grey(), self.fonts, chance, width * .9)
        for x, y in ((.06, .03), (.8, .03), (.06, .84), (.8, .84)):
            if not chance.hit(.3):
                continue
            left, wide, high = int(width * (x + chance.uniform(-.03, .03))), int(width * .12), int(height * .13)
            upper = int(min(height * y, above - high) if y < .5 else max(height * y, below + 1))
            cv2.rectangle(picture, (left, upper), (left + wide, upper + high), chance.uniform(30, 250), -1)
            text = texts.fill(chance.choice(["DD", "LLL", "DDDD"]), chance)
            paste(picture, self.fonts.small(text, height * .08, chance), left + 3, upper + 2, chance.uniform(0, 255))
