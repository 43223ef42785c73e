# --- undo: files that others changed since ------------------------------------------------------------------------

# A file that others changed after the run keeps their lines and loses those of the run. Where both changed the same line,
# or a line of theirs names what goes with the run, it is as before the run. What others saw is in the archive.
undo_edited() {
  [ -s "$run_dir/edited" ] || return 0
  : >"$run_dir/merged.paths"
  {
    sed -n "s/^rm$tab//p" "$run_dir/restore"
    sed -n "s/^rm$tab.*\/\(mailwright-[^/]*\)$/\1/p" "$run_dir/restore"
    for path in $outside_paths; do grep -qxF "$path" "$before/outside" || printf '%s\n' "$path"; done
  } >"$run_dir/going"
  while IFS= read -r path; do
    real_path "$path"
    told="\"path\":\"$(json_text "$path")\",\"copy\":\"$(json_text "$archive$path")\""
    if ! cut -f 6 "$before/etc" | grep -qxF "$path"; then
      note apply.engineEditedRemoved "$told"
      continue
    fi
    # A database goes with its text.
    case " $derived_paths " in *" $path "*) printf 'back\t%s\n' "$path" >>"$run_dir/restore"; continue ;; esac
    for kind in texts tables secrets; do
      left_text=$after/left/$kind$real
      [ ! -f "$left_text" ] || break
    done
    if [ ! -f "$left_text" ] || [ -L "$real" ] || [ ! -f "$real" ] || ! tar -xOf "$before/etc.tar" "${real#/}" >"$run_dir/was"; then
      note apply.engineEditedSince "$told"
    elif merge_texts "$real" "$archive$real" "$left_text" "$run_dir/was" >"$run_dir/merged" &&
      ! grep -vxF -f "$run_dir/was" "$run_dir/merged" | grep -qF -f "$run_dir/going"; then
      put_merged "$real" || { blame_write "$real"; return 1; }
      printf '%s\n' "$path" >>"$run_dir/merged.paths"
      # That accounts come and go is told by what is done about them.
      [ -f "$after/left/tables$real" ] || note apply.engineEditedMerged "$told"
    else
      printf 'back\t%s\n' "$path" >>"$run_dir/restore"
      note apply.engineEditedPutBack "$told"
    fi
  done <"$run_dir/edited"
}

# The same for files outside /etc, such as a zone; those of before are back already.
undo_edited_outside() {
  [ -s "$run_dir/edited.outside" ] || return 0
  while IFS= read -r path; do
    told="\"path\":\"$(json_text "$path")\",\"copy\":\"$(json_text "$archive$path")\""
    if ! grep -qxF "$path" "$before/outside"; then
      note apply.engineEditedRemoved "$told"
    elif merge_texts "$path" "$archive$path" "$after/left/texts$path" "$path" >"$run_dir/merged"; then
      put_merged "$path" || { blame_write "$path"; return 1; }
      note apply.engineEditedMerged "$told"
    else
      note apply.engineEditedPutBack "$told"
    fi
  done <"$run_dir/edited.outside"
}

is_merged() { grep -qxF "$1" "$run_dir/merged.paths" 2>/dev/null; } # PATH

put_merged() { # PATH
  cmp -s "$run_dir/merged" "$1" && return 0
  cp --attributes-only --preserve=all "$1" "$(new_name "$1")" && cat "$run_dir/merged" >"$(new_name "$1")" && mv -fT "$(new_name "$1")" "$1"
}

# What the run did is taken out of THEIRS, line by line; fails where a line was changed by both.
merge_lines() { # THEIRS OURS BEFORE
  diff --unchanged-line-format= /dev/null /dev/null 2>/dev/null || return 1
  for side in "$1" "$3"; do
    diff -a --unchanged-line-format=' %l
' --old-line-format='-%l
' --new-line-format='+%l
' "$2" "$side"
    echo =
  done | awk '
    BEGIN { side = line = hunk = 0 }
    /^=/ { side = 1; line = 0; hunk++; mark = "="; next }
    /^\+/ { text[hunk] = text[hunk] substr($0, 2) "\n"; put[side, line] = text[hunk]; mark = "+"; next }
    { ours[++line] = substr($0, 2); now = substr($0, 1, 1); if (now != mark || now != "-") hunk++
      mark = now; if (now == "-") gone[side, line] = hunk }
    END {
      for (i = 0; i in ours || !i; i++) {
        theirs = gone[0, i]; before = gone[1, i]
        if (theirs && before && text[theirs] != "" && text[before] != "" && text[theirs] != text[before]) exit 3
        if (i && !theirs && !before) print ours[i]
        printf "%s", put[1, i]
        if (put[0, i] != put[1, i]) printf "%s", put[0, i]
      }
    }'
}

merge_texts() { # PATH THEIRS OURS BEFORE
  path_of_text=$1
  shift
  if [ "$path_of_text" = "$zone_path" ]; then merge_zone "$@"; else merge_lines "$@"; fi
}

# A serial that both raised is no record that both changed. What comes out has one higher than both, or servers that hold copies
# of the zone would not ask for it (RFC 1912 §2.2). A line without a name belongs to the one above it, so that lines alone do not
# tell whose a record is: BIND's own reading of all four texts must agree that ours are gone, and theirs there.
merge_zone() { # THEIRS OURS BEFORE
  set -- "$@" "$(serial_of "$1")" "$(serial_of "$2")" "$(serial_of "$3")"
  case $4.$5.$6 in .* | *..* | *. | *[!0-9.]*) return 1 ;; esac
  next=$(awk -v a="$4" -v b="$5" 'BEGIN { n = (a + 0 > b + 0 ? a : b) + 1; if (n > 4294967295) exit 1; printf "%.0f", n }') || return 1
  with_serial "$1" "$5" >"$run_dir/zone.theirs" && with_serial "$3" "$5" >"$run_dir/zone.before" &&
    merge_lines "$run_dir/zone.theirs" "$2" "$run_dir/zone.before" >"$run_dir/zone.merged" || return 1
  for text in theirs before merged; do records_of "$run_dir/zone.$text" >"$run_dir/records.$text" || return 1; done
  records_of "$2" >"$run_dir/records.ours" || return 1
  {
    comm -23 "$run_dir/records.theirs" "$run_dir/records.ours"
    comm -12 "$run_dir/records.theirs" "$run_dir/records.ours" | comm -12 - "$run_dir/records.before"
    comm -13 "$run_dir/records.ours" "$run_dir/records.before"
  } | sort -u | cmp -s - "$run_dir/records.merged" || return 1
  with_serial "$run_dir/zone.merged" "$next"
}

# The records of a zone's text in one form, a line each.
records_of() { # FILE
  named-compilezone -q -i none -k ignore -n ignore -m ignore -M ignore -S ignore -r ignore -T ignore -f text -F text \
    -s full -o "$1.read" "$zone_name" "$1" >/dev/null 2>&1 && sort -u "$1.read"
  read_well=$?
  rm -f "$1.read"
  return "$read_well"
}

# The third word after the type of the SOA record (RFC 1035 §3.3.13).
serial_of() { # FILE
  awk '{ sub(/;.*/, ""); gsub(/[()]/, " ")
    for (i = 1; i <= NF; i++) if (soa) { if (++after == 3) { print $i; exit } } else if (toupper($i) == "SOA") soa = 1 }' "$1"
}

with_serial() { # FILE SERIAL
  awk -v serial="$2" '
    !done { line = $0; sub(/;.*/, "", line); gsub(/[()]/, " ", line); count = split(line, word, " "); end = 1
      for (i = 1; i <= count && !done; i++) {
        start = end - 1 + index(substr(line, end), word[i]); end = start + length(word[i])
        if (soa && ++after == 3) { $0 = substr($0, 1, start - 1) serial substr($0, end); done = 1 }
        else if (toupper(word[i]) == "SOA") soa = 1
      } }
    { print }' "$1"
}
