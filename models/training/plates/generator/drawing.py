"""Putting masks on grey pictures (float32, 0..255)."""
import cv2
import numpy as np


def resize(mask, width, height):
    """A mask in another size."""
    width, height = max(2, int(width)), max(4, int(height))
    return cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA if width < mask.shape[1] else cv2.INTER_LINEAR)


def paste(picture, mask, x, y, grey, opacity=1.):
    """Lays a colour on a picture through a mask 0..255 whose corner lies at (x, y); what hangs out is cut off."""
    height, width = mask.shape
    x, y = int(x), int(y)
    left, top, right, bottom = max(0, x), max(0, y), min(picture.shape[1], x + width), min(picture.shape[0], y + height)
    if right <= left or bottom <= top:
        return
    alpha = mask[top - y:bottom - y, left - x:right - x].astype(np.float32) * (opacity / 255)
    part = picture[top:bottom, left:right]
    part += (grey - part) * alpha


def disc(picture, x, y, radius, grey, filled=True):
    """A disc or ring."""
    cv2.circle(picture, (int(x), int(y)), max(1, int(radius)), float(grey), -1 if filled else 1, cv2.LINE_AA)


def polygon(picture, points, grey):
    """A filled polygon; points N x 2."""
    cv2.fillPoly(picture, [np.asarray(points).astype(np.int32)], float(grey), cv2.LINE_AA)


def line(picture, x0, y0, x1, y1, grey, thickness=1):
    """A straight stroke."""
    cv2.line(picture, (int(x0), int(y0)), (int(x1), int(y1)), float(grey), max(1, int(thickness)), cv2.LINE_AA)
