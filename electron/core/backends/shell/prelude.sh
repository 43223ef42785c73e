# --- the journal ------------------------------------------------------------------------------------------
# One JSON line an event; its line number is the event's number, so a reader can go on where it was.

journal=$run_dir/journal
lock_file=/run/mailwright.lock
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Here-documents of some shells go through a temporary file, and /tmp may be full.
export TMPDIR=$run_dir
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 NEEDRESTART_MODE=a

tab=$(printf '\t')

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# Seconds that the machine is up: what waits for a time must not wait for a clock that is set meanwhile.
uptime_seconds() { read -r up _ </proc/uptime && printf '%s' "${up%%.*}"; }

event() { # NAME EXTRA-JSON
  printf '{"event":"%s","at":"%s"%s}\n' "$1" "$(now)" "$2" >>"$journal"
}

# What commands print becomes output events, line by line. Buffered output would hide what a slow step does. A line
# without end is cut before anything holds it whole; one that comes again and again is told once.
print_output() { # STEP
  stdbuf -oL cut -b -2000 | stdbuf -oL uniq | sed -u -e 's/[[:cntrl:]]/ /g' -e 's/\\/\\\\/g' -e 's/"/\\"/g' \
    -e "s/^/{\"event\":\"output\",\"step\":\"$1\",\"text\":\"/" -e 's/$/"}/' >>"$journal"
}

# Runs a command of a step with its output in the journal; gives the command's exit status.
logged() {
  # Nothing of an earlier command, where this one is killed together with the shell around it.
  true >"$run_dir/status"
  { "$@" </dev/null 2>&1; echo $? >"$run_dir/status"; } | print_output "$step"
  read -r logged_status <"$run_dir/status" || logged_status=1
  return "$logged_status"
}

note() { # KEY PARAMS-JSON
  event note ",\"key\":\"$1\",\"params\":{$2}"
}

# Why the current step failed, for the end event. The first reason counts: later ones are its consequences.
failure_code=
failure_params=
blame() { # CODE PARAMS-JSON
  [ -n "$failure_code" ] && return 0
  failure_code=$1
  failure_params=${2-}
}

write_state() { # STATE
  sed "s/^state=.*/state=$1/" "$run_dir/meta" >"$run_dir/meta.new" && mv -f "$run_dir/meta.new" "$run_dir/meta"
}

finish() { # STATE OK
  rm -f "$run_dir/reserve"
  write_state "$1" || :
  sync "$run_dir/meta" 2>/dev/null || :
  # Whoever locks it next and writes no word of its own must not be taken for this run.
  [ -z "${has_lock-}" ] || : >"$lock_file"
  if [ "$2" = true ]; then
    event end ",\"ok\":true,\"state\":\"$1\",\"code\":null,\"params\":{}"
    exit 0
  fi
  event end ",\"ok\":false,\"state\":\"$1\",\"code\":\"${failure_code:-stepFailed}\",\"params\":{\"step\":\"${step-}\"${failure_params:+,$failure_params}}"
  exit 1
}

# One run at a time. The lock belongs to the process: the kernel frees it whatever happens to us.
take_lock() { # STATE-IF-REFUSED
  exec 9>>"$lock_file"
  step=lock
  waited=0
  until flock -n 9; do
    # A program of this very run that was killed may have left apt at work, which holds the lock by inheritance.
    if ! grep -qF ", $run_id" "$lock_file" || [ "$waited" -ge 900 ]; then
      blame lockHeld "\"holder\":\"$(json_text "$(head -c 2000 "$lock_file")")\""
      finish "$1" false
    fi
    stop_if_cancelled "$1"
    event waiting ",\"step\":\"lock\",\"for\":\"$(json_text "$run_operator")\",\"seconds\":$waited"
    sleep 2
    waited=$((waited + 2))
  done
  has_lock=1
  printf '%s\n' "$run_operator, $(now), $run_id" >"$lock_file"
}

# What waits or is between two steps ends here where somebody asked for it.
stop_if_cancelled() { # STATE
  [ -e "$run_dir/cancel" ] || return 0
  rm -f "$run_dir/cancel"
  blame cancelled
  finish "$1" false
}

is_done() { grep -qxF "$1" "$run_dir/done" 2>/dev/null; }

mark_done() {
  printf '%s\n' "$1" >>"$run_dir/done" && sync "$run_dir/done" 2>/dev/null
  return 0
}

# Runs one step unless an earlier try has finished it; stops the run where it fails or where a cancel was asked for.
run_step() { # STEP FUNCTION
  step=$1
  if is_done "$step"; then
    event step ",\"step\":\"$step\",\"state\":\"skipped\""
    return 0
  fi
  [ ! -e "$run_dir/cancel" ] || record_after
  stop_if_cancelled cancelled
  event step ",\"step\":\"$step\",\"state\":\"running\""
  if "$2"; then
    mark_done "$step"
    event step ",\"step\":\"$step\",\"state\":\"done\""
  else
    event step ",\"step\":\"$step\",\"state\":\"failed\""
    record_after
    [ "$failure_code" != cancelled ] || stop_if_cancelled cancelled
    # With something still to be taken back it is this run that has to go on, or to be undone.
    [ ! -s "$run_dir/inverse" ] || finish interrupted false
    finish failed false
  fi
}
