"""Exports the averaged weights of a run with their card: python3 -m finder.export --run DIR --version V --accuracy TEXT."""
import argparse
import pathlib

import torch

import cards

from .model import STRIDE, Cells, FinderNet
from .scene import HEIGHT, WIDTH

NAME = "plate-finder"


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--models", default=pathlib.Path(__file__).resolve().parents[3], help="the folder of models (default: this repository's)")
    parser.add_argument("--version", required=True)
    parser.add_argument("--accuracy", required=True, help="measured, with conditions")
    parser.add_argument("--threshold", type=float, default=.3)
    options = parser.parse_args()
    net = FinderNet()
    net.load_state_dict(torch.load(pathlib.Path(options.run) / "last.pt", map_location="cpu")["average"])
    models = pathlib.Path(options.models)
    cards.export(Cells(net), (1, 1, HEIGHT, WIDTH), models / "weights" / f"{NAME}.onnx")
    cards.write(models, NAME, {
        "version": options.version, "source": "trained by models/training/plates on drawn scenes only", "licence": "Apache-2.0",
        "task": "plate-detection", "decoder": "plate-corners",
        "input": {"name": "x", "layout": "nchw", "width": WIDTH, "height": HEIGHT, "channels": "gray", "mean": [127.5], "scale": [1 / 64]},
        "outputs": ["y"], "labels": ["plate"], "parameters": {"stride": [STRIDE]}, "scoreThreshold": options.threshold, "nmsThreshold": .3,
        "accuracy": options.accuracy})


if __name__ == "__main__":
    main()
