"""The net of the finder: one cell in eight pixels says how likely a plate's middle lies there and where its corners are."""
import torch
from torch import nn
from torch.nn import functional

from reader.model import Separable, conv

STRIDE = 8
# Corners are given in this many pixels from the cell's middle.
UNIT = 16.
# score, four corners (x, y), two lines
CHANNELS = 10


class FinderNet(nn.Module):
    """[N, 1, 208, 256] pictures, (v - 127.5) / 64, to logits and corners [N, 10, 26, 32]."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv(1, 16, 3, 2), conv(16, 32, 3, 2), Separable(32, 40))
        self.fine = nn.Sequential(Separable(40, 64, 3, 2), Separable(64, 96), Separable(96, 96), Separable(96, 96))
        self.coarse = nn.Sequential(Separable(96, 128, 3, 2), Separable(128, 128), Separable(128, 128, 5), Separable(128, 128, 5))
        self.back = conv(128, 96, 1, act=False)
        self.join = nn.Sequential(nn.ReLU(inplace=True), Separable(96, 96), Separable(96, 96))
        self.head = nn.Conv2d(96, CHANNELS, 1)
        with torch.no_grad():
            self.head.bias[0] = -4.

    def forward(self, x):
        fine = self.fine(self.stem(x))
        coarse = self.back(self.coarse(fine))
        return self.head(self.join(fine + functional.interpolate(coarse, scale_factor=2., mode="nearest")))


class Cells(nn.Module):
    """The exported form: score and two-lines as probabilities; corners in pixels from the middle of the cell."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        y = self.net(x)
        return torch.cat([torch.sigmoid(y[:, :1]), y[:, 1:9] * UNIT, torch.sigmoid(y[:, 9:])], 1)
