"""One training sample of the reader: a crop of a line, scaled to the input, and its text."""
import cv2

from . import camera, framing, surroundings
from .plate import PlateDrawer

WIDTH, HEIGHT = 160, 48
KINDS = {"us": .31, "eu": .23, "cn": .17, "br": .10, "mercosul": .05, "in": .03, "square": .08, "nothing": .03}
_INTERPOLATIONS = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA)


class SampleMaker:
    """Makes samples of all kinds."""

    def __init__(self, fonts, chance, kinds=None):
        self.fonts, self.chance, self.kinds = fonts, chance, kinds or KINDS
        self._drawer = PlateDrawer(fonts, chance)

    def make(self):
        """A picture uint8 [48, 160] and its text; unreadable ones are drawn again."""
        while True:
            kind = self.chance.among(self.kinds)
            picture, text = self._nothing() if kind == "nothing" else self._plate(kind)
            if picture is not None:
                return cv2.resize(picture, (WIDTH, HEIGHT), interpolation=self.chance.choice(_INTERPOLATIONS)), text

    def _plate(self, kind):
        chance = self.chance
        plate = self._drawer.draw(kind)
        picture, lines, box = surroundings.mount(plate, self.fonts, chance)
        line = chance.choice(lines)
        frame = framing.crop(line, self.line_box(line, lines, box), chance)
        # The Chinese samples are small and may be skewed.
        widths = (70, 130) if kind == "cn" and chance.hit(.5) else (42, 230)
        return camera.photograph(picture, frame, line.bottom - line.top, chance, widths), line.text

    @staticmethod
    def line_box(line, lines, box):
        """What a finder gives for one line: the plate, or its part down to the middle between two lines."""
        left, top, right, bottom = box
        if len(lines) == 2:
            middle = (lines[0].bottom + lines[1].top) / 2
            gap = (lines[1].top - lines[0].bottom) / 2
            # Not into the other line.
            return (left, top, right, middle - gap * .5) if line is lines[0] else (left, middle + gap * .5, right, bottom)
        return box

    def _nothing(self):
        """A piece of a vehicle, a lamp, a grille, a plate without a number, or the text of a sticker too small to be one."""
        chance = self.chance
        picture = surroundings.bodywork(120, 340, chance)
        for _ in range(chance.randint(0, 5)):
            x, y = chance.randint(0, 340), chance.randint(0, 120)
            grey = chance.uniform(0, 255)
            if chance.hit(.5):
                cv2.rectangle(picture, (x, y), (x + chance.randint(5, 200), y + chance.randint(3, 60)), grey, chance.choice([-1, 1, 2, 4]))
            else:
                cv2.ellipse(picture, (x, y), (chance.randint(3, 80), chance.randint(3, 40)), chance.uniform(0, 180), 0, 360, grey, chance.choice([-1, 1, 3]))
        if chance.hit(.3):
            for y in range(0, 120, chance.randint(6, 20)):
                cv2.line(picture, (0, y), (340, y), chance.uniform(0, 255), chance.randint(1, 4))
        surroundings.light(picture, (60, 20, 280, 100), chance)
        small = cv2.resize(picture[10:110, 20:320], (chance.randint(45, 200), chance.randint(14, 60)), interpolation=cv2.INTER_AREA)
        return camera.degrade(small, 12, chance), ""
