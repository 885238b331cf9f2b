"""Draws scenes into a pool until it is stopped: python3 -m finder.generate --pool DIR --seed N."""
import argparse
import pathlib
import time

import cv2
import numpy as np

from generator.chance import Chance
from generator.fonts import Fonts

from .scene import PLATES_MAX, SceneMaker


def draw(maker, count):
    """`count` scenes: pictures uint8 [N, 208, 256], plates float32 [N, 4, 9] with NaN where there are fewer."""
    pictures, plates = [], np.full((count, PLATES_MAX, 9), np.nan, np.float32)
    for row in plates:
        picture, found = maker.make()
        pictures.append(picture)
        row[:len(found)] = found
    return np.stack(pictures), plates


def main():
    """Scene shard k of seed s is the same whenever it is drawn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pool", required=True)
    options.add_argument("--seed", type=int, default=2)
    options.add_argument("--first", type=int, default=0, help="number of the first shard")
    options.add_argument("--shards", type=int, default=1_000_000)
    options.add_argument("--size", type=int, default=500, help="scenes of a shard")
    options.add_argument("--share", type=float, default=1., help="part of its processor's time that is used; the rest it sleeps")
    options = options.parse_args()
    cv2.setNumThreads(1)
    fonts, folder = Fonts(), pathlib.Path(options.pool)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(options.first, options.first + options.shards):
        start = time.process_time()
        pictures, plates = draw(SceneMaker(fonts, Chance(options.seed * 1_000_003 + number)), options.size)
        part = folder / f"part-{number:06d}.npz"
        np.savez(part, pictures=pictures, plates=plates)
        part.rename(folder / f"shard-{number:06d}.npz")
        time.sleep((time.process_time() - start) * (1 - options.share) / options.share)


if __name__ == "__main__":
    main()
