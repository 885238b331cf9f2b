"""What is round a plate: bodywork, holders, dealer frames, light, shadow, dirt."""
from dataclasses import replace

import cv2
import numpy as np

from . import clutter
from .drawing import disc


def mount(plate, fonts, chance, margin_x=.25, margin_y=.45):
    """The plate on a piece of bodywork; returns the picture, the lines moved, and the plate's box (left, top, right, bottom)."""
    height, width = plate.picture.shape
    left, top = int(width * margin_x), int(height * margin_y)
    picture = bodywork(height + 2 * top, width + 2 * left, chance)
    if chance.hit(.4):
        rim = chance.randint(3, 12)
        cv2.rectangle(picture, (left - rim, top - rim), (left + width + rim, top + height + rim), chance.uniform(0, 255), -1)
    picture[top:top + height, left:left + width] = plate.picture
    lines = [replace(line, left=line.left + left, right=line.right + left, top=line.top + top, bottom=line.bottom + top) for line in plate.lines]
    box = (left, top, left + width, top + height)
    if chance.hit(.3):
        _dealer_frame(picture, box, lines, fonts, chance)
    light(picture, box, chance)
    return picture, lines, box


def bodywork(height, width, chance):
    """Paint, edges of the boot and the bumper, shadows."""
    picture = np.full((height, width), chance.uniform(10, 240), np.float32)
    picture += chance.blotches(height, width, chance.choice([12, 30, 60]), chance.uniform(3, 40))
    for _ in range(chance.choice([0, 1, 2, 3])):
        y = chance.randint(0, height)
        cv2.line(picture, (0, y), (width, y + chance.randint(-20, 20)), chance.uniform(0, 255), chance.randint(1, 14))
    return picture


def _dealer_frame(picture, box, lines, fonts, chance):
    """A frame that covers the plate's border, up to the number."""
    left, top, right, bottom = box
    height, width, grey = bottom - top, right - left, chance.uniform(0, 255)
    upper = int(min(height * chance.uniform(.02, .12), max(1, lines[0].top - top - 2)))
    lower = int(min(height * chance.uniform(.02, .14), max(1, bottom - lines[-1].bottom - 2)))
    side = int(max(1, min([width * chance.uniform(.005, .03)] + [line.left - left for line in lines] + [right - line.right for line in lines])))
    picture[top:top + upper, left:right] = grey
    picture[bottom - lower:bottom, left:right] = grey
    picture[top:bottom, left:left + side] = grey
    picture[top:bottom, right - side:right] = grey
    for tall, y in ((upper, top), (lower, bottom - lower)):
        if tall > 8 and chance.hit(.7):
            ink = 255 - grey if abs(255 - 2 * grey) > 80 else 0
            clutter.inscription(picture, clutter.words(chance), tall * .75, (left + right) / 2, y + tall * .12, ink, fonts, chance, width * .9)


def light(picture, box, chance):
    """Gradients, the edge of a shadow, dirt, glare; in place."""
    height, width = picture.shape
    if chance.hit(.35):
        picture *= np.linspace(chance.uniform(.5, 1.1), chance.uniform(.5, 1.1), width, dtype=np.float32)[None]
    if chance.hit(.35):
        picture *= np.linspace(chance.uniform(.5, 1.1), chance.uniform(.6, 1.1), height, dtype=np.float32)[:, None]
    if chance.hit(.3):
        _shadow(picture, chance)
    if chance.hit(.15):
        share = np.clip(chance.blotches(height, width, chance.choice([6, 12, 25]), chance.uniform(.2, .6)), 0, .85)
        picture += (chance.uniform(40, 160) - picture) * share
    if chance.hit(.02):
        left, top, right, bottom = box
        disc(picture, chance.uniform(left, right), chance.uniform(top, bottom), (bottom - top) * chance.uniform(.08, .22), 255)


def _shadow(picture, chance):
    height, width = picture.shape
    share = np.ones((height, width), np.float32)
    if chance.hit(.6):
        points = [[0, 0], [width, 0], [width, chance.uniform(0, height)], [0, chance.uniform(0, height)]]
    else:
        points = [[0, 0], [chance.uniform(0, width), 0], [chance.uniform(0, width), height], [0, height]]
    cv2.fillPoly(share, [np.array(points).astype(np.int32)], chance.uniform(.35, .8))
    picture *= cv2.GaussianBlur(share, (0, 0), chance.uniform(1, 8)) if chance.hit(.6) else share
