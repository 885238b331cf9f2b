"""Trains the reader: python3 -m reader.train --pool DIR --run DIR --minutes M [--resume]. One thread; the schedule goes by wall time."""
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
from torch.nn import functional

from generator.alphabet import COLUMNS, DIGITS, LETTERS, decode
from generator.chance import Chance

from . import augment, real, scores, warmstart
from .model import STEPS, WIDTH_FACTOR, ReaderNet
from .pool import Pool

BATCH = 64
GRADIENT_MAX = 4.
EMA = .998
WARM_UP = .04
LOG_SECONDS, CHECK_SECONDS, SCAN_SECONDS = 30, 120, 20
# Columns of the first reader, whose weights may be a start.
TRIAL_LABELS = LETTERS + DIGITS


def rate_at(progress, peak):
    """Linear warm-up, then a cosine to nearly nothing."""
    if progress < WARM_UP:
        return peak * (progress / WARM_UP + .01)
    return peak * (.5 * (1 + math.cos(math.pi * min(1, (progress - WARM_UP) / (1 - WARM_UP)))) + .003)


class Run:
    """A training that can be left and taken up again."""

    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.run)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.chance = Chance(options.seed)
        torch.manual_seed(options.seed)
        self.pool = Pool(options.pool, options.shards_max)
        self.net = ReaderNet(COLUMNS, options.width).to(memory_format=torch.channels_last)
        self.step, self.seen, self.elapsed = 0, 0, 0.
        matrices = [p for p in self.net.parameters() if p.dim() > 1]
        vectors = [p for p in self.net.parameters() if p.dim() <= 1]
        self.optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": .02}, {"params": vectors, "weight_decay": 0}], lr=1e-3, betas=(.9, .99))
        while self.pool.scan() < 4 * BATCH:
            time.sleep(1)
        self.order = []
        if options.resume and (self.folder / "last.pt").exists():
            self._resume()
        else:
            if options.start_from:
                warmstart.load(self.net, options.start_from, TRIAL_LABELS, self._batch(256)[0])
            self.average = copy.deepcopy(self.net)
        with np.load(options.check) as check:
            self.check = check["pictures"], [decode_label(row) for row in check["labels"]]
        self.real = real.load(options.data) if options.data else {}

    def go(self):
        """Trains until the minutes are over."""
        begin, last_log, last_check, last_scan = time.time() - self.elapsed, time.time(), time.time(), time.time()
        losses = []
        if self.step == 0:
            self._evaluate(0.)
        while True:
            self.elapsed = time.time() - begin
            progress = self.elapsed / (60 * self.options.minutes)
            if progress >= 1:
                break
            rate = rate_at(progress, self.options.rate)
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            losses.append(self._learn())
            now = time.time()
            if now - last_log > LOG_SECONDS:
                self._log({"loss": round(float(np.mean(losses)), 4), "rate": round(rate, 6)})
                losses, last_log = [], now
            if now - last_scan > SCAN_SECONDS:
                self.pool.scan()
                last_scan = now
            if now - last_check > CHECK_SECONDS:
                self._evaluate(progress)
                self._save()
                last_check = time.time()
        self._evaluate(1.)
        self._save()

    def _learn(self):
        x, targets, lengths = self._batch(BATCH)
        self.net.train()
        logits = functional.log_softmax(self.net(x), 2)
        steps = torch.full((len(lengths),), STEPS, dtype=torch.long)
        losses = functional.ctc_loss(logits, targets, steps, lengths, reduction="none", zero_infinity=True)
        loss = (losses / lengths.clamp(min=1)).mean()
        self.optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), GRADIENT_MAX)
        if math.isfinite(norm):
            self.optimizer.step()
        self.step += 1
        self.seen += len(lengths)
        self._follow()
        return loss.item()

    def _follow(self):
        keep = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, value in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.lerp_(value, 1 - keep)
                else:
                    mean.copy_(value)

    def _batch(self, count):
        pictures, columns = [], []
        while len(pictures) < count:
            if not self.order:
                self.order = self.pool.order(self.chance)
            sample = self.pool.get(*self.order.pop())
            if sample is not None:
                pictures.append(augment.vary(sample[0], self.chance))
                columns.append(sample[1])
        x = torch.from_numpy(augment.normalize(np.stack(pictures)))[:, None].contiguous(memory_format=torch.channels_last)
        return x, torch.tensor(np.concatenate(columns).astype(np.int64)), torch.tensor([len(c) for c in columns])

    def _evaluate(self, progress):
        exact, folded = scores.rates(self.average, *self.check)
        record = {"progress": round(progress, 4), "drawn": [exact, folded]}
        for name, (crops, texts) in self.real.items():
            record[name] = list(scores.rates(self.average, crops, texts))
        self._log(record)

    def _log(self, record):
        line = {"seconds": round(self.elapsed), "step": self.step, "seen": self.seen, "pool": self.pool.scan(), **record}
        with open(self.folder / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")

    def _save(self):
        state = {"net": self.net.state_dict(), "average": self.average.state_dict(), "optimizer": self.optimizer.state_dict(),
                 "width": self.options.width, "step": self.step, "seen": self.seen, "elapsed": self.elapsed}
        torch.save(state, self.folder / "part.pt")
        os.replace(self.folder / "part.pt", self.folder / "last.pt")

    def _resume(self):
        state = torch.load(self.folder / "last.pt")
        self.average = copy.deepcopy(self.net)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seen, self.elapsed = state["step"], state["seen"], state["elapsed"]
        # Not the order of before: the pool has grown.
        self.chance.seed(self.options.seed + self.step)


def decode_label(row):
    """The text of a row of columns with 0 behind it; no rule of repetition applies."""
    return "".join(decode([column]) for column in row if column)


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", required=True, help="folder of shards, see reader.generate")
    parser.add_argument("--run", required=True, help="folder for checkpoints and log")
    parser.add_argument("--check", required=True, help="a shard that is not in the pool, on which progress is measured")
    parser.add_argument("--data", help="folder of labelled pictures to look at besides; never trained on")
    parser.add_argument("--minutes", type=float, required=True, help="of the whole training, all sittings together")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="highest learning rate")
    parser.add_argument("--width", type=float, default=WIDTH_FACTOR)
    parser.add_argument("--shards-max", type=int, default=300)
    parser.add_argument("--start-from", help="an exported reader with the columns A-Z0-9")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=5)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    Run(parser.parse_args()).go()


if __name__ == "__main__":
    main()
