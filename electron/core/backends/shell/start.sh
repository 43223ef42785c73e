# Puts a run's program on the server and starts it apart from this connection, then follows its journal.
# The program comes on standard input behind this script; a cut upload starts nothing.

umask 077
state_root=/var/lib/mailwright
run_dir=$state_root/runs/$run_id

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
  room=$(df -Pk "$state_root" 2>/dev/null | awk 'NR == 2 { print $4 }')
  rm -f "$run_dir/reserve"
  code=spaceTooSmall params='"free":0,"needed":20'
  if [ "${room:-128}" -ge 128 ]; then
    reason=$(start_reason | head -c 1000 | tr '\n\t' '  ' | tr -d '\000-\037\177' | sed 's/\\/\\\\/g; s/"/\\"/g')
    code=startFailed params="\"evidence\":\"$reason\""
  fi
  printf '{"event":"refused","code":"%s","params":{%s}}\n' "$code" "$params"
  exit 0
}

start_reason() {
  { mkdir -p "$state_root/runs" && : >"$state_root/runs/.probe" && rm -f "$state_root/runs/.probe"; } 2>&1
  df -Pi "$state_root" | awk 'NR == 2 && $2 > 0 && $4 == 0 { print "df -i " $6 ": 0" }'
  [ ! -s "$run_dir/start-error" ] || cat "$run_dir/start-error"
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
  if [ -n "$pid" ] && grep -qs "$run_id" "/proc/$pid/cmdline"; then
    tail -s 0.2 --pid="$pid" -n "+$(($2 + 1))" -f "$run_dir/$1"
  else
    tail -n "+$(($2 + 1))" "$run_dir/$1"
  fi
  # The last word where the program was killed or the machine went down: nobody writes this journal any more.
  printf '{"event":"gone"}\n'
}
