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
  touch "$run_dir/$journal" || return 1
  if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
    systemd-run --quiet --collect --unit="mailwright-$run_id" --property=KillMode=process \
      --property=StandardInput=null sh "$run_dir/program" "$1" 2>"$run_dir/start-error" && return 0
  fi
  setsid sh "$run_dir/program" "$1" </dev/null >/dev/null 2>&1 &
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
