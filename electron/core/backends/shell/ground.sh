# --- what the program of a run stands on, and the one that starts it ----------------------------------------------

umask 077
export LC_ALL=C
state_root=/var/lib/mailwright
run_dir=$state_root/runs/$run_id

# Text of others as the inside of a JSON string: one line, no control characters, not without end.
json_text() {
  printf '%s' "$1" | head -c 2000 | tr '\n\r\t' '   ' | tr -d '\000-\037\177' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

is_full() { has_no_room "$1" || has_no_inodes "$1"; } # DIRECTORY

has_no_room() { # DIRECTORY
  room=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  [ "${room:-0}" -lt 128 ]
}

# Some file systems (btrfs) have no number of inodes that could be used up.
has_no_inodes() { [ "$(df -Pi "$1" | awk 'NR == 2 && $2 > 0 { print $4 }')" = 0 ]; } # DIRECTORY

run_order() { sed -n 's/^order=//p' "$state_root/runs/$1/meta" 2>/dev/null | grep . || echo 0; } # RUN

# The newest of the runs that were made after this one and still stand; nothing where there is none.
later_run() {
  newest= order=$(run_order "$run_id")
  for later in $(ls -1 "$state_root/runs"); do
    [ -f "$state_root/runs/$later/before/etc.tar" ] && [ "$(run_order "$later")" -gt "$order" ] || continue
    # An undo that was ended at its last step has left its copies.
    if grep -qx state=undone "$state_root/runs/$later/meta"; then continue; fi
    newest=$later order=$(run_order "$later")
  done
  printf '%s' "$newest"
}

# Why this run cannot go on, and the run that tells it; nothing where it can. Its program knows the server as it was then:
# steps that were finished are taken for done, and a later run, or an undo that has begun, may have changed what they made.
obstacle_to_resume() {
  if grep -qx state=undone "$run_dir/meta"; then
    printf 'runUndone %s' "$run_id"
  elif [ -s "$run_dir/foreign" ]; then
    printf 'undoBegun %s' "$run_id"
  elif grep -qx state=done "$run_dir/meta"; then
    printf 'runDone %s' "$run_id"
  elif later=$(later_run) && [ -n "$later" ]; then
    printf 'resumeLaterRun %s' "$later"
  fi
}
