"""Sets a line of characters."""
from dataclasses import dataclass

import cv2
import numpy as np

from .alphabet import LATIN
from .drawing import resize
from .strokes import GLYPH_HEIGHT, GLYPH_MARGIN


@dataclass
class Setting:
    """How a line is set; lengths in pixels."""

    height: float
    gap: float
    group_gap: float
    stretch: float = 1.
    monospaced: bool = False
    bold: int = 0
    chinese_stretch: float = .55


@dataclass
class SetLine:
    """A mask 0..255 of the characters with `margin` pixels above and below them, and the middles of the gaps between groups."""

    mask: np.ndarray
    gaps: list
    margin: int


def set_line(groups, die, chinese, setting):
    """Sets groups of characters; `chinese` is a dictionary of masks for what the die does not have."""
    scale = setting.height / GLYPH_HEIGHT
    advance = None
    if setting.monospaced:
        advance = sorted(die.glyph(c).shape[1] for c in "EHNRP0458")[-2] * setting.stretch * scale + setting.gap
    placed, gaps, x = [], [], 0.
    for index, group in enumerate(groups):
        if index:
            gaps.append(x - setting.gap + setting.group_gap / 2)
            x += setting.group_gap
        for character in group:
            is_latin = character in LATIN
            mask = die.glyph(character) if is_latin else chinese[character]
            width = mask.shape[1] * (setting.stretch if is_latin else setting.chinese_stretch) * scale
            if advance and is_latin and width < advance:
                placed.append((mask, x + (advance - setting.gap - width) / 2, width))
                x += advance
            else:
                placed.append((mask, x, width))
                x += width + setting.gap
    return SetLine(_compose(placed, x - setting.gap, scale, setting.bold), gaps, int(GLYPH_MARGIN * scale))


def _compose(placed, length, scale, bold):
    height = int((GLYPH_HEIGHT + 2 * GLYPH_MARGIN) * scale)
    # Two pixels to spare: widths are rounded when glyphs are scaled.
    whole = np.zeros((height, int(length) + 4), np.float32)
    for mask, x, width in placed:
        glyph = resize(mask, width, height)
        start = max(0, int(x) + 1)
        room = whole[:, start:start + glyph.shape[1]]
        np.maximum(room, glyph[:, :room.shape[1]], out=room)
    if bold > 0:
        return cv2.dilate(whole, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (1 + 2 * bold, 1 + 2 * bold)))
    return cv2.erode(whole, np.ones((2, 2), np.uint8)) if bold < 0 else whole
