"""Draws what plates hang on, and streets round it, out of simple shapes. No picture of anything real is used."""
import cv2
import numpy as np

from generator import clutter
from generator.drawing import disc, line, paste, polygon


def street(height, width, chance, fonts):
    """Sky, buildings, road, posts, signs with words that are no plates."""
    picture = np.full((height, width), chance.uniform(20, 230), np.float32)
    picture += chance.blotches(height, width, chance.choice([8, 20, 50]), chance.uniform(3, 35))
    picture += np.linspace(chance.uniform(-50, 50), chance.uniform(-50, 50), height, dtype=np.float32)[:, None]
    for _ in range(chance.randint(2, 14)):
        _shape(picture, chance)
    if chance.hit(.6):
        picture += chance.noise(height, width, chance.uniform(1, 14))
    for _ in range(chance.choice([0, 0, 1, 2, 3])):
        _words(picture, chance, fonts)
    return picture


def _shape(picture, chance):
    height, width = picture.shape
    x, y, grey = chance.uniform(-20, width), chance.uniform(-20, height), chance.uniform(0, 255)
    way = chance.choice(["box", "box", "stroke", "blob", "polygon", "grid"])
    if way == "box":
        thickness = chance.choice([-1, -1, 1, 2, 4])
        corner = (int(x + chance.uniform(4, 120)), int(y + chance.uniform(4, 90)))
        cv2.rectangle(picture, (int(x), int(y)), corner, grey, thickness, cv2.LINE_AA)
    elif way == "stroke":
        line(picture, x, y, x + chance.uniform(-200, 200), y + chance.uniform(-120, 120), grey, chance.uniform(1, 9))
    elif way == "blob":
        axes = (int(chance.uniform(2, 40)), int(chance.uniform(2, 30)))
        cv2.ellipse(picture, (int(x), int(y)), axes, chance.uniform(0, 180), 0, 360, grey, chance.choice([-1, -1, 1, 3]), cv2.LINE_AA)
    elif way == "polygon":
        polygon(picture, chance.array.random((chance.choice([3, 4, 6]), 2)) * chance.uniform(20, 140) + [x, y], grey)
    else:
        pitch, wide, tall = chance.uniform(3, 14), chance.uniform(20, 120), chance.uniform(15, 80)
        is_upright = chance.hit(.5)
        for k in range(int((wide if is_upright else tall) / pitch)):
            if is_upright:
                line(picture, x + k * pitch, y, x + k * pitch, y + tall, grey, max(1, pitch * .3))
            else:
                line(picture, x, y + k * pitch, x + wide, y + k * pitch, grey, max(1, pitch * .3))


def _words(picture, chance, fonts):
    """A badge, a sticker, a shop sign, the name of a firm: letters, but no plate."""
    height, width = picture.shape
    mask = fonts.small(clutter.words(chance), chance.uniform(5, 24), chance)
    x, y = chance.uniform(0, width * .8), chance.uniform(0, height * .9)
    if chance.hit(.4):
        cv2.rectangle(picture, (int(x - 3), int(y - 3)), (int(x + mask.shape[1] + 3), int(y + mask.shape[0] + 3)), chance.uniform(0, 255), -1)
    paste(picture, mask, x, y, chance.uniform(0, 255))


class Vehicle:
    """The rear or front of a vehicle, seen straight on, in a box (left, top, right, bottom) of a picture."""

    def __init__(self, box, chance, fonts):
        self.left, self.top, self.right, self.bottom = box
        self.width, self.height = self.right - self.left, self.bottom - self.top
        self.chance, self.fonts = chance, fonts
        self.paint = chance.uniform(10, 245)

    def at(self, x, y):
        """A place in parts of the box."""
        return self.left + x * self.width, self.top + y * self.height

    def draw(self, picture):
        """Body, windows, lamps, bumper, grille, badges."""
        chance = self.chance
        waist, shoulder = chance.uniform(.3, .5), chance.uniform(.08, .25)
        body = [self.at(0, waist + .08), self.at(.03, waist), self.at(.97, waist), self.at(1, waist + .08), self.at(.99, .93), self.at(.01, .93)]
        cabin = [self.at(shoulder, .02), self.at(1 - shoulder, .02), self.at(.97, waist), self.at(.03, waist)]
        is_box = chance.hit(.2)
        polygon(picture, [self.at(.02, 0), self.at(.98, 0), self.at(.98, waist), self.at(.02, waist)] if is_box else cabin, self.paint)
        polygon(picture, body, self.paint)
        if not is_box or chance.hit(.6):
            self._window(picture, shoulder, waist)
        self._wheels(picture)
        self._lamps(picture, waist)
        self._bumper(picture)
        for _ in range(chance.choice([0, 1, 2, 3])):
            y = chance.uniform(waist, .95)
            line(picture, *self.at(.02, y), *self.at(.98, y), self.paint + chance.uniform(-70, 70), chance.uniform(1, 3))
        if chance.hit(.5):
            self._grille(picture, waist)
        for _ in range(chance.choice([0, 1, 1, 2])):
            mask = self.fonts.small(clutter.words(chance, 1), max(4., self.height * chance.uniform(.025, .09)), chance)
            paste(picture, mask, *self.at(chance.uniform(.05, .8), chance.uniform(waist, .9)), self.paint + chance.choice([-1, 1]) * chance.uniform(40, 150))
        if chance.hit(.5):
            disc(picture, *self.at(.5, chance.uniform(waist, .65)), self.width * chance.uniform(.015, .05), chance.uniform(0, 255), chance.hit(.6))

    def _window(self, picture, shoulder, waist):
        chance = self.chance
        glass = chance.uniform(5, 120)
        polygon(picture, [self.at(shoulder + .05, .06), self.at(.95 - shoulder, .06), self.at(.9, waist - .04), self.at(.1, waist - .04)], glass)
        for _ in range(chance.choice([0, 1, 2])):
            x = chance.uniform(.2, .7)
            polygon(picture, [self.at(x, .08), self.at(x + .12, .08), self.at(x + .05, waist - .05), self.at(x - .1, waist - .05)], glass + chance.uniform(10, 110))

    def _wheels(self, picture):
        for x in (.12, .88):
            polygon(picture, [self.at(x - .1, .82), self.at(x + .1, .82), self.at(x + .1, 1), self.at(x - .1, 1)], self.chance.uniform(5, 60))

    def _lamps(self, picture, waist):
        chance = self.chance
        wide, tall, y = chance.uniform(.08, .22), chance.uniform(.05, .25), waist + chance.uniform(.02, .15)
        grey, is_round = chance.uniform(60, 255), chance.hit(.4)
        for x in (.02, .98 - wide):
            a, b = self.at(x, y), self.at(x + wide, y + tall)
            if is_round:
                axes = (max(1, int((b[0] - a[0]) / 2)), max(1, int((b[1] - a[1]) / 2)))
                cv2.ellipse(picture, (int((a[0] + b[0]) / 2), int((a[1] + b[1]) / 2)), axes, 0, 0, 360, grey, -1, cv2.LINE_AA)
            else:
                cv2.rectangle(picture, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), grey, -1, cv2.LINE_AA)
            if chance.hit(.6):
                disc(picture, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (b[1] - a[1]) * chance.uniform(.15, .4), chance.uniform(120, 255))

    def _bumper(self, picture):
        chance = self.chance
        y = chance.uniform(.66, .82)
        grey = self.paint + chance.uniform(-25, 25) if chance.hit(.6) else chance.uniform(10, 200)
        polygon(picture, [self.at(-.01, y), self.at(1.01, y), self.at(1.01, y + chance.uniform(.1, .2)), self.at(-.01, y + .15)], grey)
        line(picture, *self.at(0, y), *self.at(1, y), grey - chance.uniform(20, 80), chance.uniform(1, 3))

    def _grille(self, picture, waist):
        chance = self.chance
        x, y, tall = chance.uniform(.2, .35), waist + chance.uniform(.05, .2), chance.uniform(.06, .2)
        polygon(picture, [self.at(x, y), self.at(1 - x, y), self.at(1 - x, y + tall), self.at(x, y + tall)], chance.uniform(5, 80))
        for k in range(chance.randint(2, 7)):
            at = y + tall * k / 7
            line(picture, *self.at(x, at), *self.at(1 - x, at), chance.uniform(60, 230), 1)
