# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# Debian packages: run-time libraries always, headers and helpers of the tests with --tests.

apt_options=(-o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o DPkg::Lock::Timeout=120)

# debian_wanted: name TAB version-prefix, one a line.
debian_wanted() {
  local name version when
  while IFS=$'\t' read -r name version when; do
    [[ -z $name || $name == \#* ]] && continue
    [[ $when == run || $with_tests == 1 ]] && printf '%s\t%s\n' "$name" "$version"
  done <"$root/build/debian-packages.tsv"
  return 0
}

# debian_missing: the wanted packages that are not installed.
debian_missing() {
  local -A installed=()
  local name status
  # db:Status-Abbrev is "ii " for an installed package; arch-qualified twins give one line each.
  while read -r name status; do [[ $status == ii* ]] && installed[$name]=1; done \
    < <(debian_wanted | cut -f1 | xargs dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' 2>/dev/null || true)
  while IFS=$'\t' read -r name _; do [[ -n ${installed[$name]:-} ]] || printf '%s\n' "$name"; done < <(debian_wanted)
}

# debian_check_versions: each installed version begins with the pinned one (the epoch, "7:", does not count).
debian_check_versions() {
  local -A wanted=()
  local name version
  while IFS=$'\t' read -r name version; do wanted[$name]=$version; done < <(debian_wanted)
  while read -r name version; do
    version=${version#*:}
    [[ ${wanted[$name]} == - || $version == "${wanted[$name]}"* ]] ||
      fail "$name here is $version, and this release is made for ${wanted[$name]}x" "use Debian 12 (bookworm), whose version fits"
  done < <(debian_wanted | cut -f1 | xargs dpkg-query -W -f '${Package} ${Version}\n')
}

debian_install() {
  local log=$root/build/obj/apt.log
  DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" install -y --no-install-recommends "$@" >"$log" 2>&1 </dev/null
}

apt_update() {
  local log=$root/build/obj/apt-update.log
  work "reading Debian's package lists (apt-get update)"
  # apt-get update ends with 0 when a server cannot be reached, unless it is told that this is an error.
  apt-get "${apt_options[@]}" -o APT::Update::Error-Mode=any update >"$log" 2>&1 </dev/null ||
    explain "$log" "apt-get update" "read the lines above; once 'apt-get update' works, run the same command again"
}

step_debian() {
  local missing=()
  mapfile -t missing < <(debian_missing)
  if ((${#missing[@]})); then
    ((EUID == 0)) || fail "${#missing[@]} Debian packages are missing and this user is not root" \
      "sudo apt-get install --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || fail "apt-get is missing" "use Debian 12 (bookworm)"
    need_space /usr $((with_tests ? 1200 : 500)) "installing ${#missing[@]} Debian packages"
    work "installing Debian packages: ${missing[*]}"
    if ! debian_install "${missing[@]}"; then
      # Lists that are absent or older than the archive: read them and try once more; anything else will fail again, and be told.
      grep -qEi 'ENOSPC|no space left' "$root/build/obj/apt.log" || { apt_update && debian_install "${missing[@]}"; } ||
        explain "$root/build/obj/apt.log" "apt-get install" "run it by hand and read what it says: apt-get install ${missing[*]}"
    fi
  fi
  debian_check_versions
  say "Debian packages: $(debian_wanted | wc -l) present, versions as pinned"
}
