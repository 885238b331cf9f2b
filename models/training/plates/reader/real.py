"""Labelled pictures on which a reader is looked at while it learns. They are never trained on."""
import pathlib

import cv2
import numpy as np

from generator.sample import HEIGHT, WIDTH

# Left, top, right, bottom growth of the labelled box in parts of its sides: what the product gives its reader.
SETS = {"eu": ("openalpr_eu", (.05, .05, .05, .05)), "us": ("openalpr_us", (.03, -.12, .03, -.08)), "br": ("openalpr_br", (.05, .05, .05, .05))}


def load(folder):
    """By set: crops [N, 48, 160] float32 and their texts. Sets that are not there are left out."""
    folder = pathlib.Path(folder)
    sets = {name: _boxes(folder / place, grow) for name, (place, grow) in SETS.items() if (folder / place).is_dir()}
    if (folder / "lprnet_cn").is_dir():
        paths = sorted((folder / "lprnet_cn").glob("*.jpg"))
        crops = [cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE) for path in paths]
        sets["cn"] = (np.stack([_fit(crop) for crop in crops]), [path.stem.split("_")[0] for path in paths])
    return sets


def _boxes(folder, grow):
    crops, texts = [], []
    for path in sorted(folder.glob("*.txt")):
        for row in path.read_text().splitlines():
            name, x, y, w, h, text = row.split("\t")[:6]
            picture = cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE)
            x, y, w, h = (float(v) for v in (x, y, w, h))
            left, top = max(0, int(x - grow[0] * w)), max(0, int(y - grow[1] * h))
            crops.append(_fit(picture[top:int(y + h + grow[3] * h), left:int(x + w + grow[2] * w)]))
            texts.append(text.strip())
    return np.stack(crops), texts


def _fit(crop):
    way = cv2.INTER_AREA if crop.shape[1] > WIDTH else cv2.INTER_LINEAR
    return cv2.resize(crop, (WIDTH, HEIGHT), interpolation=way).astype(np.float32)
