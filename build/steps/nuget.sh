# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# NuGet packages, exactly those of the lock files.

nuget_folder() { printf '%s' "${NUGET_PACKAGES:-$HOME/.nuget/packages}"; }

nuget_inputs() {
  (cd "$root" && find . \( -name .git -o -name node_modules -o -name bin -o -name obj \) -prune -o -type f \( -name '*.csproj' \
    -o -name '*.props' -o -name '*.sln' -o -name packages.lock.json -o -name global.json \) -print | sort)
}

# nuget_locked: id/version of every package in the lock files, as the packages folder names them.
nuget_locked() {
  (cd "$root" && nuget_inputs | grep 'packages.lock.json$' | xargs -d '\n' awk '
    /^      "[^"]+": \{/ { split($0, part, "\""); id = tolower(part[2]) }
    /"resolved":/ { split($0, part, "\""); print id "/" tolower(part[4]) }' | sort -u)
}

# nuget_present: every package of every lock file lies in the packages folder, and every project has been restored.
nuget_present() {
  local folder project package
  folder=$(nuget_folder)
  while read -r project; do
    [[ $project == *.csproj && ! -f $root/$(dirname "$project")/obj/project.assets.json ]] && return 1
  done < <(nuget_inputs)
  while read -r package; do
    [[ -d $folder/$package ]] || return 1
  done < <(nuget_locked)
}

step_nuget() {
  local log=$root/build/obj/nuget.log wanted
  wanted=$({ nuget_inputs | (cd "$root" && xargs -d '\n' sha256sum); nuget_folder; printf %s "$sdk_version"; } | key)
  if ! stamped nuget "$wanted" || ! nuget_present; then
    need_space "$(nuget_folder)" 600 "the NuGet packages"
    work "restoring the NuGet packages of the lock files (dotnet restore --locked-mode)"
    dotnet restore "$root/SafeCity.Edge.sln" --locked-mode -nodeReuse:false >"$log" 2>&1 </dev/null ||
      explain "$log" "dotnet restore --locked-mode" \
        "if NU1004 stands above, a project changed without its lock file: run 'dotnet restore' and commit packages.lock.json"
    stamp nuget "$wanted"
  fi
  say "NuGet packages: as in the lock files"
}
