# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# How the scripts speak: one line a step, and one sentence with the next step when something cannot go on.

quiet=${quiet:-0}

# say WHAT: one line of progress; nothing with --quiet.
say() { ((quiet)) || printf 'setup: %s\n' "$*"; }

# work WHAT: one line about something that takes time; said even with --quiet, so that nobody waits without knowing why.
work() { printf 'setup: %s\n' "$*" >&2; worked=1; }

# fail SENTENCE NEXT-STEP: ends the script. Code 9 says that the reason was told, also out of a $(...); leave turns it into 1.
fail() {
  printf '\nsetup: %s\n       next step: %s\n' "$1" "$2" >&2
  exit 9
}

# leave CODE: the last word; a step that stops without a sentence is a fault of these scripts, and is not passed over.
leave() {
  case $1 in
    0) exit 0 ;;
    9) exit 1 ;;
    129 | 130 | 143) printf '\nsetup: interrupted\n       next step: run the same command again; what is done is kept\n' >&2; exit "$1" ;;
  esac
  printf '\nsetup: a step ended with code %d and did not say why (%s)\n' "$1" "${last_error:-place unknown}" >&2
  printf '       next step: tell the maintainers these lines; running the same command again does no harm\n' >&2
  exit 1
}

# need_space FOLDER MIB WHAT: fails while there is still room to say so, not in the middle of a copy.
need_space() {
  local folder=$1 free_mib
  while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
  free_mib=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
  ((free_mib >= $2)) || fail "the disk of $folder has $free_mib MiB free and $3 needs $2 MiB" \
    "free some space there and run the same command again; what is already done is kept"
}

# What npm, NuGet and apt say when a server cannot be reached.
no_network='ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NU1301|could not resolve|temporary failure'
no_network+='|name or service not known|unable to connect|connection (timed out|refused)|network is unreachable|no route to host'

# explain LOG WHAT NEXT: turns the output of a failed tool into one sentence. The last lines of the log go before it.
explain() {
  local log=$1 what=$2 next=$3
  printf '\n--- last lines of %s\n' "$log" >&2
  tail -n 12 "$log" >&2
  if grep -qEi 'ENOSPC|no space left|not enough (free )?space|disk full|There is not enough space' "$log"; then
    fail "the disk is full: $what stopped" "free some space (df -h) and run the same command again"
  elif grep -qEi 'EINTEGRITY|NU1403|hash (sum )?mismatch|content hash validation failed' "$log"; then
    fail "$what got a file whose hash is not the pinned one" \
      "do not use it; run again, and if it stays so, compare the lock file with the repository and tell the maintainers"
  elif grep -qEi "$no_network" "$log"; then
    fail "no network: $what could not reach its package server" \
      "check the connection and the proxy settings of apt, npm and NuGet, then run the same command again"
  elif grep -qEi 'unable to locate package|no installation candidate|\bE404\b|ETARGET|NU1101|NU1102' "$log"; then
    fail "$what: the package server does not have one of the packages (named above)" \
      "check that the machine is Debian 12 (bookworm) and that its package sources are the normal ones"
  fi
  fail "$what failed" "$next"
}
