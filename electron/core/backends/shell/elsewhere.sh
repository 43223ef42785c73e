# --- what a run leaves besides files, packages and accounts ---------------------------------------------------------

record_elsewhere() { # DIRECTORY
  list_overrides >"$1/overrides" && loaded_units >"$1/loaded" && list_sockets >"$1/sockets" && {
    mail_places && for path in $new_mailboxes; do [ ! -d "${path%/*}" ] || printf '%s\n' "${path%/*}"; done && last_line
  } | sort -u | whole >"$1/mailboxes"
}

list_overrides() { { dpkg-statoverride --list; last_line; } | sort | whole; }

# Where Postfix finds the daemons that it asks.
list_sockets() { { find /var/spool/postfix/private -type s 2>/dev/null; last_line; } | sort | whole; }

# Name and state of each unit that systemd holds in memory.
loaded_units() {
  { systemctl list-units --all --full --no-legend --plain 2>/dev/null; last_line; } | awk '{ print $1, $2, $3 }' |
    grep -v ' not-found inactive$' | sort | whole
}

# A package that is purged may leave its entry in dpkg-statoverride(1) behind, or take one of before along. What others have
# entered or removed since the run is theirs. Where a package stayed, its entries do.
undo_overrides() {
  [ -f "$after/overrides" ] && [ ! -s "$run_dir/kept" ] || return 0
  list_overrides >"$run_dir/overrides.now"
  comm -13 "$before/overrides" "$after/overrides" | comm -12 - "$run_dir/overrides.now" |
    while read -r owner group mode path; do dpkg-statoverride --remove "$path"; done
  comm -23 "$after/overrides" "$run_dir/overrides" >"$run_dir/overrides.others"
  comm -23 "$before/overrides" "$run_dir/overrides.now" | comm -23 - "$run_dir/overrides.others" |
    while read -r owner group mode path; do dpkg-statoverride --add "$owner" "$group" "$mode" "$path"; done
  return 0
}

# Targets and slices that came up with our services hold nothing any more; and systemd remembers units that failed although
# they are gone. What was so before, and what others use, is left alone.
undo_units() {
  undo_sockets
  [ -f "$after/loaded" ] || return 0
  loaded_units >"$run_dir/loaded"
  comm -13 "$before/loaded" "$run_dir/loaded" | awk '$2 == "not-found" && $3 == "failed" { print $1 }' |
    while read -r unit; do systemctl reset-failed -- "$unit" 2>/dev/null; done
  sed -n 's/^\([^ ]*\.\(target\|slice\)\) loaded active$/\1/p' "$before/loaded" | sort >"$run_dir/groups"
  sed -n 's/^\([^ ]*\.\(target\|slice\)\) loaded active$/\1/p' "$after/loaded" | sort | comm -23 - "$run_dir/groups" |
    while read -r unit; do is_idle "$unit" && systemctl stop -- "$unit" 2>/dev/null; done
  return 0
}

# What others did since the run to keep a service from starting stays, as their files do.
name_units_left() {
  for unit in $served_units; do
    told="\"unit\":\"$(json_text "$unit")\""
    if [ "$(readlink "/etc/systemd/system/$unit")" = /dev/null ] && ! was_masked "$unit"; then
      note apply.engineUnitLeftMasked "$told"
    elif ! systemctl -q is-enabled -- "$unit" && awk -F '\t' -v name="/$unit" '
      FNR == NR { if ($1 == "gone") gone[$2]; next }
      { path = $6; if (!sub(/^\/etc\/systemd\/system\/[^\/]*\.(wants|requires)/, "", path) || path != name) next }
      $6 in gone { left = 1 }
      END { exit !left }' "$run_dir/foreign" "$before/etc"; then
      note apply.engineUnitLeftDisabled "$told"
    fi
  done
}

was_masked() { awk -F '\t' -v path="/etc/systemd/system/$1" '$6 == path && $5 == "/dev/null" { masked = 1 } END { exit !masked }' "$before/etc"; } # UNIT

# Dovecot leaves its sockets behind when it stops; where it did not run before, nobody else clears them away.
undo_sockets() {
  [ -f "$after/sockets" ] || return 0
  list_sockets | comm -12 - "$after/sockets" | comm -13 "$before/sockets" - | while IFS= read -r path; do
    awk -v path="$path" '$NF == path { open = 1 } END { exit !open }' /proc/net/unix || rm -f "$path"
  done
}

# Nothing that runs wants it, and a slice holds nothing.
is_idle() { # TARGET-OR-SLICE
  case $1 in
  *.slice) [ -z "$(systemctl list-units --state=active,activating --plain --no-legend --full | awk '{ print $1 }' |
    xargs -r systemctl show -p Slice --value -- 2>/dev/null | grep -xF "$1")" ] ;;
  *) for needy in $(systemctl show -p RequiredBy -p RequisiteOf -p WantedBy -p BoundBy -p ConsistsOf -p PropagatesStopTo --value -- "$1"); do
      ! systemctl -q is-active -- "$needy" || return 1
    done ;;
  esac
}

# Directories that purged packages leave behind because a daemon wrote into them.
undo_leftovers() {
  list_state | comm -13 "$before/state" - | while IFS= read -r path; do
    case $path in
    "$state_root" | /var/log/* | /home/* | /var/mail/*) continue ;;
    /var/lib/bind | /var/cache/bind | /var/lib/postfix | /var/spool/postfix | /var/lib/dovecot | /var/lib/named) rm -rf "$path" ;;
    esac
  done
  [ -x /usr/sbin/named ] || rm -rf /run/named
  # apt's list of what came along by itself: empty again where there was none.
  if [ ! -f "$before/extended_states" ] && [ ! -s /var/lib/apt/extended_states ]; then rm -f /var/lib/apt/extended_states; fi
}

# What others laid among the files of a daemon, such as zones of their own, goes with its directory: a copy is kept, and named.
keep_strangers() {
  for directory in /var/lib/bind /var/cache/bind; do
    [ -d "$directory" ] && ! grep -qxF "$directory" "$before/state" || continue
    find "$directory" -type f -size +0 ! -name 'managed-keys.bind*' ! -name '*.mkeys*' ! -name '_default.nz[df]*' ! -name 'bind9-default.md5sum' \
      >"$run_dir/strangers.daemon" || return 1
    while IFS= read -r path; do
      case " $outside_paths " in *" ${path%.jnl} "* | *" ${path%.jbk} "* | *" ${path%.signed*} "*) continue ;; esac
      keep_aside "$path" || return 1
      note apply.engineFileKept "\"path\":\"$(json_text "$path")\",\"copy\":\"$(json_text "$archive$path")\""
    done <"$run_dir/strangers.daemon"
  done
}
