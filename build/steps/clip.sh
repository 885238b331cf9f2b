# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# The demo clip: real surveillance video that Debian carries in the examples of opencv-doc. Kept in the user's cache folder, so
# that several checkouts share it. The hash of the clip decides, not the version of the package.

opencv_doc=4.6.0+dfsg-12
clip_in_package=./usr/share/doc/opencv-doc/examples/data/vtest.avi

demo_clip() { printf '%s' "${XDG_CACHE_HOME:-$HOME/.cache}/safecity-edge/vtest.avi"; }

# clip_download FOLDER LOG
clip_download() (
  cd "$1" && exec >"$2" 2>&1 </dev/null || return 1
  apt-get "${apt_options[@]}" download "opencv-doc=$opencv_doc" || apt-get "${apt_options[@]}" download opencv-doc
)

step_clip() {
  local clip log=$root/build/obj/clip.log folder wanted
  clip=$(demo_clip)
  wanted=$(pinned vtest.avi)
  if ! verified "$clip" "$wanted"; then
    command -v apt-get >/dev/null || fail "apt-get is missing, and the demo clip comes out of a Debian package" "use Debian 12 (bookworm)"
    need_space "${TMPDIR:-/tmp}" 150 "the package of the demo clip"
    need_space "$(dirname "$clip")" 20 "the demo clip"
    work "taking the demo clip vtest.avi out of Debian's opencv-doc (apt-get download)"
    folder=$(mktemp -d "${TMPDIR:-/tmp}/safecity-edge-clip.XXXXXX")
    temporary+=("$folder")
    if ! clip_download "$folder" "$log"; then
      ((EUID == 0)) || explain "$log" "apt-get download opencv-doc" "as root run 'apt-get update', then run the same command again"
      apt_update
      clip_download "$folder" "$log" || explain "$log" "apt-get download opencv-doc" "run it by hand and read what it says"
    fi
    dpkg-deb --fsys-tarfile "$folder"/opencv-doc_*.deb 2>"$log" | tar -x -C "$folder" "$clip_in_package" 2>>"$log" ||
      explain "$log" "unpacking vtest.avi from opencv-doc" \
        "run the same command again; if it stays so, tell the maintainers the version of opencv-doc"
    [[ $(sha256_of "$folder/$clip_in_package") == "$wanted" ]] ||
      fail "vtest.avi of this opencv-doc is not the pinned clip (build/pins.sha256)" \
        "tell the maintainers; build/run.sh --source FILE works with any other clip"
    mkdir -p "$(dirname "$clip")"
    cp "$folder/$clip_in_package" "$clip.part" && mv "$clip.part" "$clip"
    verified "$clip" "$wanted" || fail "the demo clip changed while it was copied" "check the disk (dmesg), then run the same command again"
  fi
  say "demo clip: $clip"
}
