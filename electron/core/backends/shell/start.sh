# Puts a run's program on the server and starts it apart from this connection, then follows its journal.
# The program comes on standard input behind this script; a cut upload starts nothing.

# The last word of this program: nothing is begun.
refuse() { # CODE PARAMS-JSON
  printf '{"event":"refused","code":"%s","params":{%s}}\n' "$1" "${2-}"
  exit 0
}

refuse_run() { refuse "$1" "\"run\":\"$(json_text "$2")\""; } # CODE RUN

start_run() { # MODE
  rm -f "$run_dir/pid"
  journal=journal
  [ "$1" != undo ] || journal=undo-journal
  [ "$1" != undo ] || rm -f "$run_dir/undo-journal"
  # Where a journal can be begun and not go on, nobody would learn why the run ended.
  { touch "$run_dir/$journal" && head -c 65536 /dev/zero >"$run_dir/reserve"; } 2>"$run_dir/start-error" || return 1
  if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
    systemd-run --quiet --collect --unit="mailwright-$run_id" --property=KillMode=process \
      --property=StandardInput=null sh "$run_dir/program" "$1" 2>"$run_dir/start-error" && return 0
  fi
  setsid sh "$run_dir/program" "$1" </dev/null >/dev/null 2>&1 &
}

# Nothing could be written or started: no room, or what the server says of it.
refuse_start() {
  if [ -d "$state_root" ] && has_no_room "$state_root"; then
    rm -f "$run_dir/reserve"
    refuse spaceTooSmall '"free":0,"needed":20'
  fi
  rm -f "$run_dir/reserve"
  refuse startFailed "\"evidence\":\"$(json_text "$(start_reason | head -c 2000)")\""
}

start_reason() {
  { mkdir -p "$state_root/runs" && : >"$state_root/runs/.probe" && rm -f "$state_root/runs/.probe"; } 2>&1
  if has_no_inodes "$state_root"; then df -Pi "$state_root" | awk 'NR == 2 { print "df -i " $6 ": 0" }'; fi
  [ ! -s "$run_dir/start-error" ] || cat "$run_dir/start-error"
}

# Asked again under the lock by the program itself: another one may come in between.
refuse_resume() {
  obstacle=$(obstacle_to_resume)
  [ -z "$obstacle" ] || refuse_run "${obstacle%% *}" "${obstacle#* }"
}

# What the run's program is at: `apply`, `resume`, `undo`, or nothing where it is not at work.
run_mode() {
  pid=$(cat "$run_dir/pid" 2>/dev/null) || return 0
  [ -n "$pid" ] || return 0
  tr '\000' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -A 1 -F "$run_dir/program" | sed -n 2p
}

# Waits for the journal's next lines until the program ends; its number of lines is the reader's place.
follow_run() { # JOURNAL AFTER
  waited=0
  until [ -s "$run_dir/pid" ] || [ "$waited" -ge 250 ]; do
    sleep 0.02
    waited=$((waited + 1))
  done
  pid=$(cat "$run_dir/pid" 2>/dev/null)
  if [ -n "$pid" ] && grep -qsF "$run_dir/program" "/proc/$pid/cmdline"; then
    tail -s 0.2 --pid="$pid" -n "+$(($2 + 1))" -f "$run_dir/$1"
  else
    tail -n "+$(($2 + 1))" "$run_dir/$1"
  fi
  # The last word where the program was killed or the machine went down: nobody writes this journal any more.
  printf '{"event":"gone"}\n'
}
