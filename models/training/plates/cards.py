"""Writes an exported model and its card into the folder of models."""
import hashlib
import json
import pathlib
import warnings

import torch


def export(module, shape, path):
    """Saves a module as ONNX with the input x and the output y."""
    warnings.filterwarnings("ignore")
    torch.onnx.export(module.eval(), torch.zeros(shape), str(path), opset_version=13, input_names=["x"], output_names=["y"])


def write(models, name, card):
    """Writes NAME.card.json beside weights/NAME.onnx, with the hash of that file."""
    models = pathlib.Path(models)
    file = f"{name}.onnx"
    digest = hashlib.sha256((models / "weights" / file).read_bytes()).hexdigest()
    whole = {"name": name, "version": card.pop("version"), "file": file, "sha256": digest, **card}
    text = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    (models / f"{name}.card.json").write_text(text, encoding="utf-8")
