# --- undo: the server as it was before the run --------------------------------------------------------------------
# Works from the run's records alone, on any computer's demand. Lines that others changed after the run stay and are
# named; mail is moved aside, never deleted. Every step may be repeated, so an undo that was cut short goes on.

before=$run_dir/before
after=$run_dir/after
archive=$state_root/archive/$run_id

undo_prepare() {
  [ -f "$before/etc.tar" ] || { blame nothingRecorded; return 1; }
  same_release || return 1
  later=$(later_run)
  [ -z "$later" ] || { blame undoLaterFirst "\"run\":\"$(json_text "$later")\""; return 1; }
  roll_back interrupted
  rm -f "$run_dir/inverse"
  release_services
  room_for_undo || return 1
  # An undo that was cut short has begun to change things itself: what others did is what it saw the first time.
  if [ -s "$run_dir/foreign" ]; then
    all_writable
    return
  fi
  look_at_foreign || return 1
  # Nothing is begun: what others do until the next try is looked at then.
  all_writable || { rm -f "$run_dir/foreign"; return 1; }
}

# An undo that has begun has to come to its end. Nor may a list that a full disk cut short be taken for the whole.
room_for_undo() {
  head -c 262144 /dev/zero >"$run_dir/reserve"
  free=$(df -Pk "$run_dir" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge 20480 ] || { blame spaceTooSmall "\"free\":$((free / 1024)),\"needed\":20"; return 1; }
  for dir in "$run_dir" /etc; do
    inodes=$(df -Pi "$dir" | awk 'NR == 2 && $2 > 0 { print $4 }')
    if [ "${inodes:-200}" -lt 200 ] || is_full "$dir"; then blame diskFull "\"path\":\"$dir\""; return 1; fi
  done
}

# What is to come back, or to go, must not turn out to be immutable or on a read-only file system when half of it is done.
all_writable() {
  manifest_etc >"$run_dir/present" && list_restore || { blame_write "$run_dir"; return 1; }
  {
    cut -f 2 "$run_dir/restore"
    cat "$run_dir/edited"
    for path in $outside_paths; do printf '%s\n' "$path"; done
  } >"$run_dir/touched" || { blame_write "$run_dir"; return 1; }
  fixed=$({ cat "$run_dir/touched" && sed 's/\/[^/]*$//' "$run_dir/touched"; } | grep . | sort -u | real_paths | first_fixed)
  [ -z "$fixed" ] || { blame_write "${fixed#* }"; return 1; }
}

# What others did since the run is told from what the run did, and kept.
look_at_foreign() {
  # A run that never came to its end has no record of its outcome: all that differs from before is taken as its work.
  [ -s "$after/etc" ] || record_after || { blame_write "$run_dir"; return 1; }
  : >"$run_dir/foreign.new" && { [ ! -s "$run_dir/between" ] || cat "$run_dir/between" >"$run_dir/foreign.new"; } ||
    { blame_write "$run_dir"; return 1; }
  # Nobody's work are the copies that passwd(1) and its kin make, and resolv.conf where programs make it anew with every lease,
  # out of what is put back here.
  touched_since '^/etc/[a-z]+-$' "$(is_done resolver && echo /etc/resolv.conf)" >>"$run_dir/foreign.new" &&
    printf 'looked\t-\n' >>"$run_dir/foreign.new" || { blame_write "$run_dir"; return 1; }
  # What others laid among the files of a package goes with it when it is purged.
  awk -F '\t' 'FNR == NR { made[$6] = 1; next } !($6 in made) { print substr($6, 2) }' "$after/etc" "$run_dir/present" |
    real_paths >"$run_dir/strangers" || { blame_write "$run_dir"; return 1; }
  if [ -s "$run_dir/strangers" ]; then
    keep_in_tar --no-recursion --null -cf "$run_dir/strangers.tar" -T "$run_dir/strangers" || [ $? = 1 ] || { blame_write "$run_dir"; return 1; }
  fi
  sed -n "s/^edited$tab//p" "$run_dir/foreign.new" >"$run_dir/edited" || { blame_write "$run_dir"; return 1; }
  while IFS= read -r path; do
    real_path "$path"
    keep_aside "$real" || { blame_write "$archive"; return 1; }
  done <"$run_dir/edited"
  for path in $outside_paths; do
    [ -f "$path" ] && [ -f "$after/left/texts$path" ] && ! cmp -s "$path" "$after/left/texts$path" || continue
    printf '%s\n' "$path"
    keep_aside "$path" || { blame_write "$archive"; return 1; }
  done >"$run_dir/edited.outside"
  keep_strangers && list_overrides >"$run_dir/overrides" || { blame_write "$archive"; return 1; }
  mv -f "$run_dir/foreign.new" "$run_dir/foreign"
}

# After an upgrade of the system a configuration of before may be in words that its program does not know any more; what
# came with the run altogether still goes altogether.
same_release() {
  [ -s "$before/release" ] && [ "$(head -n 1 "$before/release")" != "$(system_release | head -n 1)" ] || return 0
  releases="\"before\":\"$(json_text "$(tail -n 1 "$before/release")")\",\"now\":\"$(json_text "$(system_release | tail -n 1)")\""
  if [ -n "$bound_paths" ] && [ "$(series_of_bound <"$before/packages")" != "$(list_packages | series_of_bound)" ]; then
    blame undoAcrossUpgrade "$releases,\"path\":\"$(json_text "${bound_paths%% *}")\""
    return 1
  fi
  note apply.engineUpgradedSince "$releases"
}

# 2.3 of 1:2.3.19.1+dfsg1-2: within it, old words are understood.
series_of_bound() { awk -v name="$bound_package" '$2 == name { sub(/^[0-9]+:/, "", $3); split($3, part, "."); print part[1] "." part[2]; exit }'; }

keep_aside() { # PATH
  mkdir -p "$archive${1%/*}" && cp -a "$1" "$archive$1"
}

undo_services() {
  active_units >"$run_dir/units" || { blame_write "$run_dir"; return 1; }
  for unit in $(comm -13 "$before/units" "$run_dir/units"); do
    grep -qxF "$unit" "$after/units" || continue
    systemctl stop -- "$unit" 2>/dev/null
    # Its package could not be removed either.
    [ $? != 124 ] || { blame_slow "$unit"; return 1; }
  done
}

undo_firewall() { close_ports; }

# Names in a table such as /etc/passwd that this run, or the packages it brought, added.
added_names() { # FILE
  # Were none known of before, all would be.
  tar -xOf "$before/etc.tar" "${1#/}" >"$run_dir/names.all" && cut -d: -f1 "$run_dir/names.all" | sort >"$run_dir/names" &&
    [ -s "$run_dir/names" ] || { rm -f "$run_dir/names.all"; return 1; }
  rm -f "$run_dir/names.all"
  comm -13 "$run_dir/names" "$after/names-${1##*/}"
}

undo_accounts() {
  if [ -s "$run_dir/kept" ]; then note_accounts; fi
  users=$(added_names /etc/passwd) && groups=$(added_names /etc/group) || { blame_write "$run_dir"; return 1; }
  for user in $users; do
    # Purging a package often takes its account along.
    if may_go passwd "$user"; then logged userdel "$user" || :; fi
  done
  for group in $groups; do
    if may_go group "$group"; then logged groupdel "$group" || :; fi
  done
}

# Which package an account of the system belongs to is not known: all stay with a package that does. The tables are put back
# without them, and get their lines again.
note_accounts() {
  for table in passwd group; do
    [ ! -e "$run_dir/stay-$table" ] || continue
    for name in $(added_names "/etc/$table"); do
      if ! may_go "$table" "$name"; then grep "^$name:" "/etc/$table" "/etc/$(shadow_of "$table")" | sed 's/:/ /'; fi
    done >"$run_dir/stay-$table.new"
    mv -f "$run_dir/stay-$table.new" "$run_dir/stay-$table"
  done
}

shadow_of() { case $1 in passwd) echo shadow ;; *) echo gshadow ;; esac; }

put_accounts() {
  cat "$run_dir/stay-passwd" "$run_dir/stay-group" | while read -r table line; do
    grep -q "^${line%%:*}:" "$table" && continue
    cp -a "$table" "$(new_name "$table")" && printf '%s\n' "$line" >>"$(new_name "$table")" && mv -fT "$(new_name "$table")" "$table"
  done
}

may_go() { # TABLE NAME
  id=$(getent "$1" "$2" | cut -d: -f3) && [ -n "$id" ] && { [ ! -s "$run_dir/kept" ] || [ "$id" -ge 1000 ]; }
}

# What is to go: there now, not there before, and not somebody else's. What is to come back: all that differs from
# before, but for what somebody edited after the run.
list_restore() {
  awk -F '\t' -v OFS='\t' '
    FILENAME == ARGV[1] { foreign[$2] = $1; next }
    FILENAME == ARGV[2] { was[$6] = $1 $2 $3 $4 $5; type[$6] = $1; next }
    { there[$6] = 1
      if (!($6 in was)) { if (foreign[$6] != "new") print ($1 == "d" ? "rmdir" : "rm"), $6 }
      else if (was[$6] != $1 $2 $3 $4 $5 && foreign[$6] != "edited" && foreign[$6] != "other") print (type[$6] == "d" ? "dir" : "back"), $6 }
    END { for (p in was) if (!(p in there) && foreign[p] != "gone") print (type[p] == "d" ? "dir" : "back"), p }
  ' "$run_dir/foreign" "$before/etc" "$run_dir/present" >"$run_dir/restore"
}

# Takes what a record holds to where it was; what tar(1) names first was in the way.
bring_back() { # RECORD DIRECTORY OPTION…
  record=$1 where=$2
  shift 2
  said=$(back_from_tar -xpf "$record" "$@" 2>&1) && return 0
  named=$(printf '%s\n' "$said" | sed -n 's/^tar: \([^:]*\): Cannot .*/\/\1/p' | head -n 1)
  blame_write "${named:-$where}"
  return 1
}

# What list_restore has listed, removed and put back.
put_listed_back() {
  sed -n "s/^rm$tab//p" "$run_dir/restore" | real_paths | xargs -0 -r rm -f || { blame_write /etc; return 1; }
  # A file gives way to a directory and the other way round without ever being half there.
  sed -n "s/^back$tab\///p" "$run_dir/restore" | real_paths >"$run_dir/restore.files" || { blame_write "$run_dir"; return 1; }
  # Two names of one file come back together, or they would be two files.
  { tar -tvf "$before/etc.tar"; last_line; } | sed -n 's/^h.* \(etc\/.*\) link to \(etc\/.*\)$/\1\n\2/p; /^\/\/$/p' | sort -u |
    whole >"$run_dir/linked" || { blame_write "$run_dir"; return 1; }
  if [ -s "$run_dir/linked" ] && tr '\0' '\n' <"$run_dir/restore.files" | grep -qxF -f "$run_dir/linked"; then
    cut -f 2 "$run_dir/foreign" | sed 's/^\///' | grep -vxF -f - "$run_dir/linked" | tr "\n" "\0" >>"$run_dir/restore.files"
    sort -zu -o "$run_dir/restore.files" "$run_dir/restore.files"
  fi
  sed -n "s/^dir$tab\///p" "$run_dir/restore" | sort | real_paths >"$run_dir/restore.dirs" || { blame_write "$run_dir"; return 1; }
  if [ -s "$run_dir/restore.dirs" ]; then
    bring_back "$before/etc.tar" /etc --no-recursion --null -T "$run_dir/restore.dirs" || return 1
  fi
  if [ -s "$run_dir/restore.files" ]; then
    bring_back "$before/etc.tar" /etc --no-recursion --unlink-first --null -T "$run_dir/restore.files" || return 1
  fi
  sed -n "s/^rmdir$tab//p" "$run_dir/restore" | sort -r | real_paths | xargs -0 -r -n 1 rmdir 2>/dev/null || :
  return 0
}

# Last of all the times of directories, which every change inside has moved.
put_times_back() {
  awk -F '\t' '$1 == "d" { print $4 "\t" $6 }' "$before/etc" | while IFS=$tab read -r time path; do
    [ -d "$path" ] && touch -d "@$time" "$path"
  done
  return 0
}

# Whoever was ended from outside on the way has left something undone. Where packages stayed, their accounts did too.
finish_files() {
  [ ! -s "$run_dir/kept" ] || return 0
  manifest_etc >"$run_dir/present" && list_restore || { blame_write "$run_dir"; return 1; }
  grep -q "^\(rm\|back\|dir\)$tab" "$run_dir/restore" || return 0
  put_listed_back && put_times_back
}

undo_files() {
  ask_copied_serial
  stop_for_zone
  manifest_etc >"$run_dir/present" && list_restore || { blame_write "$run_dir"; return 1; }
  # First of all: a list of logins that others changed loses those of the run with the files that others changed.
  close_mailboxes || return 1
  undo_edited || return 1
  put_listed_back || return 1
  if [ -f "$run_dir/strangers.tar" ]; then
    umask 022
    bring_back "$run_dir/strangers.tar" /etc --skip-old-files || return 1
    umask 077
  fi
  for path in $outside_paths; do
    if ! grep -qxF "$path" "$before/outside" && [ -e "$path" ]; then
      if [ -d "$path" ]; then rmdir "$path" 2>/dev/null || :; else rm -f "$path" "$path".jnl "$path".signed "$path".signed.jnl "$path".jbk; fi
    fi
  done
  if [ -f "$before/outside.tar" ]; then
    bring_back "$before/outside.tar" /var --unlink-first || return 1
  fi
  undo_edited_outside || return 1
  drop_zone_journals
  undo_leftovers
  undo_overrides
  if [ -s "$run_dir/kept" ]; then put_accounts; configure_kept; fi
  put_times_back
  finish_files
}

# What ran before the run, by the names that these units have since an upgrade of the system.
units_before() {
  [ -s "$run_dir/retired" ] || { cat "$before/units"; return; }
  awk 'FNR == NR { present[$1] = $2; next } { print(($1 in present) ? present[$1] : $1) }' "$run_dir/retired" "$before/units"
}

undo_runtime() {
  # Once more where it was ended from outside: old definitions would start what is gone.
  systemctl daemon-reload || systemctl daemon-reload
  remake_derived
  if [ "$(hostname)" != "$(cat "$before/hostname")" ]; then hostname "$(cat "$before/hostname")"; fi
  # Before Postfix, which copies resolv.conf into its chroot when it starts.
  undo_network
  # The daemons start again with the files of before.
  for unit in $(units_before); do
    if ! systemctl -q is-active -- "$unit"; then
      logged systemctl restart -- "$unit" || note apply.engineUnitNotBack "\"unit\":\"$unit\""
    fi
  done
  for unit in $served_units; do
    if grep -qxF "$unit" "$before/units"; then
      how=reload-or-restart
      case " $restarted_units " in *" $unit "*) how=restart ;; esac
      # One that will not read its files again would go on with those of the run.
      logged systemctl "$how" -- "$unit" || { ended_by_itself && logged systemctl restart -- "$unit"; } || note apply.engineUnitNotBack "\"unit\":\"$unit\""
    fi
  done
  undo_units
  set_own_mail_aside || return 1
  name_mail_that_stays
  name_zone_copies
  name_units_left
  return 0
}

undo_main() {
  journal=$run_dir/undo-journal
  step=lock
  state_before_undo=$(sed -n 's/^state=//p' "$run_dir/meta")
  take_lock "$state_before_undo"
  event start ",\"run\":\"$run_id\",\"mode\":\"undo\",\"steps\":$undo_steps"
  rm -f "$run_dir/cancel"
  for name in prepare services firewall mail packages accounts files runtime; do
    step=undo-$name
    if [ "$name" = services ]; then state_before_undo=failed; fi
    stop_if_cancelled "$state_before_undo"
    event step ",\"step\":\"$step\",\"state\":\"running\""
    if ! "undo_$name"; then
      event step ",\"step\":\"$step\",\"state\":\"failed\""
      stop_if_cancelled "$state_before_undo"
      # A refusal changes nothing: the run stays what it was, and the next undo does not take it for a try that failed.
      finish "$state_before_undo" false
    fi
    event step ",\"step\":\"$step\",\"state\":\"done\""
  done
  # The journals stay as a record; copies and programs of a run that is undone are of no more use. Without them nothing can be
  # undone, so that it is undone is written down before.
  # What is back must not be in memory only when its copies go.
  sync -f /etc "$state_root" 2>/dev/null || sync
  write_state undone || :
  find "$run_dir" -mindepth 1 ! -name meta ! -name journal ! -name undo-journal -delete 2>/dev/null
  finish undone true
}
