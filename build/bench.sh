#!/usr/bin/env bash
# What the agent costs beside what cannot be saved: processor time of decoding alone, of inference alone, of the whole agent.
set -euo pipefail

usage() {
  cat <<'END'
usage: build/bench.sh [--clip FILE] [--cameras] [--save]

Builds in Release, then measures on the demo clip (or FILE), in one run since machines are noisy: the agent, decoding alone, and
inference alone with as many runs of each model as the agent made. Prints processor seconds, the ratio agent / (decode + inference),
the managed bytes that the agent allocated for a frame, and its peak memory.

  --clip     another video file
  --cameras  also 1, 2, 4 and 8 cameras of the clip in real time: what each costs, how many frames of each were analysed
  --save     appends the results to tests/Benchmarks/results/agent.md

Exit codes: 0 measured; 1 something failed; 2 wrong option.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME=${HOME:-/root}
clip=${XDG_CACHE_HOME:-$HOME/.cache}/safecity-edge/vtest.avi save=0 cameras=0 ratio_max=1.10 bytes_max=0 memory_max=250
while (($#)); do
  case $1 in
    --clip) clip=${2:?--clip needs a file}; shift ;;
    --save) save=1 ;;
    --cameras) cameras=1 ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'bench: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

# shellcheck source=build/steps/broker.sh
source "$root/build/steps/broker.sh"
# shellcheck source=build/steps/agent.sh
source "$root/build/steps/agent.sh"
"$root/build/setup.sh" --quiet
[[ -f $root/tests/Benchmarks/Benchmarks.csproj ]] || { printf 'bench: tests/Benchmarks is not in this checkout\n' >&2; exit 1; }
build_agent
printf 'building tests/Benchmarks (Release)\n' >&2
dotnet build "$root/tests/Benchmarks" -c Release --no-restore -nodeReuse:false -verbosity:quiet \
  -consoleLoggerParameters:NoSummary >&2 </dev/null
benchmarks=$root/tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll
work=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge-bench.XXXXXX")
broker_pid='' subscriber_pid=''
clean_up() {
  local pid
  for pid in "$subscriber_pid" "$broker_pid"; do [[ -z $pid ]] || kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$work"
}
trap clean_up EXIT

# processor_seconds NAME COMMAND...: runs it and keeps user + system seconds of it and its children in $work/NAME.
processor_seconds() {
  local name=$1
  shift
  # `times` prints the shell's own line, then that of its children: 0m1.230s 0m0.100s
  bash -c 'out=$1; shift; "$@"; code=$?; times >"$out"; exit $code' measure "$work/$name.times" "$@" ||
    { printf 'bench: %s failed, its message stands above\n' "$name" >&2; exit 1; }
  awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); s += t[1] * 60 + t[2] } printf "%.2f", s }' \
    "$work/$name.times" >"$work/$name"
}

# summary EXPRESSION: what it gives of the agent's summary, which it knows as run.
summary() { node -p 'const run = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); eval(process.argv[2]) ?? "missing"' "$work/run.json" "run.$1"; }

start_broker "$work/broker" || exit 1
# Somebody must listen: without a subscriber the broker's answer tells the agent to wait, and the run would measure that.
(agent subscribe --broker "$broker_address" --until-offline --from-start --ready-file "$work/subscribed") >"$work/subscriber.log" 2>&1 </dev/null &
subscriber_pid=$!
deadline=$((SECONDS + 30))
until [[ -e $work/subscribed ]]; do
  if ! kill -0 "$subscriber_pid" 2>/dev/null || ((SECONDS >= deadline)); then
    cat "$work/subscriber.log" >&2
    exit 1
  fi
  sleep 0.05
done

printf 'measuring the agent\n' >&2
processor_seconds agent dotnet "$agent_dll" run --source "$clip" --broker "$broker_address" --models "$root/models" \
  --data "$work/data" --speed max --summary "$work/run.json" </dev/null
frames=$(summary framesAnalysed)
[[ $frames =~ ^[0-9]+$ ]] || { printf 'bench: the agent'"'"'s summary has no framesAnalysed\n' >&2; exit 1; }
printf 'measuring decoding alone\n' >&2
processor_seconds decode dotnet "$benchmarks" decode "$clip" </dev/null
mapfile -t runs < <(summary 'modelRuns && Object.entries(run.modelRuns).filter(r => r[1]).map(r => r.join(" ")).join("\n")')
printf 'measuring inference alone, runs: %s\n' "$(printf '%s; ' "${runs[@]}")" >&2
inference_arguments=()
for run in "${runs[@]}"; do inference_arguments+=("${run% *}" "${run##* }"); done
processor_seconds inference dotnet "$benchmarks" inference --models "$root/models" "${inference_arguments[@]}" </dev/null

agent_s=$(<"$work/agent") decode_s=$(<"$work/decode") inference_s=$(<"$work/inference")
bytes=$(summary 'managedBytesPerFrame.toFixed(1)') fact_bytes=$(summary 'managedBytesPerFact.toFixed(0)')
memory=$(summary 'peakMemoryBytes / 1e6 | 0')
ratio=$(awk -v a="$agent_s" -v d="$decode_s" -v i="$inference_s" 'BEGIN { printf "%.3f", a / (d + i) }')
verdict() { awk -v value="$1" -v max="$2" 'BEGIN { print (value <= max) ? "reached" : "missed" }'; }
cat <<END

processor seconds, start of the program included, $frames frames of $(basename "$clip"), runs: $(printf '%s; ' "${runs[@]}")
  decode alone     $decode_s
  inference alone  $inference_s
  whole agent      $agent_s
ratio agent / (decode + inference)   $ratio   (aim $ratio_max: $(verdict "$ratio" "$ratio_max"))
managed bytes a frame after warm-up  $bytes on the threads that frames pass   (aim $bytes_max: $(verdict "$bytes" "$bytes_max")); a fact costs $fact_bytes
peak memory                          $memory MB   (aim $memory_max: $(verdict "$memory" "$memory_max"))
END

# camera_row N: N cameras of the clip, played in real time for all of it.
camera_row() {
  local n=$1 arguments=() i
  for ((i = 1; i <= n; i++)); do arguments+=(--source "$clip"); done
  processor_seconds "cameras-$n" dotnet "$agent_dll" run "${arguments[@]}" --broker "$broker_address" --models "$root/models" \
    --data "$work/data-$n" --device "bench-$n" --speed realtime --summary "$work/run.json" </dev/null
  printf '| %d | %s | %s | %s | %s | %s |\n' "$n" "$(<"$work/cameras-$n")" \
    "$(awk -v s="$(<"$work/cameras-$n")" -v n="$n" 'BEGIN { printf "%.2f", s / n }')" \
    "$(summary 'cameras.map(c => (100 * c.framesAnalysed / c.framesDecoded).toFixed(0)).join(" ")')" \
    "$(summary 'framesDropped["detector busy"]')" "$(summary 'peakMemoryBytes / 1e6 | 0')"
}
if ((cameras)); then
  kill "$subscriber_pid" 2>/dev/null || true
  wait "$subscriber_pid" || true
  (agent subscribe --broker "$broker_address") >"$work/cameras.log" 2>&1 </dev/null &
  subscriber_pid=$!
  {
    printf '| cameras | CPU s | CPU s a camera | frames analysed of each, %% | frames dropped, detector busy | peak memory, MB |\n|---|---|---|---|---|---|\n'
    for n in 1 2 4 8; do
      printf 'measuring %d cameras\n' "$n" >&2
      camera_row "$n"
    done
  } >"$work/cameras.md"
  printf '\n'
  cat "$work/cameras.md"
fi

if ((save)); then
  results=$root/tests/Benchmarks/results/agent.md
  mkdir -p "$(dirname "$results")"
  [[ -f $results ]] || printf '# Cost of the agent\n\nMade by `build/bench.sh --save`; processor seconds, start of the program included. Newest last.\n' >"$results"
  {
    printf '\n## %s, revision %s\n\n%s x %s, load %s, .NET %s; %s, %s frames, runs: %s\n\n' "$(date -u +%F)" "$(git -C "$root" describe --always --dirty)" "$(nproc)" \
      "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr -s ' |' ' ')" "$(cut -d' ' -f1 /proc/loadavg)" "$(dotnet --version)" \
      "$(basename "$clip")" "$frames" "$(printf '%s; ' "${runs[@]}")"
    printf '| decode | inference | agent | ratio | managed bytes a frame | a fact | peak memory, MB |\n|---|---|---|---|---|---|---|\n'
    printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$decode_s" "$inference_s" "$agent_s" "$ratio" "$bytes" "$fact_bytes" "$memory"
    if ((cameras)); then printf '\nSeveral cameras of the same clip in real time:\n\n'; cat "$work/cameras.md"; fi
  } >>"$results"
  printf 'saved to %s\n' "$results"
fi
