#!/usr/bin/env bash
# The first of the two commands: a broker, the agent on a clip or a camera, a subscriber that checks what arrives, and a summary.
set -euo pipefail

usage() {
  cat <<'END'
usage: build/run.sh [--source FILE-or-URL] [--broker HOST:PORT] [--speed realtime|max] [--output DIR] [--keep]

Runs the whole path: clip or camera, detection, tracks, events and key frames, store, MQTT, subscriber. Prints events as they
arrive and a summary at the end. Ctrl-C ends it: what was recorded is still sent; a second Ctrl-C ends it at once.

  --source   a video file or an rtsp:// address; default: the demo clip vtest.avi
  --broker   a running MQTT broker; default: a mosquitto of its own on a free port of 127.0.0.1
  --speed    for files: realtime plays at the clip's speed, max as fast as this machine analyses; default: max
  --output   folder for key frames and the overview picture; default: a fresh folder below the temporary folder
  --keep     keeps the broker's folder and the agent's store, to look into; they are also kept when something failed

Exit codes: 0 all that was recorded arrived, also after Ctrl-C; 2 wrong option; 130 ended at once by a second Ctrl-C; otherwise
that of the part that failed, named at the end (safecity-edge --help lists them).
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME=${HOME:-/root}
source_url='' broker_address='' speed='' output='' keep=0
while (($#)); do
  case $1 in
    --source | --broker | --speed | --output)
      (($# > 1)) || { printf 'run: %s needs a value\n' "$1" >&2; exit 2; }
      case $1 in --source) source_url=$2 ;; --broker) broker_address=$2 ;; --speed) speed=$2 ;; --output) output=$2 ;; esac
      shift ;;
    --keep) keep=1 ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'run: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
[[ -z $speed || $speed == realtime || $speed == max ]] || { printf 'run: --speed is realtime or max, not %s\n' "$speed" >&2; exit 2; }

# shellcheck source=build/steps/broker.sh
source "$root/build/steps/broker.sh"
# shellcheck source=build/steps/agent.sh
source "$root/build/steps/agent.sh"
"$root/build/setup.sh" --quiet
build_agent

: "${source_url:=${XDG_CACHE_HOME:-$HOME/.cache}/safecity-edge/vtest.avi}"
speed_option=()
if [[ -n $speed ]]; then speed_option=(--speed "$speed"); elif [[ $source_url != *://* ]]; then speed_option=(--speed max); fi
if [[ -n $output ]]; then mkdir -p "$output"; else output=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge.XXXXXX"); fi
output=$(cd "$output" && pwd)
work=$(mktemp -d "$output/.run.XXXXXX")

# Job control gives each child its own process group: Ctrl-C reaches only this script, which then ends the children in order.
set -m
broker_pid='' agent_pid='' subscriber_pid='' interrupts=0 failed=1

on_interrupt() {
  interrupts=$((interrupts + 1))
  if ((interrupts == 1)); then
    printf '\nending: what is recorded is still sent; Ctrl-C once more ends at once\n' >&2
    end INT "$agent_pid"
    [[ -n $agent_pid ]] || end INT "$subscriber_pid"
  else
    end KILL "$agent_pid" "$subscriber_pid"
  fi
}

# end SIGNAL PID...: only children of this script, by their id.
end() {
  local signal=$1 pid
  shift
  for pid in "$@"; do [[ -z $pid ]] || kill -s "$signal" "$pid" 2>/dev/null || true; done
}

# wait_for PID: its exit code; a Ctrl-C interrupts bash's wait, not the child.
wait_for() {
  local code seen
  while :; do
    seen=$interrupts code=0
    wait "$1" 2>/dev/null || code=$?
    ((interrupts == seen)) && return "$code"
  done
}

clean_up() {
  trap '' INT TERM
  end KILL "$agent_pid" "$subscriber_pid"
  end TERM "$broker_pid"
  [[ -z $broker_pid ]] || wait "$broker_pid" 2>/dev/null || true
  if ((keep || failed)); then printf 'kept for a look: %s\n' "$work" >&2; else rm -rf "$work"; fi
}
trap clean_up EXIT
trap on_interrupt INT TERM

# without_secrets URL: an address without user, password and query, which may hold either; a file's path as it is.
without_secrets() { if [[ $1 == *://* ]]; then sed -E 's#://[^/]*@#://#; s/\?.*//' <<<"$1"; else printf '%s' "$1"; fi; }

# At a broker of its own, everything from the first record on must arrive; another one may serve boxes that run for months.
from_start=()
if [[ -z $broker_address ]]; then
  start_broker "$work/broker" || exit 1
  from_start=(--from-start)
fi
printf 'broker %s, source %s\n' "$broker_address" "$(without_secrets "$source_url")"

agent subscribe --broker "$broker_address" "${from_start[@]}" --until-offline --output "$output" \
  --summary "$work/subscriber.json" --ready-file "$work/subscribed" </dev/null &
subscriber_pid=$!
deadline=$((SECONDS + 30))
until [[ -e $work/subscribed ]]; do
  if ! kill -0 "$subscriber_pid" 2>/dev/null || ((SECONDS >= deadline || interrupts > 0)); then
    ((interrupts == 0)) || { printf 'run: ended before anything was recorded, as asked\n' >&2; failed=0; exit 0; }
    printf 'run: the subscriber did not get to subscribe at %s\n' "$broker_address" >&2
    printf '     next step: read its message above; is the broker running?\n' >&2
    exit 1
  fi
  sleep 0.05
done

((interrupts == 0)) || { printf 'run: ended before anything was recorded, as asked\n' >&2; failed=0; exit 0; }
agent run --source "$source_url" --broker "$broker_address" --models "$root/models" --data "$work/data" \
  --output "$output" "${speed_option[@]}" --summary "$work/run.json" </dev/null &
agent_pid=$!
agent_code=0
wait_for "$agent_pid" || agent_code=$?
agent_pid=''

# The agent said "offline, next sequence N" last; the subscriber ends when it has all before N, or says what is missing. After an
# agent that failed it is given a moment for what is under way, since there may be no "offline".
deadline=$((SECONDS + (agent_code == 0 ? 30 : 3)))
while kill -0 "$subscriber_pid" 2>/dev/null && ((SECONDS < deadline && interrupts < 2)); do sleep 0.1; done
end INT "$subscriber_pid"
subscriber_code=0
wait_for "$subscriber_pid" || subscriber_code=$?
subscriber_pid=''

report_code=0 reported=0
if [[ -f $work/run.json && -f $work/subscriber.json ]]; then
  cp "$work/run.json" "$work/subscriber.json" "$output/"
  reported=1
  (agent report "$output/run.json" "$output/subscriber.json") || report_code=$?
fi
# The report names these places; without a report they are still worth knowing.
if ((!reported)); then
  [[ ! -d $output/keyframes ]] || printf 'key frames: %s\n' "$output/keyframes"
  [[ ! -f $output/overview.jpg ]] || printf 'overview: %s\n' "$output/overview.jpg"
fi

if ((interrupts > 1)); then
  printf 'run: ended at once, as asked; what was not sent is kept in the store\n' >&2
  exit 130
fi
for part in "agent $agent_code" "subscriber $subscriber_code" "report $report_code"; do
  if ((${part#* } != 0)); then
    printf 'run: the %s ended with code %d; its message stands above\n' "${part% *}" "${part#* }" >&2
    exit "${part#* }"
  fi
done
((reported)) || { printf 'run: the agent or the subscriber wrote no summary\n' >&2; exit 1; }
failed=0
