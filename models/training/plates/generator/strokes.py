"""Polylines with rounded corners, drawn as strokes of one width: what plate dies are made of."""
import math

import cv2
import numpy as np

GLYPH_HEIGHT, GLYPH_MARGIN = 64, 8
_SUBPIXEL_BITS = 4
_ROUNDING_STEPS = 6
# How far a rounded corner is pulled towards the corner itself: 2/3 would be a circle's arc, more is squarer, as dies are.
_PULL = .72


def _rounded(vertices, radius, closed):
    """Vertices (x, y, round?) as a polyline whose flagged corners are cubic curves."""
    points, count = [], len(vertices)
    for i, (x, y, is_round) in enumerate(vertices):
        if not is_round or (not closed and i in (0, count - 1)):
            points.append((x, y))
            continue
        (ax, ay, a_round), (bx, by, b_round) = vertices[i - 1], vertices[(i + 1) % count]
        to_a, to_b = math.hypot(ax - x, ay - y), math.hypot(bx - x, by - y)
        reach_a, reach_b = min(radius, to_a * (.5 if a_round else .95)), min(radius, to_b * (.5 if b_round else .95))
        start = (x + (ax - x) * reach_a / to_a, y + (ay - y) * reach_a / to_a)
        end = (x + (bx - x) * reach_b / to_b, y + (by - y) * reach_b / to_b)
        first = (start[0] + (x - start[0]) * _PULL, start[1] + (y - start[1]) * _PULL)
        second = (end[0] + (x - end[0]) * _PULL, end[1] + (y - end[1]) * _PULL)
        for k in range(_ROUNDING_STEPS + 1):
            t = k / _ROUNDING_STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
            points.append((a * start[0] + b * first[0] + c * second[0] + d * end[0], a * start[1] + b * first[1] + c * second[1] + d * end[1]))
    if closed:
        points.append(points[0])
    return points


def draw(paths, thickness):
    """A mask 0..255 of paths (vertices, closed?, radius) in a box of height 1; `thickness` in parts of the height."""
    stroke = thickness * GLYPH_HEIGHT
    inner = GLYPH_HEIGHT - stroke
    lines = [np.array(_rounded(vertices, radius, closed)) * [GLYPH_HEIGHT, inner] for vertices, closed, radius in paths]
    left, right = min(p[:, 0].min() for p in lines), max(p[:, 0].max() for p in lines)
    mask = np.zeros((GLYPH_HEIGHT + 2 * GLYPH_MARGIN, int(right - left + stroke + 3)), np.uint8)
    origin = [left - stroke / 2 - 1, -stroke / 2 - GLYPH_MARGIN]
    for p in lines:
        points = np.round((p - origin) * 2 ** _SUBPIXEL_BITS).astype(np.int32)
        cv2.polylines(mask, [points], False, 255, max(1, round(stroke)), cv2.LINE_AA, _SUBPIXEL_BITS)
    return mask
