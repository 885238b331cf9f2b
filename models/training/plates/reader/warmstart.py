"""Starts a net from the weights of an exported reader of the same or a smaller width: what is new begins without a say."""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from generator.alphabet import COLUMN


def load(net, path, labels, batch):
    """Copies the convolutions of an exported file into a net.

    `labels` are the characters of the file's columns 1.. in their order; `batch` are normalised crops by whose statistics the folded
    normalisation is made again, so that the net says the same as the file before its first step.
    """
    graph = onnx.load(path).graph
    values = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
    for node in graph.node:
        # Tensors that are equal are stored once.
        if node.op_type == "Identity" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    convolutions = [module for module in net.modules() if isinstance(module, nn.Conv2d)]
    if len(nodes) != len(convolutions):
        raise ValueError(f"{path} has {len(nodes)} convolutions, the net {len(convolutions)}")
    following = dict(zip(convolutions, _normalizations(net, convolutions)))
    with torch.no_grad():
        for node, module in zip(nodes[:-1], convolutions[:-1]):
            weight = values[node.input[1]]
            _copy(module.weight, weight)
            norm = following[module]
            if norm is not None:
                norm.bias[:len(weight)] = values[node.input[2]]
        _copy_head(net.head, values[nodes[-1].input[1]], values[nodes[-1].input[2]], labels)
        _restore_normalization(net, batch)


def _normalizations(net, convolutions):
    """For each convolution the normalisation behind it, or None."""
    modules = [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.BatchNorm2d))]
    for i, module in enumerate(modules):
        if isinstance(module, nn.Conv2d):
            follower = modules[i + 1] if i + 1 < len(modules) else None
            yield follower if isinstance(follower, nn.BatchNorm2d) else None


def _copy(target, weight):
    outputs, inputs = weight.shape[:2]
    target[:outputs] = 0
    target[:outputs, :inputs] = weight


def _copy_head(head, weight, bias, labels):
    columns = [0] + [COLUMN[c] for c in labels]
    old = weight.shape[1]
    head.weight[:, old:] = 0
    # Columns that the file does not have are unlikely at first.
    head.bias[:] = -8
    head.weight[columns] = 0
    head.weight[columns, :old] = weight
    head.bias[columns] = bias


def _restore_normalization(net, batch):
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    statistics = {}

    def keep(module, inputs):
        statistics[module] = (inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False))

    hooks = [norm.register_forward_pre_hook(keep) for norm in norms]
    net.eval()
    net(batch)
    for hook in hooks:
        hook.remove()
    for norm in norms:
        mean, variance = statistics[norm]
        norm.running_mean[:], norm.running_var[:] = mean, variance
        norm.weight[:] = torch.sqrt(variance + norm.eps)
        norm.bias += mean
