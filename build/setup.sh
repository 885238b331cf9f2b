#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # variables that build/steps/*.sh use and set
# Brings everything that the agent (and with --tests, its tests) needs on a Debian 12 machine with .NET SDK 10 and Node.js.
# Idempotent: a second run does nothing and takes about a second.
set -Eeuo pipefail

usage() {
  cat <<'END'
usage: build/setup.sh [--tests] [--quiet]

Brings Debian's run-time libraries, ONNX Runtime, the NuGet packages, the models and the demo clip, checks versions and
hashes, and does nothing when all is there.

  --tests   also what the tests need: headers, gcc, ffmpeg, mosquitto's tools, GStreamer's RTSP server
  --quiet   says something only when something is to do

Exit codes: 0 all is there; 1 something is missing (the last lines say what, and the next step); 2 wrong option.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
with_tests=0 quiet=0 worked=0 temporary=()
while (($#)); do
  case $1 in
    --tests) with_tests=1 ;;
    --quiet) quiet=1 ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'setup: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

# HOME may be unset in a service or a container; dotnet, npm and the cache need a folder.
export HOME=${HOME:-/root}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8
for part in say stamp tools debian npm nuget models clip; do
  # shellcheck source=/dev/null
  source "$root/build/steps/$part.sh"
done
on_exit() {
  local code=$?
  ((${#temporary[@]} == 0)) || rm -rf "${temporary[@]}"
  leave "$code"
}
trap 'last_error="${BASH_SOURCE[0]#"$root/"}, line $LINENO: $BASH_COMMAND"' ERR
trap on_exit EXIT

need_space "$root" 50 "the project"
mkdir -p "$stamps"
exec 9>"$stamps/setup.lock"
flock --wait 900 9 ||
  fail "another build/setup.sh has been running in this folder for 15 minutes" "wait for it or end it, then run the same command again"

bring_all() {
  step_tools
  step_debian
  step_npm
  step_native
  step_nuget
  step_models
  step_clip
}

started=$SECONDS
bring_all 9>&- # the lock must not be inherited: the compiler's server outlives this script by minutes
if ((worked)); then work "done in $((SECONDS - started)) s"; else say "nothing was to do"; fi
