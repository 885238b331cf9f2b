"""Where a crop of a line lies: any frame that a finder may give, but never into the characters."""
import math
from dataclasses import dataclass

import numpy as np


@dataclass
class Frame:
    """Corners of a crop (top left, top right, bottom right, bottom left) in pixels of the picture, and its size there before turning."""

    corners: np.ndarray
    width: float
    height: float


def _edge(plate, text, span, chance):
    """One side between or round the plate's edge and the text's; `span` is the length by which it is measured, with its sign outwards."""
    way = chance.random()
    if way < .5:
        return plate + chance.uniform(-.08, .10) * span
    if way < .87:
        return plate + (text - plate) * chance.uniform(0, .97)
    return plate + span * chance.uniform(.05, .2)


def crop(line, plate, chance):
    """The frame of a line of a plate; `plate` is (left, top, right, bottom) of what the finder would give for the line."""
    left, top, right, bottom = plate
    tall, wide = bottom - top, (right - left) * .6
    text_tall = line.bottom - line.top
    upper = min(_edge(top, line.top, -tall, chance), line.top - text_tall * .02)
    lower = max(_edge(bottom, line.bottom, tall, chance), line.bottom + text_tall * .02)
    first = min(_edge(left, line.left, -wide, chance), line.left - 1)
    last = max(_edge(right, line.right, wide, chance), line.right + 1)
    width, height = last - first, lower - upper
    angle = math.radians(chance.gauss(0, 2.2))
    slant = chance.gauss(0, .06)
    corners = np.array([[first, upper], [last, upper], [last, lower], [first, lower]])
    middle = corners.mean(0)
    offset = corners - middle
    offset[:, 0] += offset[:, 1] * slant
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    offset = offset @ turn.T + chance.array.uniform(-1, 1, (4, 2)) * [width * .012, height * .03]
    return Frame(_hold(middle + offset, line), width, height)


def _hold(corners, line):
    """Moves the sides outwards until the corners of the text's box lie inside."""
    middle = corners.mean(0)
    box = np.array([[line.left, line.top], [line.right, line.top], [line.right, line.bottom], [line.left, line.bottom]])
    corners = corners.copy()
    for side in range(4):
        a, b = corners[side], corners[(side + 1) % 4]
        along = b - a
        normal = np.array([along[1], -along[0]]) / (np.hypot(*along) + 1e-9)
        if normal @ (middle - a) > 0:
            normal = -normal
        outside = float(((box - a) @ normal).max())
        if outside > 0:
            corners[side] = a + normal * outside
            corners[(side + 1) % 4] = b + normal * outside
    return corners


def holds(corners, line):
    """True if the text's box lies inside the corners (clockwise on the screen), by half a pixel."""
    box = np.array([[line.left, line.top], [line.right, line.top], [line.right, line.bottom], [line.left, line.bottom]])
    for side in range(4):
        a, b = corners[side], corners[(side + 1) % 4]
        cross = (b[0] - a[0]) * (box[:, 1] - a[1]) - (b[1] - a[1]) * (box[:, 0] - a[0])
        if (cross < -.5 * np.hypot(*(b - a))).any():
            return False
    return True
