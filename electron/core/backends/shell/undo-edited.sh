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
    left_text=$after/left/texts$real
    [ -f "$left_text" ] || left_text=$after/left/tables$real
    if [ ! -f "$left_text" ] || [ -L "$real" ] || [ ! -f "$real" ] || ! tar -xOf "$before/etc.tar" "${real#/}" >"$run_dir/was"; then
      note apply.engineEditedSince "$told"
    elif merge_lines "$archive$real" "$left_text" "$run_dir/was" >"$run_dir/merged" &&
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
    if merge_lines "$archive$path" "$after/left/texts$path" "$path" >"$run_dir/merged"; then
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
