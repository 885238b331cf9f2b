#!/usr/bin/env bash
# What the way from a fact to the platform takes: commits, drain, memory, latency, a fleet; one command, one run.
set -euo pipefail

usage() {
  cat <<'END'
usage: build/bench-delivery.sh [--only NAME] [--quick] [--save]

Builds tests/Benchmarks in Release and measures with a mosquitto of its own on the loopback:

  commit   durable records a second of the outbox against plain SQLite with the same settings, by turns
  drain    a backlog of 200,000 records on disk against mosquitto_pub -q 1 with the same payloads, by turns
  memory   heap and resident memory while 1,000,000 records are stored, and while they are sent
  latency  from the store to a platform at 50 records a second, median and 99th percentile
  fleet    thousands of boxes with the real uplink against one broker: messages a second, nothing missing, nothing out of order

  --only   one of these
  --quick  a tenth of everything
  --save   appends the results to tests/Benchmarks/results/delivery.md

Exit codes: 0 measured; 1 something failed; 2 wrong option.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME=${HOME:-/root}
only='' save=0 part=1
while (($#)); do
  case $1 in
    --only) only=${2:?--only needs a name}; shift ;;
    --quick) part=10 ;;
    --save) save=1 ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'bench-delivery: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

# shellcheck source=build/steps/broker.sh
source "$root/build/steps/broker.sh"
"$root/build/setup.sh" --tests --quiet
dotnet build "$root/tests/Benchmarks" -c Release --no-restore -nodeReuse:false -verbosity:quiet \
  -consoleLoggerParameters:NoSummary >&2 </dev/null
work=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge-bench.XXXXXX")
broker_pid='' listener_pid=''
clean_up() {
  local pid
  for pid in "$listener_pid" "$broker_pid"; do [[ -z $pid ]] || kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$work"
}
trap clean_up EXIT

ulimit -n "$(ulimit -Hn)"
start_broker "$work/broker" || exit 1
# Somebody must listen, or the broker's answer tells the uplink to wait.
mosquitto_sub -V mqttv5 -q 1 -h "${broker_address%:*}" -p "${broker_address#*:}" -t 'sc1/acme/#' >/dev/null 2>&1 </dev/null &
listener_pid=$!

measure() { dotnet "$root/tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll" delivery "$@" </dev/null; rm -rf "${work:?}/data"; mkdir -p "$work/data"; }
wanted() { [[ -z $only || $only == "$1" ]]; }
mkdir -p "$work/data"
results() {
  if wanted commit; then
    printf '### Commits\n\n| round | outbox/s | bare table/s | same table/s | of bare | of same | processor us a record |\n|---|---|---|---|---|---|---|\n'
    measure commit "$work/data"
  fi
  if wanted drain; then
    printf '\n### Drain\n\n| round | records | uplink/s | mosquitto_pub/s | ratio |\n|---|---|---|---|---|\n'
    measure drain "$work/data" "$broker_address" $((200000 / part)) 3
  fi
  if wanted memory; then
    printf '\n### Memory\n\n| when | heap, MB | resident, MB |\n|---|---|---|\n'
    measure memory "$work/data" "$broker_address" $((1000000 / part))
  fi
  if wanted latency; then
    printf '\n### Latency, ms\n\n| facts | records | p50 from hand-over | p99 | p50 from commit | p99 |\n|---|---|---|---|---|---|\n'
    measure latency "$work/data" "$broker_address" $((40 / part))
  fi
  if wanted fleet; then
    printf '\n### Fleet\n\n| boxes | asked, messages/s | messages | sustained/s | missing | out of order | reconnects | resident, MB |\n|---|---|---|---|---|---|---|---|\n'
    measure fleet "$broker_address" $((1000 / part)) $((2000 / part)) 20
    measure fleet "$broker_address" $((3000 / part)) $((3000 / part)) 20
  fi
}
results | tee "$work/results.md"

if ((save)); then
  file=$root/tests/Benchmarks/results/delivery.md
  [[ -f $file ]] || printf '# Delivery\n\nMade by `build/bench-delivery.sh --save`. Ratios are of one run, by turns. Newest last.\n' >"$file"
  {
    printf '\n## %s, revision %s\n\n%s x %s, load %s, .NET %s, mosquitto %s%s\n\n' "$(date -u +%F)" "$(git -C "$root" describe --always --dirty)" "$(nproc)" \
      "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr -s ' |' ' ')" "$(cut -d' ' -f1-3 /proc/loadavg)" "$(dotnet --version)" \
      "$(PATH=$PATH:/usr/sbin mosquitto -h | sed -n 's/.*version //p' | head -n 1)" "$( ((part == 1)) || printf ', a tenth of everything')"
    cat "$work/results.md"
  } >>"$file"
  printf 'saved to %s\n' "$file"
fi
