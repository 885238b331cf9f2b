"""Trains the finder: python3 -m finder.train --pool DIR --run DIR --check FILE --minutes M [--resume]. One thread; goes by wall time."""
import argparse
import copy
import json
import math
import os
import pathlib
import time

import cv2
import numpy as np
import torch

from generator.chance import Chance
from reader.train import EMA, GRADIENT_MAX, rate_at

from . import augment, scores, targets
from .model import FinderNet

BATCH = 24
LOG_SECONDS, CHECK_SECONDS, SCAN_SECONDS = 30, 120, 20


class Scenes:
    """The newest shards of a folder, held in memory."""

    def __init__(self, folder, shards_max):
        self._folder, self._shards_max, self._shards, self._order = pathlib.Path(folder), shards_max, {}, []

    def scan(self):
        """Reads shards that are new; returns the number of scenes."""
        for path in sorted(self._folder.glob("shard-*.npz")):
            if path.name not in self._shards:
                with np.load(path) as shard:
                    self._shards[path.name] = shard["pictures"], shard["plates"]
        for name in sorted(self._shards)[:-self._shards_max]:
            del self._shards[name]
        return sum(len(pictures) for pictures, _ in self._shards.values())

    def take(self, chance):
        """A scene; each once before any comes again."""
        while True:
            if not self._order:
                self._order = [(name, i) for name, (pictures, _) in self._shards.items() for i in range(len(pictures))]
                chance.shuffle(self._order)
            name, i = self._order.pop()
            if name in self._shards:
                pictures, plates = self._shards[name]
                return pictures[i], plates[i][~np.isnan(plates[i][:, 0])]


class Run:
    """A training that can be left and taken up again."""

    def __init__(self, options):
        self.options, self.folder = options, pathlib.Path(options.run)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.chance = Chance(options.seed)
        torch.manual_seed(options.seed)
        self.scenes = Scenes(options.pool, options.shards_max)
        while self.scenes.scan() < 500:
            time.sleep(1)
        self.net = FinderNet().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net)
        matrices, vectors = [p for p in self.net.parameters() if p.dim() > 1], [p for p in self.net.parameters() if p.dim() <= 1]
        self.optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": .01}, {"params": vectors, "weight_decay": 0}], lr=1e-3, betas=(.9, .99))
        self.step, self.seen, self.elapsed = 0, 0, 0.
        if options.resume and (self.folder / "last.pt").exists():
            state = torch.load(self.folder / "last.pt")
            for part in ("net", "average", "optimizer"):
                getattr(self, part).load_state_dict(state[part])
            self.step, self.seen, self.elapsed = state["step"], state["seen"], state["elapsed"]
            self.chance.seed(options.seed + self.step)
        with np.load(options.check) as check:
            self.check = check["pictures"], check["plates"]

    def go(self):
        """Trains until the minutes are over."""
        begin, last_log, last_check, last_scan, losses = time.time() - self.elapsed, time.time(), time.time(), time.time(), []
        while True:
            self.elapsed = time.time() - begin
            progress = self.elapsed / (60 * self.options.minutes)
            if progress >= 1:
                break
            for group in self.optimizer.param_groups:
                group["lr"] = rate_at(progress, self.options.rate)
            losses.append(self._learn())
            now = time.time()
            if now - last_log > LOG_SECONDS:
                self._log({"loss": round(float(np.mean(losses)), 4)})
                losses, last_log = [], now
            if now - last_scan > SCAN_SECONDS:
                self.scenes.scan()
                last_scan = now
            if now - last_check > CHECK_SECONDS:
                self._keep(progress)
                last_check = time.time()
        self._keep(1.)

    def _learn(self):
        taken = [augment.vary(*self.scenes.take(self.chance), self.chance) for _ in range(BATCH)]
        x = torch.from_numpy(augment.normalize(np.stack([picture for picture, _ in taken])))[:, None].contiguous(memory_format=torch.channels_last)
        wanted = [torch.from_numpy(np.stack(part)) for part in zip(*(targets.make(plates) for _, plates in taken))]
        scales = torch.tensor([targets.scale(plates) for _, plates in taken])
        self.net.train()
        loss = targets.loss(self.net(x), *wanted, scales)
        self.optimizer.zero_grad()
        loss.backward()
        if math.isfinite(torch.nn.utils.clip_grad_norm_(self.net.parameters(), GRADIENT_MAX)):
            self.optimizer.step()
        self.step, self.seen = self.step + 1, self.seen + BATCH
        keep = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, value in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.lerp_(value, 1 - keep)
                else:
                    mean.copy_(value)
        return loss.item()

    def _keep(self, progress):
        self._log({"progress": round(progress, 4), **scores.rates(self.average, *self.check)})
        state = {"net": self.net.state_dict(), "average": self.average.state_dict(), "optimizer": self.optimizer.state_dict(),
                 "step": self.step, "seen": self.seen, "elapsed": self.elapsed}
        torch.save(state, self.folder / "part.pt")
        os.replace(self.folder / "part.pt", self.folder / "last.pt")

    def _log(self, record):
        line = {"seconds": round(self.elapsed), "step": self.step, "seen": self.seen, "pool": self.scenes.scan(), **record}
        with open(self.folder / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", required=True, help="folder of scenes, see finder.generate")
    parser.add_argument("--run", required=True, help="folder for checkpoints and log")
    parser.add_argument("--check", required=True, help="a shard that is not in the pool")
    parser.add_argument("--minutes", type=float, required=True, help="of the whole training, all sittings together")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--shards-max", type=int, default=80)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=6)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    Run(parser.parse_args()).go()


if __name__ == "__main__":
    main()
