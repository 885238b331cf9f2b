# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# Stamps make a second run quick: a step is done when its stamp holds the hash of its inputs and its results are there.

stamps=$root/build/obj

# key TEXT-ON-STDIN: hash of what a step depends on.
key() { sha256sum | cut -d' ' -f1; }

# stamped STEP KEY
stamped() { [[ -f $stamps/$1.stamp && $(<"$stamps/$1.stamp") == "$2" ]]; }

# stamp STEP KEY
stamp() { printf '%s\n' "$2" >"$stamps/$1.stamp"; }

# sha256_of FILE
sha256_of() { sha256sum "$1" | cut -d' ' -f1; }

# pinned NAME: the hash that build/pins.sha256 gives for it.
pinned() {
  local hash
  hash=$(awk -v name="$1" '$2 == name { print $1 }' "$root/build/pins.sha256")
  [[ -n $hash ]] || fail "build/pins.sha256 has no line for $1" "restore the file from the repository: git checkout build/pins.sha256"
  printf '%s' "$hash"
}

# verified FILE SHA256: true if the file has this hash. Hashing 150 MB each time would cost a second on a box, so a file that
# was hashed once is known again by its size, time and inode.
verified() {
  [[ -f $1 ]] || return 1
  local memory identity
  memory=$stamps/verified-$(printf '%s' "$1" | key | cut -c1-16)
  identity="$2 $(stat -c '%s %Y %Z %i' "$1")"
  [[ -f $memory && $(<"$memory") == "$identity" ]] && return 0
  [[ $(sha256_of "$1") == "$2" ]] || return 1
  printf '%s\n' "$identity" >"$memory"
}
