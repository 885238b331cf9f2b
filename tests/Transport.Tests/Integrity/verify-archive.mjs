// A second verifier of archives, written after the contract and not after the first one: node verify-archive.mjs FOLDER [KEY.pem] [--partial]
// Prints a sentence for each fault; ends with 0 when there is none, else with 7.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const words = process.argv.slice(2).filter(word => !word.startsWith('--'));
const partial = process.argv.includes('--partial');
const folder = words[0];
const key = createPublicKey(readFileSync(words[1] ?? join(folder, 'public-key.pem')));
const digest = bytes => createHash('sha256').update(bytes).digest('base64url');
const faults = [];
const logs = new Map(); // "stream epoch" -> { source, next, link, lastFrom, records: Map(sequence -> hash), gaps: Map(from -> gap) }
const seals = [];
let device;
let count = 0;

function* lines(bytes) {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
  }
}

function logOf(record) {
  const parts = /^\/sc1\/([a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+)\/([a-z0-9-]+(?:\.kf)?)\/(\d+)$/.exec(record.source ?? '');
  if (!parts || !/^\d{16}$/.test(record.sequence ?? '')) return undefined;
  device ??= parts[1];
  if (device !== parts[1]) return undefined;
  const name = `${parts[2]} ${parts[3]}`;
  if (!logs.has(name)) logs.set(name, { source: record.source, claims: [], records: new Map(), gaps: new Map(), place: [0, 1] });
  return logs.get(name);
}

for (const body of lines(readFileSync(join(folder, 'records.ndjson')))) {
  count++;
  const hash = digest(body);
  let record;
  try { record = JSON.parse(body); } catch { faults.push(`line ${count} is no JSON`); continue; }
  const log = logOf(record);
  if (!log) { faults.push(`line ${count} is not a record of this box`); continue; }
  const from = Number(record.sequence);
  const gap = record.data?.gap;
  const place = [from, gap ? 0 : 1];
  if (place[0] < log.place[0] || (place[0] === log.place[0] && place[1] < log.place[1])) faults.push(`${record.id} is out of order`);
  log.place = place;
  log.claims.push({ sequence: from - 1, hash: record.previoushash, by: record.id });
  if (gap) {
    if (log.gaps.has(from) || gap.from !== from || gap.to < from) faults.push(`${record.id}: no proper tombstone`);
    log.gaps.set(from, { ...gap, hash });
    log.claims.push({ sequence: gap.to, hash: gap.lastHash, by: record.id });
  } else {
    if (log.records.has(from)) faults.push(`${record.id} is there twice`);
    log.records.set(from, hash);
  }
  if (record.specversion === undefined) {
    const image = join(folder, 'images', `${record.id}.jpg`);
    if (record.id.includes('/') || !existsSync(image)) faults.push(`${record.id}: its picture is missing`);
    else if (digest(readFileSync(image)) !== record.sha256) faults.push(`${record.id}: its picture was changed`);
  } else if (record.data?.seal) seals.push({ id: record.id, hash, envelope: record.data.seal });
}

const explained = (log, sequence) => [...log.gaps.values()].some(gap => gap.from <= sequence && sequence <= gap.to);
const firstOf = log => Math.min(...log.records.keys(), ...log.gaps.keys());

for (const log of logs.values()) {
  const ends = new Map([...log.gaps.values()].map(gap => [gap.to, gap.lastHash]));
  for (const claim of log.claims) {
    const known = claim.sequence === 0 ? digest(log.source) : log.records.get(claim.sequence) ?? ends.get(claim.sequence);
    if (known !== undefined && known !== claim.hash) faults.push(`${claim.by} does not fit what stands before it`);
  }
  const ranges = [...[...log.records.keys()].map(s => [s, s]), ...[...log.gaps.values()].map(g => [g.from, g.to])].sort((a, b) => a[0] - b[0]);
  let next = partial ? ranges[0][0] : 1;
  for (const [from, to] of ranges) {
    if (from > next) faults.push(`${log.source}: ${next} to ${from - 1} are missing`);
    next = Math.max(next, to + 1);
  }
}

let previous = partial ? undefined : '';
let sealed = 0;
for (const { id, hash, envelope } of seals) {
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(envelope.payloadType)} ${envelope.payloadType} ${payload.length} `), payload]);
  const good = envelope.payloadType === 'application/vnd.safecity.seal+json' && envelope.signatures.some(
    one => verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(one.sig, 'base64')));
  if (!good) { faults.push(`${id} is not signed by this box`); continue; }
  const statement = JSON.parse(payload);
  if (previous !== undefined && statement.previousSeal !== previous) faults.push(`${id} does not follow the seal before it`);
  previous = hash;
  for (const run of statement.records) {
    const log = logs.get(`${run.stream} ${run.epoch}`);
    run.hashes.forEach((expected, i) => {
      const sequence = run.from + i;
      if (partial && (!log || sequence < firstOf(log))) return;
      if (log?.records.get(sequence) === expected) sealed++;
      else if (!log || log.records.has(sequence) || !explained(log, sequence)) faults.push(`${id} covers ${run.stream} ${sequence}, which is not as it was`);
    });
  }
  for (const one of statement.tombstones) {
    const log = logs.get(`${one.stream} ${one.epoch}`);
    if (log?.gaps.get(one.from)?.hash === one.hash) { sealed++; continue; }
    const isHeld = log && Array.from({ length: one.to - one.from + 1 }, (_, i) => one.from + i).every(s => log.records.has(s));
    if (!isHeld && !(partial && (!log || one.to < firstOf(log)))) faults.push(`${id} covers a tombstone of ${one.stream} that is not as it was`);
  }
}

for (const fault of faults) console.log(fault);
console.log(`${count} records, ${sealed} sealed, ${faults.length} faults`);
process.exit(faults.length ? 7 : 0);
