"""Draws samples into a pool until it is stopped: python3 -m reader.generate --pool DIR --seed N."""
import argparse
import time

import cv2

from generator.chance import Chance
from generator.fonts import Fonts
from generator.sample import SampleMaker

from . import pool


def main():
    """Shard k of seed s is the same whenever it is drawn, so that a run can be taken up again."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pool", required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="number of the first shard")
    options.add_argument("--shards", type=int, default=1_000_000)
    options.add_argument("--size", type=int, default=1000, help="samples of a shard")
    options.add_argument("--kinds", help="other shares of the kinds than usual, as cn=.7,eu=.3")
    options.add_argument("--share", type=float, default=1., help="part of its processor's time that is used; the rest it sleeps")
    options = options.parse_args()
    cv2.setNumThreads(1)
    fonts = Fonts()
    kinds = {name: float(share) for name, share in (pair.split("=") for pair in options.kinds.split(","))} if options.kinds else None
    for number in range(options.first, options.first + options.shards):
        start = time.process_time()
        chance = Chance(options.seed * 1_000_003 + number)
        pool.write(options.pool, number, *pool.draw(SampleMaker(fonts, chance, kinds), options.size))
        time.sleep((time.process_time() - start) * (1 - options.share) / options.share)


if __name__ == "__main__":
    main()
