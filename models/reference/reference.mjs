// Runs the original model with the TensorFlow.js runtime (CPU backend: plain JavaScript, sums in doubles) on the fixed
// scene, and prints a fixture for tests/Converter.Tests as JSON: sampled values of both outputs, and sums over all.
// usage: node reference.mjs path/centernet.json WIDTHxHEIGHT > centernet-WIDTHxHEIGHT.reference.json

import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { drawScene } from './scene.mjs';

const SAMPLES = 1200; // per output: half of them the largest values, the others spread over the tensor

const [path, size] = process.argv.slice(2);
const [width, height] = size.split('x').map(Number);

function readModel() {
  const json = JSON.parse(readFileSync(path, 'utf8'));
  const [group] = json.weightsManifest;
  const bytes = Buffer.concat(group.paths.map((shard) => readFileSync(join(dirname(path), shard))));
  resize(json, bytes);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return { modelTopology: json.modelTopology, format: json.format, weightSpecs: group.weights, weightData };
}

// The graph was saved for 512 x 512: the input's shape and the targets of the three resizes are constants in it.
function resize(json, bytes) {
  const nodes = new Map(json.modelTopology.node.map((node) => [node.name, node]));
  const dimensions = nodes.get('tower_0/images').attr.shape.shape.dim;
  const factor = [height / Number(dimensions[1].size), width / Number(dimensions[2].size)];
  dimensions[1].size = String(height);
  dimensions[2].size = String(width);
  const targets = new Set([...nodes.values()].filter((node) => node.op === 'ResizeBilinear').map((node) => node.input[1]));
  let offset = 0;
  for (const weight of json.weightsManifest[0].weights) {
    if (targets.has(weight.name)) {
      for (let i = 0; i < 2; i++) bytes.writeInt32LE(bytes.readInt32LE(offset + 4 * i) * factor[i], offset + 4 * i);
    }
    const count = weight.shape.reduce((product, side) => product * side, 1);
    offset += count * (weight.quantization?.dtype === 'float16' ? 2 : 4);
  }
}

function sample(tensor) {
  const values = tensor.dataSync();
  const strongest = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b).slice(0, SAMPLES / 2);
  const spread = Array.from({ length: SAMPLES / 2 }, (_, i) => Math.floor((i + 0.5) * values.length / (SAMPLES / 2)));
  const indices = [...new Set([...strongest, ...spread])].sort((a, b) => a - b);
  let sum = 0, sumOfSquares = 0;
  for (const value of values) { sum += value; sumOfSquares += value * value; }
  return { shapeNhwc: tensor.shape, sum, sumOfSquares, indices, values: indices.map((i) => Number(values[i].toPrecision(9))) };
}

await tf.setBackend('cpu');
const model = await loadGraphModel({ load: async () => readModel() });
const scene = drawScene(width, height);
const input = tf.tensor(Float32Array.from(scene), [1, height, width, 3]);
const [keypoints, wh] = await model.executeAsync({ 'tower_0/images': input }, ['tower_0/keypoints', 'tower_0/wh']);
process.stdout.write(JSON.stringify({
  madeBy: `tfjs-core ${tf.version_core}, backend cpu`,
  width,
  height,
  sceneSha256: createHash('sha256').update(scene).digest('hex'),
  keypoints: sample(keypoints),
  wh: sample(wh),
}) + '\n');
