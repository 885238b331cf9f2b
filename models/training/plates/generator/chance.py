"""The one source of randomness: numbers for decisions and, from the same seed, arrays of noise."""
import random

import cv2
import numpy as np


class Chance(random.Random):
    """A seeded generator. All modules take it as an argument; none has randomness of its own."""

    def __init__(self, seed):
        super().__init__(seed)
        self.array = np.random.default_rng(seed)

    def hit(self, share):
        """True in this share of the calls."""
        return self.random() < share

    def among(self, weighted):
        """A key of a dictionary of weights."""
        return self.choices(list(weighted), list(weighted.values()))[0]

    def noise(self, height, width, sigma):
        """Independent noise, float32."""
        return self.array.standard_normal((height, width), dtype=np.float32) * np.float32(sigma)

    def blotches(self, height, width, cell, sigma):
        """Smooth noise whose blotches are about `cell` pixels wide, float32."""
        coarse = self.noise(max(2, int(height // cell)), max(2, int(width // cell)), sigma)
        return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
