#!/usr/bin/env bash
# Reads the labelled plates in all ways side by side, and writes the tables to tests/Benchmarks/results/plates.md.
set -euo pipefail

usage() {
  cat <<'END_OF_USAGE'
usage: build/eval-plates.sh [--data DIR] [--trial FILE] [--output FILE]

Builds in Release, then reads each labelled picture with the text models, with the own models, and with the former asked in doubt, and
writes the tables with date, machine and commands, and the learning curves of the logs in models/training/plates/logs.

  --data DIR     folder of the labelled data (default: shared/data in this checkout or in a folder above it)
  --trial FILE   another reader (ONNX, 1x1x48x160 grey, 40 steps over A-Z0-9) that is tried behind the own finder
                 (default: plate_reader_trial.onnx in the folder models beside the data, if it is there)
  --output FILE  instead of tests/Benchmarks/results/plates.md

Exit codes: 0 measured; 1 something failed, or there is no data; 2 wrong option.
END_OF_USAGE
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME=${HOME:-/root}
data='' trial='' output=$root/tests/Benchmarks/results/plates.md
while (($#)); do
  case $1 in
    --data) data=${2:?--data needs a folder}; shift ;;
    --trial) trial=${2:?--trial needs a file}; shift ;;
    --output) output=${2:?--output needs a file}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'eval-plates: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
if [[ -z $data ]]; then
  for ((folder_length = ${#root}; folder_length > 0; )); do
    above=${root:0:folder_length}
    if [[ -d $above/shared/data ]]; then data=$above/shared/data && break; fi
    above=${above%/*} folder_length=${#above}
  done
fi
[[ -n $data && -d $data/plates ]] || {
  printf 'eval-plates: there are no labelled plates (%s): give their folder with --data DIR\n' "${data:-no shared/data here or above}" >&2
  exit 1
}
data=$(cd "$data" && pwd)
[[ -n $trial ]] || { [[ -f $data/../models/plate_reader_trial.onnx ]] && trial=$data/../models/plate_reader_trial.onnx; } || true

# shellcheck source=build/steps/agent.sh
source "$root/build/steps/agent.sh"
"$root/build/setup.sh" --quiet
build_agent
work=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge-plates.XXXXXX")
trap 'rm -rf "$work"' EXIT
page=$work/page.md models=$root/models readers=()
: >"$page"

# Another reader gets a card beside those of the repository.
if [[ -n $trial ]]; then
  models=$work/models
  mkdir -p "$models/weights"
  ln -s "$root"/models/*.card.json "$models"
  ln -s "$root"/models/weights/* "$models/weights"
  ln -s "$(realpath "$trial")" "$models/weights/trial.onnx"
  node - "$root/models/plate-reader.card.json" "$(sha256sum "$trial" | cut -d' ' -f1)" >"$models/trial.card.json" <<'END_OF_CARD'
    const [file, sha256] = process.argv.slice(2), card = JSON.parse(require("fs").readFileSync(file, "utf8"));
    console.log(JSON.stringify({
      ...card, name: "trial", file: "trial.onnx", sha256, accuracy: "", labels: ["", ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"],
    }));
END_OF_CARD
  readers=(--reader trial)
fi

# set TITLE FOLDER ARGUMENT...: the tables of one set, if it is there.
set_of() {
  local title=$1 folder=$2
  shift 2
  [[ -d $folder ]] || { printf 'eval-plates: %s: %s is not there, left out\n' "$title" "${folder/#"$data"/DATA}" >&2; return 0; }
  printf 'eval-plates: %s\n' "$title" >&2
  (agent eval plates --compare "${readers[@]}" --models "$models" "$@") >"$work/run.md" 2>"$work/run.log" </dev/null ||
    { cat "$work/run.log" >&2; printf 'eval-plates: %s failed, its message stands above\n' "$title" >&2; exit 1; }
  { printf '\n## %s\n\n' "$title"; cat "$work/run.md"; } >>"$page"
  local words=" $*"
  words=${words//"$data"/DATA}
  printf '\n`safecity-edge eval plates --compare%s --models models%s`\n' "${readers[*]:+ ${readers[*]}}" "$words" >>"$page"
}

for country in eu us br; do
  set_of "Stills, $country" "$data/plates/openalpr_$country" --images "$data/plates/openalpr_$country" --model centernet-512x512 --region "$country"
done
set_of 'Crops, cn' "$data/plates/lprnet_cn" --crops "$data/plates/lprnet_cn" --region cn

# curve TITLE LOG COLUMN...: the checkpoints of a training, at most some twenty of them.
curve() {
  local title=$1 log=$2
  shift 2
  [[ -f $log ]] || return 0
  {
    printf '\n## %s\n\n' "$title"
    node - "$log" "$@" <<'END_OF_CURVE'
      const [file, ...columns] = process.argv.slice(2);
      const all = require("fs").readFileSync(file, "utf8").split("\n").filter(Boolean).map(JSON.parse).filter(r => "progress" in r);
      const step = Math.ceil(all.length / 20), rows = all.filter((_, i) => i % step === 0 || i === all.length - 1);
      const cell = v => v === undefined ? "-" : Array.isArray(v) ? v.map(x => x.toFixed(3)).join(" / ") : String(v);
      console.log(`| minute | samples | ${columns.join(" | ")} |\n| --: | --: | ${columns.map(() => "--:").join(" | ")} |`);
      for (const r of rows) console.log(`| ${Math.round(r.seconds / 60)} | ${r.seen} | ${columns.map(c => cell(r[c])).join(" | ")} |`);
END_OF_CURVE
  } >>"$page"
}

curve 'Learning curve of the reader (greedy, one crop of the labelled box; exact / folded; no formats)' \
  "$root/models/training/plates/logs/reader.jsonl" drawn eu us br cn
curve 'Learning curve of the finder (drawn scenes)' "$root/models/training/plates/logs/finder.jsonl" found surplus error

mkdir -p "$(dirname "$output")"
{
  cat <<END_OF_HEAD
# Plates, read in all ways side by side

Made by \`build/eval-plates.sh\`. DATA is the folder of labelled samples; they are for development, and what is chosen on them is a little
better on them than elsewhere. Rates are of all labelled plates; "folded": O counts as 0 and I as 1; "95 %": Wilson's interval of the folded
rate. ms are wall time of everything but the vehicle detector, median and mean; "nominal": the model runs at their time on one quiet
core (150 ns a pixel for a text search, 900 for a text reading, 45 for a plate search, 150 for an own reading).

- date: $(date -u +%F), revision $(git -C "$root" describe --always --dirty)
- machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr -s ' '), load at the end $(cut -d' ' -f1 /proc/loadavg)
- weights: $(sed -n 's/^  "version": "\(.*\)",/plate-reader \1/p' "$root/models/plate-reader.card.json"), $(sed -n 's/^  "version": "\(.*\)",/plate-finder \1/p' "$root/models/plate-finder.card.json")
END_OF_HEAD
  cat "$page"
  if [[ -f $root/models/training/plates/NOTES.md ]]; then printf '\n'; sed 's/^# /## /; s/^## \(.*\)/## \1/' "$root/models/training/plates/NOTES.md"; fi
} >"$work/whole.md"
mv "$work/whole.md" "$output"
printf 'eval-plates: written to %s\n' "$output"
