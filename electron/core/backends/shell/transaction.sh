# --- groups: whole or not at all -----------------------------------------------------------------------------
# Each act writes its inverse first. A group that fails, or that a crash cut short, is taken back by running the
# inverses from the last to the first; a group that holds forgets them.

# An act whose inverse cannot be written down is not done.
inverse() { # LINE
  printf '%s\n' "$1" >>"$run_dir/inverse" || { blame_write "$run_dir"; return 1; }
  sync "$run_dir/inverse" 2>/dev/null || :
}

usual_ifs=$IFS
newline='
'

roll_back() { # GROUP
  [ -s "$run_dir/inverse" ] || return 0
  back=true
  # The disk may be full: no file is needed here, and a line that was cut short belongs to an act that was not done.
  partial=
  [ -z "$(tail -c 1 "$run_dir/inverse")" ] || partial='$d'
  # The mark at the end comes out first; without it not all lines came through.
  inverses=$({ sed "$partial" "$run_dir/inverse"; [ $? -lt 128 ] && echo //; } | sed -n '1!G;h;$p')
  case $inverses in //*) ;; *) back=false ;; esac
  set -f
  IFS=$newline
  for line in ${inverses#//}; do
    set +f
    IFS=$usual_ifs
    (eval "$line") || back=false
  done
  set +f
  IFS=$usual_ifs
  # What could not be taken back, as on a file system that is read-only for a while, is tried once more when the run goes on.
  [ "$back" = false ] || rm -f "$run_dir/inverse"
  event rolledBack ",\"group\":\"$1\",\"ok\":$back"
}

commit() {
  # Once more where it was ended from outside, and later where the file system is read-only for a while.
  while IFS= read -r swapped; do
    rm -f "$(old_name "$swapped")" || rm -f "$(old_name "$swapped")" || printf '%s\n' "$swapped" >>"$run_dir/late"
  done <"$run_dir/swapped"
  rm -f "$run_dir/inverse" "$run_dir/swapped"
  rm -rf "$run_dir/stage" "$run_dir/view"
}

# What could not be removed when its group was done.
drop_late() {
  [ -s "$run_dir/late" ] || return 0
  while IFS= read -r swapped; do rm -f "$(old_name "$swapped")"; done <"$run_dir/late"
}

# The group in hand: stage, validate, swap, serve, probe; on any failure everything is as before.
transact() { # GROUP
  roll_back "$1" # what a crash left of an earlier try
  rm -f "$run_dir/inverse"
  drop_late
  rm -rf "$run_dir/stage" "$run_dir/view"
  : >"$run_dir/swapped"
  : >"$run_dir/served"
  : >"$run_dir/told"
  refused=
  mkdir -p "$run_dir/stage" || { blame_write "$run_dir"; return 1; }
  if "act_$1" && "stage_$1" && "validate_$1" && "swap_$1" && "serve_$1" && "probe_$1"; then
    commit
    return 0
  fi
  roll_back "$1"
  settle
  rm -rf "$run_dir/stage" "$run_dir/view"
  return 1
}

# --- files ------------------------------------------------------------------------------------------------------

# Why a write did not succeed: no room, a lock on the path, a system that refuses it, or a command that did not come to its end.
blame_write() { # PATH
  dir=$1
  while [ ! -d "$dir" ]; do
    case $dir in */*) dir=${dir%/*} ;; *) dir= ;; esac
    dir=${dir:-/}
  done
  if is_full "$dir"; then
    blame diskFull "\"path\":\"$dir\""
  elif ! blame_fixed "$1" "$dir"; then
    blame writeCutShort "\"path\":\"$(json_text "$1")\""
  fi
}

# Names the first of the paths that cannot be written, or not be replaced; fails where there is none.
blame_fixed() { # PATH…
  fixed=$(printf '%s\0' "$@" | first_fixed)
  [ -n "$fixed" ] || return 1
  case $fixed in
  -*) blame writeRefused "\"path\":\"$(json_text "${fixed#* }")\"" ;;
  *) blame fileFixed "\"path\":\"$(json_text "${fixed#* }")\",\"attribute\":\"${fixed%% *}\"" ;;
  esac
}

# The first of the paths on standard input, each ended by NUL, that is there and cannot be replaced, behind the attribute of
# chattr(1) that forbids it, or - where it cannot be written for another reason. Nobody is told by access(2) that a file takes
# additions only: it can be opened, but neither renamed nor removed. A name with a line break would make two lines of what
# lsattr(1) says, and is not looked at.
first_fixed() {
  sed -z '/\n/d' | xargs -0 -r sh -c '
    lsattr -d -- "$@" 2>/dev/null | awk '\''{ flags = $1; sub(/^[^ ]+ /, ""); if (flags ~ /[ia]/) print (flags ~ /i/ ? "i" : "a"), $0 }'\''
    find "$@" -maxdepth 0 \( -type f -o -type d \) ! -writable 2>/dev/null | sed "s/^/- /"' find | head -n 1
}

# Dovecot 2.4 writes its configuration to /tmp to read it, checker and daemon alike; what it says there of no space is a panic.
blame_tmp() { # NAME
  if is_full /tmp; then blame tmpFull "\"name\":\"$1\""; fi
}

new_name() { printf '%s/.mailwright-new.%s' "${1%/*}" "${1##*/}"; }
old_name() { printf '%s/.mailwright-old.%s' "${1%/*}" "${1##*/}"; }

# Writes standard input to the staged copy of a file.
stage_file() { # PATH MODE OWNER GROUP
  mkdir -p "$run_dir/stage${1%/*}" && cat >"$run_dir/stage$1" || { blame_write "$run_dir"; return 1; }
  chmod "$2" "$run_dir/stage$1" && chown "$3:$4" "$run_dir/stage$1" || return 1
  # Postfix waits one or two seconds over a main.cf, or a table that it reads as text (texthash), that looks younger than that.
  case $1 in
  /etc/postfix/*) touch -d '-10 seconds' "$run_dir/stage$1" ;;
  esac
}

# What stands at a path: the SHA-256 of a file, or `link`, `other`, `absent`.
state_of() { # PATH
  if [ -L "$1" ]; then
    echo link
  elif [ -f "$1" ]; then
    sum=$(sha256sum <"$1")
    echo "${sum%% *}"
  elif [ -e "$1" ]; then
    echo other
  else
    echo absent
  fi
}

# A file may only be replaced while it holds what the plan, or our own packages, left in it.
unmoved() { # PATH
  known=$(awk -v p="$1" '{ s = $1; sub(/^[^ ]+ /, ""); if ($0 == p) k = s } END { print k }' "$run_dir/known")
  have=$(state_of "$1")
  if [ -z "$known" ] || [ "$known" = "$have" ]; then return 0; fi
  # A crash between the swap and its note in the journal leaves the wished bytes in place.
  if cmp -s "$run_dir/stage$1" "$1" 2>/dev/null; then return 0; fi
  blame fileMoved "\"path\":\"$1\""
  return 1
}

# Lays the staged copy beside the file: from here on the swap is a rename, which needs no space and is atomic.
lay_file() { # PATH
  unmoved "$1" || return 1
  if [ -f "$1" ] && [ ! -L "$1" ] && lay_like "$1" "$(new_name "$1")" "$run_dir/stage$1"; then return 0; fi
  cp -p "$run_dir/stage$1" "$(new_name "$1")" || { rm -f "$(new_name "$1")"; blame_write "$1"; return 1; }
}

# The new file keeps the ACL and the extended attributes of the old one. Empty at first: the old one's rights may be wider
# than the new one's. Writing takes capabilities(7) away, so attributes come once more at the end.
lay_like() { # OLD NEW STAGED
  rm -f "$2" && cp --attributes-only --preserve=mode,xattr "$1" "$2" 2>/dev/null && chown --reference="$3" "$2" &&
    chmod --reference="$3" "$2" && keep_mask "$1" "$2" && cat "$3" >"$2" && cp --attributes-only --preserve=xattr "$1" "$2" && touch -r "$3" "$2"
}

# In the mode of a file with an ACL the group's bits are the ACL's mask (acl(5)).
keep_mask() { # OLD NEW
  rights=$(ls -ld "$1")
  case $rights in ??????????+*) ;; *) return 0 ;; esac
  mask=$(printf '%s' "$rights" | cut -c 5-7 | tr -d -)
  chmod "g=$mask" "$2"
}

swap_file() { # PATH
  if [ -e "$1" ] || [ -L "$1" ]; then
    ln -fP "$1" "$(old_name "$1")" || { blame_write "$1"; return 1; }
  fi
  mv -fT "$(new_name "$1")" "$1" || { blame_write "$1"; return 1; }
}

quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }

unswap_file() { # PATH
  rm -f "$(new_name "$1")"
  if [ -e "$(old_name "$1")" ] || [ -L "$(old_name "$1")" ]; then
    mv -fT "$(old_name "$1")" "$1"
  elif ! grep -qxF "$1" "$run_dir/existed" 2>/dev/null; then
    rm -f "$1"
  fi
}

# All files of a group: first every copy is laid, then copies and inverses are flushed in one go, then every rename is
# done. A flush a file would cost more than all the rest on a disk that has just taken in packages.
swap_files() { # PATH…
  : >"$run_dir/existed"
  for path in "$@"; do
    if [ -e "$path" ] || [ -L "$path" ]; then printf '%s\n' "$path" >>"$run_dir/existed"; fi
    printf "rm -f '%s'\n" "$(quoted "$(new_name "$path")")" >>"$run_dir/inverse" || { blame_write "$run_dir"; return 1; }
  done
  for path in "$@"; do
    lay_file "$path" || return 1
  done
  for path in "$@"; do
    { printf "unswap_file '%s'\n" "$(quoted "$path")" >>"$run_dir/inverse" && printf '%s\n' "$path" >>"$run_dir/swapped"; } ||
      { blame_write "$run_dir"; return 1; }
  done
  flush_laid "$@"
  for path in "$@"; do swap_file "$path" || return 1; done
}

flush_laid() { # PATH…
  count=$#
  while [ "$count" -gt 0 ]; do
    path=$1
    shift
    set -- "$@" "$(new_name "$path")"
    count=$((count - 1))
  done
  sync "$@" "$run_dir/inverse" "$run_dir/swapped" "$run_dir/existed" 2>/dev/null || sync
}

remove_file() { # PATH
  [ -e "$1" ] || [ -L "$1" ] || return 0
  unmoved "$1" || return 1
  inverse "unswap_file '$(quoted "$1")'" || return 1
  printf '%s\n' "$1" >>"$run_dir/swapped"
  mv -fT "$1" "$(old_name "$1")" || { blame_write "$1"; return 1; }
}

make_directory() { # PATH MODE OWNER GROUP
  if [ ! -d "$1" ]; then
    inverse "rmdir '$(quoted "$1")'" || return 1
    mkdir -p "$1" || { blame_write "$1"; return 1; }
  else
    inverse "chmod $(stat -c %a "$1") '$(quoted "$1")'; chown $(stat -c %u:%g "$1") '$(quoted "$1")'" || return 1
  fi
  chmod "$2" "$1" && chown "$3:$4" "$1"
}

# --- services -----------------------------------------------------------------------------------------------------

# systemd gives a service 90 s to stop and as long to start, unless its unit says more (systemd-system.conf(5)). One that may take
# for ever (TimeoutStopSec=infinity) is not waited for so long: its job goes on without us.
patience=240

systemctl() { # ARGUMENTS…
  case " $* " in
  *' start '* | *' stop '* | *' restart '* | *' reload '* | *' try-restart '* | *' reload-or-restart '*) timeout "$patience" systemctl "$@" ;;
  *) command systemctl "$@" ;;
  esac
}

# The same where the run may still be cancelled.
drive_unit() { # VERB UNIT
  timeout "$patience" systemctl "$1" "$2" &
  job=$!
  watch_job "$job" "$2" 9>&- >/dev/null 2>&1 &
  watcher=$!
  wait "$job" 2>/dev/null
  ended=$?
  kill "$watcher" 2>/dev/null
  return "$ended"
}

watch_job() { # PID UNIT
  watched=0
  until [ -e "$run_dir/cancel" ]; do
    sleep 1
    [ -d "/proc/$1" ] || return 0
    watched=$((watched + 1))
    [ "$watched" != 20 ] || note apply.engineUnitSlow "\"unit\":\"$2\",\"minutes\":$((patience / 60))"
  done
  kill "$1"
}

# Whether it was neither the limit nor a cancel that ended the command (timeout(1)).
ended_by_itself() { [ "$logged_status" -lt 124 ]; }

# Brings a service to its wished state; reload and restart only where it runs already.
serve_unit() { # UNIT WATCH reload|restart|start
  was_enabled=$(systemctl is-enabled "$1" 2>/dev/null) || :
  case $was_enabled in
  masked*) blame unitMasked "\"unit\":\"$1\""; return 1 ;;
  disabled)
    inverse "systemctl -q disable '$1'" || return 1
    logged systemctl -q enable "$1" || { blame_unit "$1" "$2"; return 1; }
    ;;
  esac
  if ! systemctl -q is-active "$2"; then
    inverse "systemctl -q stop '$1'" || return 1
    logged drive_unit restart "$1" || { blame_unit "$1" "$2"; return 1; }
  elif [ "$3" != start ]; then
    printf '%s %s %s\n' "$1" "$2" "$3" >>"$run_dir/served"
    logged drive_unit "$3" "$1" || { ended_by_itself && logged drive_unit restart "$1"; } || { blame_unit "$1" "$2"; return 1; }
  fi
  systemctl -q is-active "$2" || { blame_unit "$1" "$2"; return 1; }
}

# The program still runs under a unit of the release before an upgrade; beside it the present one cannot start. There is
# no inverse: that unit does not start any more, and an undo starts the present one in its place.
retire_unit() { # UNIT PRESENT
  systemctl -q is-active "$1" || return 0
  printf '%s %s\n' "$1" "$2" >>"$run_dir/retired" || { blame_write "$run_dir"; return 1; }
  logged drive_unit stop "$1" || { blame_unit "$1" "$1"; return 1; }
  systemctl reset-failed "$1" 2>/dev/null || :
}

# After the files of a failed group are back, its services take them up again.
settle() {
  [ -f "$run_dir/served" ] || return 0
  while read -r unit watch how <&8; do
    if [ "$unit" = "${slow_unit-}" ]; then
      systemctl --no-block "$how" "$unit" </dev/null >/dev/null 2>&1
      continue
    fi
    if [ "$unit" = "$zone_unit" ]; then
      stop_for_zone
      drop_zone_journals
    fi
    systemctl -q is-active "$watch" || how=restart
    systemctl "$how" "$unit" </dev/null >/dev/null 2>&1 || event output ",\"step\":\"$step\",\"text\":\"$unit: $how failed\""
  done 8<"$run_dir/served"
}

blame_unit() { # UNIT WATCH
  if [ -n "${logged_status-}" ] && ! ended_by_itself; then
    slow_unit=$1
    if [ -e "$run_dir/cancel" ]; then blame cancelled; else blame_slow "$1"; fi
  fi
  blame_tmp "$1"
  blame unitFailed "\"unit\":\"$1\",\"evidence\":\"$(json_text "$(journalctl -q --no-pager -o cat -n 12 -u "$1" -u "$2" 2>/dev/null | tail -c 1500)")\""
}

blame_slow() { blame unitSlow "\"unit\":\"$1\",\"minutes\":$((patience / 60))"; } # UNIT

# Asks again until a service really answers; a daemon that says "active" may not serve yet.
probe() { # NAME SECONDS COMMAND…
  name=$1 deadline=$(($(uptime_seconds) + $2))
  shift 2
  until timeout 10 "$@" </dev/null >"$run_dir/verdict" 2>&1; do
    if [ "$(uptime_seconds)" -ge "$deadline" ]; then
      print_output "$step" <"$run_dir/verdict"
      blame probeFailed "\"name\":\"$name\",\"evidence\":\"$(json_text "$(tail -c 1000 "$run_dir/verdict")")\""
      return 1
    fi
    sleep 0.2
  done
}

# What is good to know, and no reason to take anything back.
advise() { # KEY SECONDS COMMAND…
  advice=$1 limit=$2
  shift 2
  timeout "$limit" "$@" </dev/null >/dev/null 2>&1 || note "$advice" ""
}
