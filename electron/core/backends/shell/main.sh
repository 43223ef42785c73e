# --- the run --------------------------------------------------------------------------------------------------------

apply_main() {
  printf '%s\n' "$$" >"$run_dir/pid"
  # A run that waits for another has changed nothing yet, unless it is an old one that goes on.
  if [ -e "$run_dir/done" ]; then take_lock interrupted; else take_lock failed; fi
  # A crash may have left half a line.
  [ -z "$(tail -c 1 "$journal" | tr -d '\n')" ] || echo >>"$journal"
  [ "$1" != resume ] || go_on_or_end
  write_state running
  rm -f "$run_dir/cancel"
  event start ",\"run\":\"$run_id\",\"mode\":\"$1\",\"steps\":$apply_steps"
  step=record
  note_between_tries || finish failed false
  run_step record record_before
  apply_all_steps
  step=finish
  event step ",\"step\":\"finish\",\"state\":\"running\""
  drop_late
  record_after || { blame_write "$run_dir/after"; finish failed false; }
  event step ",\"step\":\"finish\",\"state\":\"done\""
  finish done true
}

# While a run waited for the lock, another program may have done what stands in its way now. Where it brought this very run to
# its end, the journal has told that end.
go_on_or_end() {
  obstacle=$(obstacle_to_resume)
  case $obstacle in
  '') return ;;
  runDone*)
    rm -f "$run_dir/reserve"
    exit 0
    ;;
  esac
  blame "${obstacle%% *}" "\"run\":\"$(json_text "${obstacle#* }")\""
  state=$(sed -n 's/^state=//p' "$run_dir/meta")
  [ "$state" != running ] || state=interrupted
  finish "$state" false
}

case $1 in
apply | resume) apply_main "$1" ;;
undo)
  printf '%s\n' "$$" >"$run_dir/pid"
  undo_main
  ;;
esac
