"""The net of the reader: depthwise convolutions, no recurrence, 40 steps over the width of the crop."""
import torch
from torch import nn

WIDTH_FACTOR = 1.
STEPS = 40


def conv(inputs, outputs, kernel, stride=1, act=True):
    padding = kernel // 2
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU(inplace=True)] if act else []))


class Separable(nn.Module):
    """Depthwise, then pointwise convolution; the input is added where the shapes allow it."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        padding = kernel // 2 if isinstance(kernel, int) else (kernel[0] // 2, kernel[1] // 2)
        self.body = nn.Sequential(nn.Conv2d(inputs, inputs, kernel, stride, padding, groups=inputs, bias=False), conv(inputs, outputs, 1, act=False))
        self.is_residual = inputs == outputs and stride == 1
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        y = self.body(x)
        return self.act(y.add_(x) if self.is_residual else y)


class ReaderNet(nn.Module):
    """[N, 1, 48, 160] normalised crops to logits [40, N, columns]."""

    def __init__(self, columns, width=WIDTH_FACTOR, dropout=.1):
        super().__init__()

        def c(channels):
            return int(channels * width / 8 + .5) * 8

        self.features = nn.Sequential(
            conv(1, c(24), 3, 2), conv(c(24), c(48), 3, 2),
            Separable(c(48), c(96)), Separable(c(96), c(96)), Separable(c(96), c(96)),
            Separable(c(96), c(128), 3, (2, 1)), *(Separable(c(128), c(128)) for _ in range(3)),
            Separable(c(128), c(192), 3, (2, 1)), Separable(c(192), c(192)),
            nn.Sequential(nn.Conv2d(c(192), c(192), (3, 1), groups=c(192), bias=False), nn.BatchNorm2d(c(192)), nn.ReLU(inplace=True)),
            Separable(c(192), c(256), (1, 5)), Separable(c(256), c(256), (1, 5)), Separable(c(256), c(256), (1, 5)))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Conv2d(c(256), columns, 1)

    def forward(self, x):
        return self.head(self.dropout(self.features(x))).squeeze(2).permute(2, 0, 1)


class Lattice(nn.Module):
    """The exported form: [N, 1, 48, 160] to probabilities [N, 40, columns]."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x).permute(1, 0, 2), 2)
