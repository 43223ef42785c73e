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

# --- copies of it on other name servers ----------------------------------------------------------------------------

# The serial that others may have seen last. Of a zone that named(8) signs itself it is higher than that of the text.
ask_copied_serial() {
  [ -n "$zone_copied" ] && is_done bind && [ ! -s "$run_dir/copied" ] || return 0
  served=$(dig +norecurse +time=2 +tries=1 +short @127.0.0.1 "$zone_name." SOA 2>/dev/null | awk 'NF == 7 && $3 ~ /^[0-9]+$/ { print $3; exit }')
  is_newer "${served:-$zone_copied}" "$zone_copied" || served=$zone_copied
  printf '%s\n' "$served" >"$run_dir/copied"
}

# They keep the copy until a serial comes that is newer than its own (RFC 1982 section 3.2).
name_zone_copies() {
  [ -s "$run_dir/copied" ] || return 0
  read -r copied <"$run_dir/copied"
  now=$(serial_of "$zone_path" 2>/dev/null)
  case $now in '' | *[!0-9]*) return 0 ;; esac
  if is_newer "$now" "$copied"; then return 0; fi
  note roles.zoneCopiesStay "\"zone\":\"$zone_name\",\"path\":\"$(json_text "$zone_path")\",\"serial\":\"$now\",\"copied\":\"$copied\",\"next\":\"$(awk -v n="$copied" 'BEGIN { printf "%.0f", n < 4294967295 ? n + 1 : 1 }')\""
}

is_newer() { # SERIAL SERIAL
  awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; if (d < 0) d += 4294967296; exit !(d > 0 && d < 2147483648) }'
}
