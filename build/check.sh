#!/usr/bin/env bash
# Exactly what CI runs: format, build with warnings as errors, all tests. The last line is "N passed, N failed, N skipped".
set -euo pipefail

usage() {
  cat <<'END'
usage: build/check.sh [--no-format] [--only NAME] [--filter EXPRESSION]

Brings what is missing (build/setup.sh --tests), then checks the format, builds in Release with warnings as errors and runs
every test project, one after the other.

  --no-format           leaves the format check out
  --only NAME           only the test projects whose name contains NAME, for example --only Transport
  --filter EXPRESSION   passed to dotnet test, for example --filter FullyQualifiedName~Outbox

Exit codes: 0 all passed; 1 something failed, or no test ran; 2 wrong option.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
format=1 only='' filter=()
while (($#)); do
  case $1 in
    --no-format) format=0 ;;
    --only) only=${2:?--only needs a name}; shift ;;
    --filter) filter=(--filter "${2:?--filter needs an expression}"); shift ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'check: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

# No build node outlives the script, and no test waits for a terminal.
export HOME=${HOME:-/root} DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8
exec </dev/null
cd "$root"
results=$root/build/obj/test-results
step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }
stop() { printf '\ncheck: %s\n0 passed, 1 failed, 0 skipped\n' "$1"; exit 1; }

build/setup.sh --tests --quiet || stop "setup failed, its message stands above"

step "build, warnings are errors"
dotnet build SafeCity.Edge.sln -c Release --no-restore -warnaserror -maxCpuCount:2 -nodeReuse:false -verbosity:quiet \
  -consoleLoggerParameters:NoSummary ||
  stop "the build failed: mend what is named above"

if ((format)); then
  step "format"
  dotnet format SafeCity.Edge.sln --verify-no-changes --no-restore ||
    stop "the format differs: run 'dotnet format SafeCity.Edge.sln' and look at what it changes"
fi

rm -rf "$results"
mkdir -p "$results"
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  [[ $name == *"$only"* ]] || continue
  step "$name"
  code=0
  # A test that hangs for five minutes ends its host (--blame-hang); `timeout` ends a host that does not even do that.
  timeout --kill-after=30 900 dotnet test "$project" -c Release --no-build --results-directory "$results/$name" \
    --logger "trx;LogFileName=result.trx" --logger 'console;verbosity=minimal' \
    --blame-hang-timeout 5min --blame-hang-dump-type none "${filter[@]}" || code=$?
  printf '%s\t%d\t%s\n' "$name" "$code" "$results/$name/result.trx" >>"$results/runs.tsv"
done
[[ -f $results/runs.tsv ]] || stop "no test project has a name with '$only' in it"
step "result"
node build/test-summary.mjs "$results/runs.tsv" "$((${#filter[@]} > 0))"
