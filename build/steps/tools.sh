# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# What cannot be brought by a script without taking over the machine: the .NET SDK, Node.js and a Debian 12.

step_tools() {
  command -v dpkg-query >/dev/null ||
    fail "this is not a Debian machine (no dpkg-query)" "use Debian 12 (bookworm), a machine or a container"
  local tool
  for tool in tar sha256sum awk flock; do
    command -v "$tool" >/dev/null ||
      fail "the program $tool is missing" "install Debian's essential packages: apt-get install tar coreutils mawk util-linux"
  done
  need_dotnet
  need_node
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing (no dotnet in PATH)" "install .NET SDK 10 and put dotnet into PATH"
  # Run at the root of the project: global.json there says which SDK is wanted.
  sdk_version=$(cd "$root" && dotnet --version 2>/dev/null) || sdk_version=
  [[ -n $sdk_version ]] ||
    fail "no installed .NET SDK fits global.json (there are: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' '))" \
    "install .NET SDK 10.0.100 or a later 10.0"
  ((${sdk_version%%.*} >= 10)) || fail "the .NET SDK is $sdk_version, too old" "install .NET SDK 10.0.100 or a later 10.0"
}

need_node() {
  command -v node >/dev/null || fail "Node.js is missing (no node in PATH)" "install Node.js 20 or later with npm"
  command -v npm >/dev/null || fail "npm is missing (node is there)" "install npm 9 or later, which comes with Node.js 20"
  local version
  version=$(node --version)
  version=${version#v}
  ((${version%%.*} >= 20)) || fail "Node.js is $version, too old" "install Node.js 20 or later with npm"
}
