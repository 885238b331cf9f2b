"""What the net should say of a picture, and how wrong it is."""
import numpy as np
import torch
from torch.nn import functional

from .model import STRIDE, UNIT
from .scene import HEIGHT, WIDTH

ROWS, COLUMNS = HEIGHT // STRIDE, WIDTH // STRIDE


def make(plates):
    """Arrays [26, 32]: heat (1 in the cell of a plate's middle, falling off over it), corners [8], two lines, and their weight."""
    heat, weight = np.zeros((ROWS, COLUMNS), np.float32), np.zeros((ROWS, COLUMNS), np.float32)
    corners, two = np.zeros((8, ROWS, COLUMNS), np.float32), np.zeros((ROWS, COLUMNS), np.float32)
    ys, xs = np.mgrid[:ROWS, :COLUMNS]
    for plate in plates:
        points = plate[:8].reshape(4, 2)
        x, y = points.mean(0) / STRIDE - .5
        column, row = int(round(float(np.clip(x, 0, COLUMNS - 1)))), int(round(float(np.clip(y, 0, ROWS - 1))))
        wide, tall = np.ptp(points[:, 0]) / STRIDE, np.ptp(points[:, 1]) / STRIDE
        spread_x, spread_y = max(.5, wide * .16), max(.5, tall * .22)
        bump = np.exp(-((xs - column) / spread_x) ** 2 / 2 - ((ys - row) / spread_y) ** 2 / 2)
        heat = np.maximum(heat, bump)
        near = (bump > .35) & (bump > weight)
        # Errors count by the height of the plate.
        weight[near] = bump[near]
        two[near] = plate[8]
        for k in range(4):
            corners[2 * k][near] = (points[k, 0] - (xs[near] + .5) * STRIDE) / UNIT
            corners[2 * k + 1][near] = (points[k, 1] - (ys[near] + .5) * STRIDE) / UNIT
    return heat, corners, two, weight


def scale(plates):
    """The mean height of the plates of a picture in pixels, by which errors of corners are measured."""
    if len(plates) == 0:
        return 14.
    points = plates[:, :8].reshape(-1, 4, 2)
    return float(np.clip(np.linalg.norm(points[:, 3] - points[:, 0], axis=1).mean(), 8, 40))


def loss(output, heat, corners, two, weight, scales):
    """Focal loss of the heat (Law and Deng, CornerNet, 2018), absolute error of the corners, cross entropy of the two lines."""
    logit = output[:, 0]
    p = torch.sigmoid(logit).clamp(1e-5, 1 - 1e-5)
    is_middle = heat > .999
    positive = -((1 - p) ** 2 * torch.log(p))[is_middle].sum()
    negative = -((1 - heat) ** 4 * p ** 2 * torch.log(1 - p))[~is_middle].sum()
    count = is_middle.sum().clamp(min=1)
    share = weight / weight.sum().clamp(min=1e-3)
    error = (functional.smooth_l1_loss(output[:, 1:9], corners, reduction="none", beta=.05).sum(1) * (14. / scales)[:, None, None] * share).sum()
    lines = (functional.binary_cross_entropy_with_logits(output[:, 9], two, reduction="none") * share).sum()
    return (positive + negative) / count + 1.5 * error + .3 * lines
