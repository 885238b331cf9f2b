# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# The npm packages that ONNX Runtime and the weights come from, by lock file; their scripts are not run.

step_npm() {
  local models=$root/models log=$root/build/obj/npm.log wanted
  [[ -f $models/package-lock.json ]] || fail "models/package-lock.json is missing" "restore it from the repository: git checkout models"
  wanted=$({ cat "$models/package.json" "$models/package-lock.json" && if [[ -f $models/.npmrc ]]; then cat "$models/.npmrc"; fi; } | key)
  if ! stamped npm "$wanted" || ! npm_present; then
    need_space "$models" 900 "npm (ONNX Runtime and the model packages)"
    work "bringing the npm packages of models/package-lock.json (npm ci --ignore-scripts)"
    # A clean HOME has no npm cache; npm's own time-outs are minutes, with two retries.
    npm ci --prefix "$models" --ignore-scripts --no-audit --no-fund --no-update-notifier --fetch-timeout=60000 --fetch-retries=2 \
      >"$log" 2>&1 </dev/null ||
      explain "$log" "npm ci in models/" \
        "run it by hand and read what it says: npm ci --ignore-scripts --prefix models"
    npm_present || fail "npm ci ended well and the files of onnxruntime-node are not there" \
      "remove models/node_modules and run the same command again"
    stamp npm "$wanted"
  fi
  say "npm packages: as in models/package-lock.json"
}

npm_present() { [[ -f $root/models/node_modules/.package-lock.json && -f $(npm_onnxruntime x64) && -f $(npm_onnxruntime arm64) ]]; }

npm_onnxruntime() { printf '%s' "$root/models/node_modules/onnxruntime-node/bin/napi-v6/linux/$1/libonnxruntime.so.1"; }

step_native() {
  local arch file
  for arch in x64 arm64; do
    file=build/native/linux-$arch/libonnxruntime.so.1
    verified "$root/$file" "$(pinned "$file")" && continue
    [[ $(sha256_of "$(npm_onnxruntime "$arch")") == "$(pinned "$file")" ]] ||
      fail "libonnxruntime.so.1 ($arch) of the npm package onnxruntime-node is not the pinned file (build/pins.sha256)" \
        "remove models/node_modules and run again; if it stays so, tell the maintainers"
    need_space "$root/build" 100 "ONNX Runtime for linux-$arch"
    work "copying ONNX Runtime for linux-$arch"
    mkdir -p "$(dirname "$root/$file")"
    # Beside, then renamed: a library that is half a file must never lie under the real name.
    cp "$(npm_onnxruntime "$arch")" "$root/$file.part" && mv "$root/$file.part" "$root/$file"
    verified "$root/$file" "$(pinned "$file")" ||
      fail "$file changed while it was copied" "check the disk (dmesg), then run the same command again"
  done
  say "ONNX Runtime: build/native/linux-{x64,arm64}, hashes as pinned"
}
