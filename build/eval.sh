#!/usr/bin/env bash
# Scores what the agent sees on labelled data, and writes the tables to tests/Benchmarks/results/vision.md.
set -euo pipefail

usage() {
  cat <<'END_OF_USAGE'
usage: build/eval.sh [--data DIR] [--only WORD]... [--output FILE]

Builds in Release, then runs every evaluation for which there is data, and writes tables with date, machine, versions and commands.

  --data DIR     folder of the labelled data (default: shared/data in this checkout or in a folder above it)
  --only WORD    only the tables whose title contains the word, or one of the words; printed unless --output is given too
  --output FILE  instead of tests/Benchmarks/results/vision.md

Exit codes: 0 measured; 1 something failed, or there is no data; 2 wrong option.
END_OF_USAGE
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME=${HOME:-/root}
data='' only=() output=
while (($#)); do
  case $1 in
    --data) data=${2:?--data needs a folder}; shift ;;
    --only) only+=("${2:?--only needs a word}"); shift ;;
    --output) output=${2:?--output needs a file}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'eval: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
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
[[ -n $data && -d $data ]] || {
  printf 'eval: there is no labelled data (%s): give its folder with --data DIR\n' "${data:-no shared/data here or above}" >&2
  exit 1
}
data=$(cd "$data" && pwd)

# shellcheck source=build/steps/agent.sh
source "$root/build/steps/agent.sh"
"$root/build/setup.sh" --quiet
build_agent
clip=${XDG_CACHE_HOME:-$HOME/.cache}/safecity-edge/vtest.avi
work=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge-eval.XXXXXX")
trap 'rm -rf "$work"' EXIT
page=$work/page.md shown=0
: >"$page"

# wanted TITLE: whether --only leaves it in.
wanted() {
  local word
  ((${#only[@]})) || return 0
  for word in "${only[@]}"; do [[ $1 == *"$word"* ]] && return 0; done
  return 1
}

# plain TEXT...: without the folders of this machine.
plain() {
  local text=$*
  text=${text//"$work/"/}
  text=${text//"$data"/DATA}
  text=${text//"$root/"/}
  printf '%s' "${text//"$clip"/vtest.avi}"
}

# table TITLE [NOTE]: begins a table, to which rows are added.
table() {
  title=$1
  shown=0 head_written=0
  wanted "$title" || return 0
  shown=1
  printf '\n## %s\n' "$title" >>"$page"
  [[ -z ${2:-} ]] || printf '\n%s\n' "$2" >>"$page"
  printf 'eval: %s\n' "$title" >&2
}

# row HOW NEEDED ARGUMENT...: one run of `safecity-edge eval ARGUMENT...`, whose first table is added with HOW before each of its rows. Where
# the file or folder NEEDED is not there, the row says so.
row() {
  local how=$1 needed=$2
  shift 2
  ((shown)) || return 0
  if [[ ! -e $needed ]]; then
    printf 'eval:   %s: %s is not there, left out\n' "$how" "$(plain "$needed")" >&2
    return 0
  fi
  printf 'eval:   %s\n' "$how" >&2
  (agent eval "$@") >"$work/run.md" 2>"$work/run.log" </dev/null ||
    { cat "$work/run.log" >&2; printf 'eval: %s: %s failed, its message stands above\n' "$title" "$how" >&2; exit 1; }
  sed 's/^/eval:     /' "$work/run.log" >&2
  # The first table: a title, an empty line, two lines of head, the rows, an empty line.
  awk -v how="$how" -v head="$head_written" '
    /^\|/ { line++; if (line <= 2 && head) next; print (line == 1 ? "| how " : line == 2 ? "| --- " : "| " how " ") $0; next }
    line { exit }' "$work/run.md" >"$work/rows.md"
  ((head_written)) || { printf '\n' >>"$page"; head_written=1; }
  cat "$work/rows.md" >>"$page"
  printf -- '- %s: `safecity-edge eval %s`\n' "$how" "$(plain "$@")" >>"$work/commands"
}

# endtable: the commands of the table.
endtable() {
  ((shown)) || return 0
  if [[ -s $work/commands ]]; then { printf '\n<details><summary>commands</summary>\n\n'; cat "$work/commands"; printf '\n</details>\n'; } >>"$page"; fi
  rm -f "$work/commands"
}

# section TITLE COMMAND...: the output of any other program, as it is.
section() {
  title=$1
  shift
  wanted "$title" || return 0
  printf 'eval: %s\n' "$title" >&2
  { printf '\n## %s\n\n`%s`\n\n```\n' "$title" "$(plain "$@")"; "$@" </dev/null; printf '```\n'; } >>"$page" ||
    { printf 'eval: %s failed, its message stands above\n' "$title" >&2; exit 1; }
}

# one's own models: a folder with the card of YOLOX-nano, whose weights lie beside the data and are no part of the product.
yolox_weights=$(dirname "$data")/models/yolox_nano.onnx yolox=$work/yolox
if [[ -f $yolox_weights ]]; then
  mkdir "$yolox"
  ln -s "$yolox_weights" "$yolox/yolox_nano.onnx"
  node - "$root/models/centernet-512x512.card.json" "$(sha256sum "$yolox_weights" | cut -d' ' -f1)" >"$yolox/yolox-nano.card.json" <<'END_OF_CARD'
    const [file, sha256] = process.argv.slice(2), { labels } = JSON.parse(require("fs").readFileSync(file, "utf8"));
    console.log(JSON.stringify({
      name: "yolox-nano", version: "0.1.1", file: "yolox_nano.onnx", sha256, source: "public YOLOX release", licence: "Apache-2.0",
      task: "object-detection", decoder: "yolox", outputs: ["output"], labels, scoreThreshold: 0.35, nmsThreshold: 0.5,
      input: { name: "images", layout: "nchw", width: 416, height: 416, channels: "bgr", mean: [0, 0, 0], scale: [1, 1, 1] },
    }));
END_OF_CARD
fi

coco=(detection --coco "$data/objects/tinycoco/annotations/instances_train2017.json" --images "$data/objects/tinycoco/images")
models=(--models "$root/models")
table 'Objects on COCO pictures' "AP as COCO defines it; precision and recall at the model card's score. The pictures are a sample: differences below some .02 are noise."
for size in 256x256 320x320 384x384 512x384 640x384 512x512; do
  for fit in letterbox stretch; do row "$fit" "$data/objects/tinycoco" "${coco[@]}" "${models[@]}" --model "centernet-$size" --fit "$fit"; done
done
row '2x2 tiles' "$data/objects/tinycoco" "${coco[@]}" "${models[@]}" --model centernet-512x512 --tiles 2
row 'letterbox' "$yolox" "${coco[@]}" --models "$yolox" --model yolox-nano
row 'letterbox-top-left' "$yolox" "${coco[@]}" --models "$yolox" --model yolox-nano --fit letterbox-top-left
endtable

tud=(tracking --truth "$data/tracking/tud" --detections "$data/tracking/tud" --size 640x480 --rate 25)
table 'Tracking with given detections' 'TUD of MOT15 with the Faster R-CNN detections. SORT published MOTA .627 on TUD-Campus. "from the first detection": a track counts from its first detection on, as its event tells it, once it is confirmed; else only from then on.'
row 'as it is known in each frame' "$data/tracking/tud" "${tud[@]}"
row 'from the first detection' "$data/tracking/tud" "${tud[@]}" --from-start
row 'scores .6 and .5' "$data/tracking/tud" "${tud[@]}" --start-score 0.6 --continue-score 0.5
row 'scores .6 and .5, from the first detection' "$data/tracking/tud" "${tud[@]}" --start-score 0.6 --continue-score 0.5 --from-start
endtable

vtest=(count --clip "$clip" --truth "$root/tests/Pipeline.Tests/vtest-person-counts.json")
table 'Persons counted on the walking clip' 'Sixteen frames counted by eye. The tiles look at the whole frame too; regions look as the agent does, at crops round what moves and is followed.'
for size in 512x384 640x384 512x512; do row 'letterbox' "$clip" "${vtest[@]}" "${models[@]}" --model "centernet-$size"; done
row 'stretch' "$clip" "${vtest[@]}" "${models[@]}" --model centernet-512x512 --fit stretch
row '2x2 tiles' "$clip" "${vtest[@]}" "${models[@]}" --model centernet-512x384 --tiles 2
for size in 256x256 320x320 384x384; do row "regions, crops by $size" "$clip" "${vtest[@]}" "${models[@]}" --regions --crop-model "centernet-$size"; done
row 'letterbox' "$yolox" "${vtest[@]}" --models "$yolox" --model yolox-nano
endtable

plates=("${models[@]}" --model centernet-512x512)
table 'Plates on still pictures' 'Rates are of all labelled plates. "folded": O counts as 0 and I as 1. The first column is the region whose formats were expected.'
for country in eu us br; do
  for region in "$country" auto; do row "$region" "$data/plates/openalpr_$country" plates --images "$data/plates/openalpr_$country" "${plates[@]}" --region "$region"; done
done
row 'cn' "$data/plates/lprnet_cn" plates --crops "$data/plates/lprnet_cn" "${models[@]}" --region cn
endtable

faces=(faces --imglab "$data/faces/dlib/training.xml")
table 'Faces' 'dlib sample; no label in it is smaller than 37 pixels.'
for model in blazeface-back-256x256 blazeface-front-128x128; do
  for look in picture tiles heads; do row "$look" "$data/faces/dlib" "${faces[@]}" "${models[@]}" --look "$look" --face-model "$model"; done
done
endtable

events=(events --clips "$data/video" --truth "$data/video/events_gt.json" "${models[@]}")
table 'Events of rules' 'What the rules tell beside what a person saw: crossings within 5 frames, entries and exits within 10, things within the 60 frames that a person noted. "told, but off in time": not overlooked, but more frames away than allowed.'
row 'regions' "$data/video/events_gt.json" "${events[@]}"
row 'whole frames' "$data/video/events_gt.json" "${events[@]}" --whole-frame
endtable

for film in "$clip" "$data/video/person-bicycle-car-detection.mp4" "$data/video/car-detection.mp4"; do
  [[ -e $film ]] || continue
  section "Regions against whole frames, $(basename "$film")" dotnet run --project "$root/tests/Benchmarks" -c Release -- \
    regions "$film" "${models[@]}" --whole centernet-640x384 --crops centernet-256x256
done

if ((${#only[@]})) && [[ -z $output ]]; then
  cat "$page"
  exit 0
fi
output=${output:-$root/tests/Benchmarks/results/vision.md}
mkdir -p "$(dirname "$output")"
{
  cat <<END_OF_HEAD
# What the agent sees, scored

Made by \`build/eval.sh\`. DATA is the folder of labelled samples; they are for development, the scores on them are no promise for other places.
ms is the median wall time of a picture or frame on one thread while the evaluation ran alone or beside other work, as the load tells:
compare within a table.

- date: $(date -u +%F), revision $(git -C "$root" describe --always --dirty)
- machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr -s ' '), load at the end $(cut -d' ' -f1 /proc/loadavg)
- versions: .NET $(dotnet --version), $( (agent version --models "$root/models") </dev/null | awk '/^(ONNX Runtime|avcodec)/ { sub(/ +\/.*/, ""); gsub(/  +/, " "); printf "%s%s", separator, $0; separator = ", " }')
END_OF_HEAD
  cat "$page"
} >"$work/whole.md"
mv "$work/whole.md" "$output"
printf 'eval: written to %s\n' "$output"
