#!/usr/bin/env bash
# Makes the Debian package: the agent with its .NET runtime, models, hardened systemd unit, completion and manual page.
set -euo pipefail

usage() {
  cat <<'END'
usage: build/package.sh [--output DIR]

Makes safecity-edge_VERSION_amd64.deb from the agent of this checkout (built in Release if it is not). The .NET runtime of the SDK is put into
the package, since Debian has none of this version; libav and libmosquitto come from Debian.

  --output DIR   where the package is put (default: build/obj)

Exit codes: 0 made; 1 something is missing, the message says what; 2 wrong option.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/build/obj
while (($#)); do
  case $1 in
    --output) output=${2:?--output needs a folder}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) printf 'package: unknown option %s\n' "$1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
stop() { printf 'package: %s\nnext step: %s\n' "$1" "$2" >&2; exit 1; }

[[ $(dpkg --print-architecture) == amd64 ]] ||
  stop "packages are made on amd64 only: another architecture needs its own .NET runtime" "run this on an amd64 machine"
command -v dpkg-deb >/dev/null || stop "dpkg-deb is missing" "apt-get install dpkg-dev"
# shellcheck source=build/steps/agent.sh
source "$root/build/steps/agent.sh"
mkdir -p "$root/build/obj" "$output"
build_agent
built=$(dirname "$agent_dll")
[[ -f $built/libonnxruntime.so.1 ]] || stop "ONNX Runtime is not there" "build/setup.sh brings it"

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")
runtime_version=$(dotnet --list-runtimes | sed -n 's|^Microsoft.NETCore.App \(10\.[0-9.]*\) .*|\1|p' | tail -n 1)
[[ $runtime_version ]] || stop "the .NET runtime 10 is not there" "install the .NET SDK 10"
dotnet_root=$(dotnet --list-runtimes | sed -n "s|^Microsoft.NETCore.App $runtime_version \[\(.*\)/shared/Microsoft.NETCore.App\]|\1|p")

work=$(mktemp -d "$root/build/obj/package.XXXXXX")
trap 'rm -rf "$work"' EXIT
lib=$work/usr/lib/safecity-edge
install -d "$lib/models/weights" "$lib/dotnet/host" "$lib/dotnet/shared/Microsoft.NETCore.App" "$work/usr/bin" "$work/usr/lib/systemd/system" \
  "$work/usr/share/man/man1" "$work/usr/share/bash-completion/completions" "$work/usr/share/doc/safecity-edge/examples" "$work/DEBIAN"

find "$built" -maxdepth 1 -type f \( -name '*.dll' -o -name '*.json' -o -name 'libonnxruntime.so.1' \) -exec install -m 644 {} "$lib" \;
# Only this machine's kind of SQLite; the loader looks for it where NuGet puts it.
install -D -m 644 "$built/runtimes/linux-x64/native/libe_sqlite3.so" "$lib/runtimes/linux-x64/native/libe_sqlite3.so"
cp -r "$dotnet_root/host/fxr" "$lib/dotnet/host/"
cp -r "$dotnet_root/shared/Microsoft.NETCore.App/$runtime_version" "$lib/dotnet/shared/Microsoft.NETCore.App/"
install -m 755 "$dotnet_root/dotnet" "$lib/dotnet/dotnet"

missing=()
for card in "$root"/models/*.card.json; do
  weights=$root/models/weights/$(sed -n 's|.*"file": *"\([^"]*\)".*|\1|p' "$card")
  if [[ -f $weights ]]; then install -m 644 "$card" "$lib/models/" && install -m 644 "$weights" "$lib/models/weights/"; else missing+=("$(basename "$card")"); fi
done
find "$root/models/weights" -name '*.txt' -exec install -m 644 {} "$lib/models/weights/" \;
((${#missing[@]} == 0)) || stop "weights are missing: ${missing[*]}" "build/setup.sh makes them"

cat >"$work/usr/bin/safecity-edge" <<'END'
#!/bin/sh
export DOTNET_ROOT=/usr/lib/safecity-edge/dotnet DOTNET_CLI_TELEMETRY_OPTOUT=1
exec /usr/lib/safecity-edge/dotnet/dotnet /usr/lib/safecity-edge/safecity-edge.dll "$@"
END
chmod 755 "$work/usr/bin/safecity-edge"
install -m 644 "$root/build/package/safecity-edge.service" "$work/usr/lib/systemd/system/"
dotnet "$agent_dll" man | gzip -9n >"$work/usr/share/man/man1/safecity-edge.1.gz"
dotnet "$agent_dll" completion bash >"$work/usr/share/bash-completion/completions/safecity-edge"
install -m 644 "$root/src/EdgeAgent/Settings/sample.yaml" "$work/usr/share/doc/safecity-edge/examples/settings.yaml"
install -m 644 "$root/LICENSE" "$work/usr/share/doc/safecity-edge/copyright"
gzip -9nc "$root/CHANGELOG.md" >"$work/usr/share/doc/safecity-edge/changelog.gz"
install -m 755 "$root"/build/package/{postinst,prerm,postrm} "$work/DEBIAN/"

depends=$(awk -F '\t' '!/^#/ && $3 == "run" && $1 != "mosquitto" { printf "%s%s", n++ ? ", " : "", $1 }' "$root/build/debian-packages.tsv")
cat >"$work/DEBIAN/control" <<END
Package: safecity-edge
Version: $version
Architecture: amd64
Maintainer: The SafeCity.Edge authors <noreply@example.invalid>
Installed-Size: $(du -sk "$work/usr" | cut -f 1)
Depends: adduser, libc6, libgcc-s1, libstdc++6, libssl3, $depends
Section: net
Priority: optional
Description: smart-camera edge agent
 Decodes a camera's stream on the device, finds and follows people and vehicles, applies rules, and sends events and key frames over MQTT,
 never video. What is recorded is stored first and delivered later when the broker is away.
END
chmod -R u=rwX,go=rX "$work"
chmod 755 "$work"/DEBIAN/{postinst,prerm,postrm}
package=$output/safecity-edge_${version}_amd64.deb
dpkg-deb --root-owner-group -Zxz -z3 --build "$work" "$package" >/dev/null
printf '%s (%d MiB)\n' "$package" "$(($(stat -c %s "$package") >> 20))"
