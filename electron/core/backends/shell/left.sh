# --- what a run leaves, and what is there later: the ground of a look for what others changed ----------------------
# A thing a line, parted by tabs: group (- where it was right already), kind, id, flag, name, unit that tells its state.

# Tells the present state of the things on standard input, a finding a line.
look_at_things() {
  things=$(cat)
  of_kind() { printf '%s\n' "$things" | awk -F '\t' -v kind="$1" '$2 == kind { print $5; if ($6 != "-") print $6 }' | sort -u; }
  of_kind path | xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -printf "path\t%y\t%m\t%u:%g\t%T@\t%C@\t%l\t%p\n" 2>/dev/null
    find "$@" -maxdepth 0 -type f -size -32769 -exec sha256sum {} + 2>/dev/null | sed "s/^/sum\t/"' find
  of_kind unit | while IFS= read -r unit; do
    printf 'unit\t%s\t%s\n' "$unit" "$(TZ=UTC0 systemctl show -p LoadState,ActiveState,UnitFileState,StateChangeTimestamp "$unit" 2>/dev/null | tr '\n' '\t')"
  done
  of_kind package | xargs -r -d '\n' dpkg-query -W -f 'package\t${Package}\t${db:Status-Abbrev}\t${Version}\n' 2>/dev/null
  of_kind user | xargs -r -d '\n' getent passwd | awk -F : '{ print "user\t" $1 "\t" $3 ":" $4 ":" $6 ":" $7 }'
  of_kind group | xargs -r -d '\n' getent group | awk -F : '{ print "group\t" $1 "\t" $3 }'
  return 0
}

# Keeps what this run, or an earlier one, left as wished: the list, the state of each thing, and the texts that may be shown.
record_left() {
  left=$run_dir/after/left
  rm -rf "$left" && mkdir -p "$left" && : >>"$run_dir/done" || return 1
  left_things | awk -F '\t' 'FILENAME == ARGV[1] { done[$1]; next } $1 == "-" || ($1 in done)' "$run_dir/done" - >"$left/things" &&
    look_at_things <"$left/things" >"$left/state" || return 1
  awk -F '\t' 'FILENAME == ARGV[1] { if ($4 == "shown") shown[$5]; next }
    $1 == "sum" { p = substr($2, 67); if (p in shown) print substr($2, 1, 64) "\t" p }' "$left/things" "$left/state" |
    while IFS="$(printf '\t')" read -r sum path; do
      if [ -n "$(find "$path" -maxdepth 0 -size -513)" ]; then cat "$path" >"$left/$sum" || return 1; fi
    done
}

