"""How many plates are found, and how well their corners lie."""
import numpy as np
import torch

from .augment import normalize
from .model import STRIDE, UNIT


def find(net, pictures, threshold):
    """By picture: quads [N, 10] (corners in pixels, two lines, score), peaks of the heat in 3 x 3 cells."""
    net.eval()
    found = []
    with torch.no_grad():
        for start in range(0, len(pictures), 50):
            output = net(torch.from_numpy(normalize(pictures[start:start + 50]))[:, None])
            heat = torch.sigmoid(output[:, 0])
            peak = (heat == torch.nn.functional.max_pool2d(heat[:, None], 3, 1, 1)[:, 0]) & (heat > threshold)
            for picture, (one, is_peak) in enumerate(zip(output.numpy(), peak.numpy())):
                rows, columns = np.nonzero(is_peak)
                quads = one[1:9, rows, columns].T * UNIT
                quads[:, 0::2] += (columns[:, None] + .5) * STRIDE
                quads[:, 1::2] += (rows[:, None] + .5) * STRIDE
                found.append(np.concatenate([quads, one[9:, rows, columns].T, heat[picture].numpy()[rows, columns][:, None]], 1))
    return found


def rates(net, pictures, plates, threshold=.4):
    """Found plates, finds that are none, mean error of corners in heights of the plate."""
    hits, surplus, total, errors = 0, 0, 0, []
    for quads, truth in zip(find(net, pictures, threshold), plates):
        truth = truth[~np.isnan(truth[:, 0])]
        total += len(truth)
        used = set()
        for plate in truth:
            tall = np.linalg.norm(plate[6:8] - plate[:2])
            wide = np.linalg.norm(plate[2:4] - plate[:2])
            middle = plate[:8].reshape(4, 2).mean(0)
            best = [(np.abs(q[:8] - plate[:8]).mean() / tall, i) for i, q in enumerate(quads)
                    if np.linalg.norm(q[:8].reshape(4, 2).mean(0) - middle) < .35 * wide]
            if best:
                error, i = min(best)
                errors.append(error)
                used.add(i)
                hits += 1
        surplus += len(quads) - len(used)
    return {"found": round(hits / max(1, total), 4), "surplus": round(surplus / len(pictures), 4), "error": round(float(np.mean(errors)) if errors else 9., 4)}
