# --- what a run leaves, and what is there later: the ground of a look for what others changed ----------------------
# A thing a line, parted by tabs: group, kind, id, flag, name, unit that tells its state. In the place of the group stands - or ~
# where it was right already: with ~ what an earlier run left of it still counts, and with ~= all but mode and owner, which this
# run has set.

# Tells the present state of the things on standard input, a finding a line.
look_at_things() {
  things=$(cat)
  of_kind() { printf '%s\n' "$things" | awk -F '\t' -v kind="$1" '$2 == kind { print $5; if ($6 != "-") print $6 }' | sort -u; }
  of_kind path | xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -printf "path\t%y\t%m\t%u:%g\t%T@\t%C@\t%l\t%p\n" 2>/dev/null
    find "$@" -maxdepth 0 -type f -size -32769 -exec sha256sum {} + 2>/dev/null | sed "s/^/sum\t/"' find
  units=$(of_kind unit | tr '\n' ' ')
  # Asked for together, as each call takes its time; the blocks come in the order of the names.
  [ -z "$units" ] || TZ=UTC0 systemctl show -p LoadState,ActiveState,UnitFileState,StateChangeTimestamp $units 2>/dev/null |
    awk -v names="$units" 'BEGIN { RS = ""; split(names, name, " ") } { gsub(/\n/, "\t"); print "unit\t" name[NR] "\t" $0 }'
  of_kind package | xargs -r -d '\n' dpkg-query -W -f 'package\t${Package}\t${db:Status-Abbrev}\t${Version}\n' 2>/dev/null
  of_kind user | xargs -r -d '\n' getent passwd | awk -F : '{ print "user\t" $1 "\t" $3 ":" $4 ":" $6 ":" $7 }'
  of_kind group | xargs -r -d '\n' getent group | awk -F : '{ print "group\t" $1 "\t" $3 }'
  return 0
}

# Keeps what this run, or an earlier one, left as wished: the list, the state of each thing, and the texts that may be shown.
record_left() {
  left=$run_dir/after/left
  rm -rf "$left" && mkdir -p "$left/texts" && : >>"$run_dir/done" || return 1
  left_things | awk -F '\t' -v OFS='\t' '
    FILENAME == ARGV[1] { done[$1]; next }
    /^~./ { $1 = ((substr($1, 2) in done) ? "~=" : "~") }
    /^[-~]/ || ($1 in done)' "$run_dir/done" - >"$left/things" &&
    look_at_things <"$left/things" >"$left/state" || return 1
  awk -F '\t' '$2 == "path" && $4 == "shown" { print $5 }' "$left/things" |
    xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -type f -size -513 -print0 2>/dev/null' find |
    xargs -r -0 cp --parents -t "$left/texts" --
  # For undo alone: they hold secrets and are never shown.
  mkdir -p "$left/secrets" && awk -F '\t' '$2 == "path" && $4 == "secret" && $3 ~ /^file:/ { print $5 }' "$left/things" |
    xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -type f -size -8193 -print0 2>/dev/null' find |
    xargs -r -0 cp --parents -t "$left/secrets" -- || return 1
  mkdir -p "$left/tables" && cp --parents -t "$left/tables" /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/subuid /etc/subgid 2>/dev/null || :
}

