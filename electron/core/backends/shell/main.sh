# --- the run --------------------------------------------------------------------------------------------------------

apply_main() {
  printf '%s\n' "$$" >"$run_dir/pid"
  take_lock interrupted
  write_state running
  rm -f "$run_dir/cancel"
  # A crash may have left half a line.
  [ -z "$(tail -c 1 "$journal" | tr -d '\n')" ] || echo >>"$journal"
  event start ",\"run\":\"$run_id\",\"mode\":\"$1\",\"steps\":$apply_steps"
  run_step record record_before
  apply_all_steps
  step=finish
  event step ",\"step\":\"finish\",\"state\":\"running\""
  record_after || { blame diskFull; finish failed false; }
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
