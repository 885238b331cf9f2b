"""Exports the averaged weights of a run with their card: python3 -m reader.export --run DIR --version V --accuracy TEXT."""
import argparse
import pathlib

import torch

import cards
from generator.alphabet import CHARACTERS, COLUMNS

from .augment import CROP_DEVIATION
from .model import Lattice, ReaderNet

NAME = "plate-reader"


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--models", default=pathlib.Path(__file__).resolve().parents[3], help="the folder of models (default: this repository's)")
    parser.add_argument("--version", required=True)
    parser.add_argument("--accuracy", required=True, help="measured, with conditions")
    options = parser.parse_args()
    state = torch.load(pathlib.Path(options.run) / "last.pt", map_location="cpu")
    net = ReaderNet(COLUMNS, state["width"])
    net.load_state_dict(state["average"])
    models = pathlib.Path(options.models)
    cards.export(Lattice(net), (1, 1, 48, 160), models / "weights" / f"{NAME}.onnx")
    cards.write(models, NAME, {
        "version": options.version, "source": "trained by models/training/plates on drawn plates only", "licence": "Apache-2.0",
        "task": "text-recognition", "decoder": "ctc",
        "input": {"name": "x", "layout": "nchw", "width": 160, "height": 48, "channels": "gray", "mean": [0], "scale": [1]},
        "outputs": ["y"], "labels": ["", *CHARACTERS], "parameters": {"stretch": [1], "cropDeviation": [CROP_DEVIATION]},
        "scoreThreshold": .5, "nmsThreshold": .5, "accuracy": options.accuracy})


if __name__ == "__main__":
    main()
