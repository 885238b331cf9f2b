"""How many texts are right: exactly, and with O as 0 and I as 1."""
import numpy as np
import torch

from generator.alphabet import decode

from .augment import normalize


def fold(text):
    """Characters of one shape as one."""
    return text.replace("O", "0").replace("I", "1")


def read(net, crops, batch=100):
    """The greedy texts of crops [N, 48, 160]."""
    texts = []
    net.eval()
    with torch.no_grad():
        for start in range(0, len(crops), batch):
            x = torch.from_numpy(normalize(crops[start:start + batch].astype(np.float32)))[:, None].contiguous(memory_format=torch.channels_last)
            texts += [decode(row) for row in net(x).argmax(2).T.tolist()]
    return texts


def rates(net, crops, texts):
    """Exact and folded rate."""
    seen = read(net, crops)
    exact = np.mean([a == b for a, b in zip(seen, texts)])
    folded = np.mean([fold(a) == fold(b) for a, b in zip(seen, texts)])
    return round(float(exact), 4), round(float(folded), 4)
