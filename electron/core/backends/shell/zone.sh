# --- a zone of before ---------------------------------------------------------------------------------------------

# named(8) reads no zone again whose file is older than what it has read, and after its next start a journal (of a zone that it
# signs itself, or keeps differences of) would lead on to what has gone. So it stops, loses what it made of the text, and starts.
stop_for_zone() {
  [ -n "$zone_unit" ] && systemctl -q is-active -- "$zone_unit" || return 0
  logged systemctl stop -- "$zone_unit" || :
}

# What named makes beside the text of a zone. What was there before the run and has come back stays.
drop_zone_journals() {
  [ -n "$zone_unit" ] || return 0
  for made in "$zone_path.jnl" "$zone_path.signed" "$zone_path.signed.jnl" "$zone_path.jbk"; do
    [ -f "$made" ] || continue
    tar -xOf "$run_dir/before/etc.tar" "${made#/}" 2>/dev/null | cmp -s - "$made" || rm -f "$made"
  done
}
