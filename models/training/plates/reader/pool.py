"""Drawn samples on disk: one process writes shards, the trainer reads them as they come."""
import pathlib

import numpy as np

from generator.alphabet import encode

TEXT_MAX = 12


class Pool:
    """All shards of a folder, held in memory; the newest `shards_max` of them."""

    def __init__(self, folder, shards_max):
        self._folder, self._shards_max = pathlib.Path(folder), shards_max
        self._shards = {}

    def scan(self):
        """Reads shards that are new; returns the number of samples."""
        for path in sorted(self._folder.glob("shard-*.npz")):
            if path.name not in self._shards:
                with np.load(path) as shard:
                    self._shards[path.name] = (shard["pictures"], shard["labels"])
        for name in sorted(self._shards)[:-self._shards_max]:
            del self._shards[name]
        return sum(len(pictures) for pictures, _ in self._shards.values())

    def order(self, chance):
        """All samples once, in random order: pairs of shard and index."""
        order = [(name, i) for name, (pictures, _) in self._shards.items() for i in range(len(pictures))]
        chance.shuffle(order)
        return order

    def get(self, name, index):
        """A picture and its columns; None if its shard has gone since."""
        if name not in self._shards:
            return None
        pictures, labels = self._shards[name]
        return pictures[index], labels[index][labels[index] > 0]


def draw(maker, count):
    """`count` samples as arrays: pictures uint8 [N, 48, 160], columns uint8 [N, 12] with 0 behind the text."""
    samples = [maker.make() for _ in range(count)]
    labels = np.zeros((count, TEXT_MAX), np.uint8)
    for row, (_, text) in zip(labels, samples):
        row[:len(text)] = encode(text)
    return np.stack([picture for picture, _ in samples]), labels


def write(folder, number, pictures, labels):
    """Writes a shard so that a reader never sees half of it."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"part-{number:06d}.npz"
    np.savez(part, pictures=pictures, labels=labels)
    part.rename(folder / f"shard-{number:06d}.npz")
