# shellcheck shell=bash disable=SC2154 # root is set by the script that sources this
# Builds the agent in Release and starts it.

agent_dll=$root/src/EdgeAgent/bin/Release/net10.0/safecity-edge.dll

# build_agent: does nothing when no source is newer than the last build.
build_agent() {
  local stamp=$root/build/obj/agent.stamp log=$root/build/obj/agent.log
  [[ -f $stamp && -f $agent_dll && -z $(newer_source "$stamp") ]] && return 0
  printf 'building the agent (Release)\n' >&2
  if ! dotnet build "$root/src/EdgeAgent" -c Release --no-restore -nodeReuse:false >"$log" 2>&1 </dev/null; then
    grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || true
    printf 'the agent does not build (the log is %s)\n' "$log" >&2
    printf 'next step: mend what is named above; on a clean checkout, tell the maintainers\n' >&2
    return 1
  fi
  touch "$stamp"
}

# newer_source STAMP: a file or folder that the agent is built from and that changed after the stamp, if any.
newer_source() {
  (cd "$root" && find src Directory.*.props build/native build/BannedSymbols.txt \
    \( -name bin -o -name obj \) -prune -o -newer "$1" -print -quit)
}

# agent VERB...: dotnet finds its runtime itself; a program file would need DOTNET_ROOT where dotnet is not in its usual place.
agent() { exec dotnet "$agent_dll" "$@"; }
