# --- the run --------------------------------------------------------------------------------------------------------

apply_main() {
  printf '%s\n' "$$" >"$run_dir/pid"
  # A run that waits for another has changed nothing yet, unless it is an old one that goes on.
  if [ -e "$run_dir/done" ]; then take_lock interrupted; else take_lock failed; fi
  write_state running
  rm -f "$run_dir/cancel"
  # A crash may have left half a line.
  [ -z "$(tail -c 1 "$journal" | tr -d '\n')" ] || echo >>"$journal"
  event start ",\"run\":\"$run_id\",\"mode\":\"$1\",\"steps\":$apply_steps"
  step=record
  note_between_tries || finish failed false
  run_step record record_before
  apply_all_steps
  step=finish
  event step ",\"step\":\"finish\",\"state\":\"running\""
  record_after || { blame_write "$run_dir/after"; finish failed false; }
  event step ",\"step\":\"finish\",\"state\":\"done\""
  finish done true
}

case $1 in
apply | resume) apply_main "$1" ;;
undo)
  printf '%s\n' "$$" >"$run_dir/pid"
  undo_main
  ;;
esac
