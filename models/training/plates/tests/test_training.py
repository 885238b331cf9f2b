"""A minute of training: the loss falls, a run can be taken up again, what is exported says what the net says."""
import argparse
import json
import pathlib
import tempfile
import unittest

import numpy as np
import onnx
import torch

import cards
from finder import generate as scenes
from finder.model import Cells, FinderNet
from finder.scene import SceneMaker
from finder.train import Run as FinderRun
from generator.alphabet import COLUMNS
from generator.chance import Chance
from generator.fonts import Fonts
from generator.sample import SampleMaker
from reader import pool, warmstart
from reader.model import Lattice, ReaderNet
from reader.train import TRIAL_LABELS, Run

FONTS = Fonts()


def options(folder, **more):
    """Options of a run as the command line gives them."""
    return argparse.Namespace(pool=folder, run=str(pathlib.Path(folder) / "run"), check=str(pathlib.Path(folder) / "shard-000000.npz"), data=None,
                              width=.33, shards_max=4, start_from=None, seed=1, **more)


class Reader(unittest.TestCase):
    def test_a_minute_of_training_lowers_the_loss_and_can_be_taken_up_again(self):
        torch.set_num_threads(1)
        with tempfile.TemporaryDirectory() as folder:
            pool.write(folder, 0, *pool.draw(SampleMaker(FONTS, Chance(1), {"eu": 1}), 300))
            run = Run(options(folder, minutes=1, rate=3e-3, resume=False))
            for group in run.optimizer.param_groups:
                group["lr"] = 3e-3
            losses = [run._learn() for _ in range(25)]
            self.assertLess(np.mean(losses[-5:]), .7 * np.mean(losses[:5]))
            run._evaluate(.5)
            run._save()
            again = Run(options(folder, minutes=1, rate=3e-3, resume=True))
            self.assertEqual((run.step, run.seen), (again.step, again.seen))
            for a, b in zip(run.net.state_dict().values(), again.net.state_dict().values()):
                self.assertTrue(torch.equal(a, b))
            record = json.loads((pathlib.Path(folder) / "run/log.jsonl").read_text().splitlines()[-1])
            self.assertEqual(run.seen, record["seen"])

    def test_a_wider_net_says_the_same_as_the_file_it_starts_from(self):
        torch.manual_seed(1)
        with tempfile.TemporaryDirectory() as folder:
            small = ReaderNet(1 + len(TRIAL_LABELS), .33).eval()
            path = pathlib.Path(folder) / "small.onnx"
            cards.export(Lattice(small), (1, 1, 48, 160), path)
            wide = ReaderNet(COLUMNS, .5)
            batch = torch.randn(16, 1, 48, 160)
            warmstart.load(wide, str(path), TRIAL_LABELS, batch)
            wide.eval()
            with torch.no_grad():
                a, b = small(batch).softmax(2), wide(batch).softmax(2)
            # The columns that the small net does not have hold a little.
            self.assertLess(float((a[..., 0] - b[..., 0]).abs().max()), .02)


class Finder(unittest.TestCase):
    def test_some_steps_lower_the_loss(self):
        torch.set_num_threads(1)
        with tempfile.TemporaryDirectory() as folder:
            pictures, plates = scenes.draw(SceneMaker(FONTS, Chance(2)), 500)
            np.savez(pathlib.Path(folder) / "shard-000000.npz", pictures=pictures, plates=plates)
            run = FinderRun(options(folder, minutes=1, rate=3e-3, resume=False))
            losses = [run._learn() for _ in range(12)]
            self.assertLess(np.mean(losses[-3:]), .8 * np.mean(losses[:3]))


class Export(unittest.TestCase):
    def test_normalisation_is_folded_and_the_card_has_the_hash_of_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "weights").mkdir()
            cards.export(Cells(FinderNet()), (1, 1, 208, 256), pathlib.Path(folder) / "weights/some.onnx")
            cards.write(folder, "some", {"version": "1"})
            graph = onnx.load(str(pathlib.Path(folder) / "weights/some.onnx")).graph
            self.assertFalse([n for n in graph.node if n.op_type == "BatchNormalization"])
            self.assertEqual(64, len(json.loads((pathlib.Path(folder) / "some.card.json").read_text())["sha256"]))


if __name__ == "__main__":
    unittest.main()
