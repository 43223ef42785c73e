# --- undo: the packages that a run installed, or took the place of ----------------------------------------------------------

undo_packages() {
  wait_for_apt || return 1
  list_packages >"$run_dir/packages" || { blame_write "$run_dir"; return 1; }
  : >"$run_dir/kept"
  # Installed by this run, and by this run only: not there before, not even half (dpkg-query(1), Status-Abbrev), there
  # after it. What is only its configuration by now goes too, unless that lay there before.
  awk 'FILENAME == ARGV[1] { if ($1 ~ /^.[HUFWti]/) was[$2] = 1; else left[$2] = 1; next }
    FILENAME == ARGV[2] { brought[$2] = 1; next }
    !($2 in was) && ($2 in brought) && !($1 == "rc" && ($2 in left)) { print (($2 in left) ? "remove" : "purge"), $2 }' \
    "$before/packages" "$after/packages" "$run_dir/packages" >"$run_dir/purge" || { blame_write "$run_dir"; return 1; }
  # A removal that was cut short, by ourselves or somebody else: until dpkg has written down where it was, apt does
  # nothing and what it foresees is wrong. Where that fails, apt names the reason below.
  if [ -s "$run_dir/purge" ] && dpkg_was_cut_short; then repair_packages || failure_code=; fi
  undo_upgrades
  undo_removals
  [ -s "$run_dir/purge" ] || return 0
  keep_needed || { blame_write "$run_dir"; return 1; }
  keep=$(sed -n 's/^remove //p' "$run_dir/purge")
  purge=$(sed -n 's/^purge //p' "$run_dir/purge")
  # What a power cut left half unpacked goes too.
  half='Dpkg::Options::=--force-remove-reinstreq'
  take_out || take_out_held || { blame removeFailed; return 1; }
  # A package whose removal was cut short is only removed by that; its configuration goes at the second time.
  sed -n 's/^purge //p' "$run_dir/purge" | sort >"$run_dir/purge.names"
  purge=$(list_packages | sed -n 's/^rc \([^ ]*\) .*/\1/p' | sort | comm -12 - "$run_dir/purge.names")
  [ -z "$purge" ] || apt purge $purge || { blame removeFailed; return 1; }
}

# Others may have come to need what is to go. What was there before the run, or somebody asked for since, stays with all that
# it needs; what apt brought in by itself, as an upgrade of the system does, goes along.
keep_needed() {
  cut -d' ' -f2 "$run_dir/purge" | sort >"$run_dir/purge.names"
  { apt-get -s -q remove $(cat "$run_dir/purge.names") 2>/dev/null; last_line; } |
    sed -n 's/^\(Remv\|Purg\) \([^ ]*\).*/\2/p; /^\/\/$/p' | sort | whole >"$run_dir/along.all" || return 1
  comm -13 "$run_dir/purge.names" "$run_dir/along.all" >"$run_dir/along" && apt-mark showauto >"$run_dir/auto" || return 1
  others=$(awk 'FILENAME == ARGV[1] { if ($1 ~ /^.i/) was[$2] = 1; next } FILENAME == ARGV[2] { auto[$1] = 1; next }
    ($1 in was) || !($1 in auto)' "$before/packages" "$run_dir/auto" "$run_dir/along") || return 1
  : >"$run_dir/stay"
  [ -z "$others" ] || {
    apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances $others
    last_line
  } | sed -n 's/^\([a-z0-9][^: ]*\).*/\1/p; /^\/\/$/p' | sort -u | whole >"$run_dir/stay" || return 1
  comm -12 "$run_dir/stay" "$run_dir/purge.names" >"$run_dir/kept" || return 1
  comm -13 "$run_dir/stay" "$run_dir/along" | sed 's/^/purge /' >>"$run_dir/purge" || return 1
  [ -s "$run_dir/kept" ] || return 0
  awk 'FNR == NR { kept[$1] = 1; next } !($2 in kept)' "$run_dir/kept" "$run_dir/purge" >"$run_dir/purge.new" &&
    mv -f "$run_dir/purge.new" "$run_dir/purge"
  note apply.enginePackagesNeeded "\"names\":\"$(json_text "$(echo $(cat "$run_dir/kept"))")\",\"others\":\"$(json_text "$(echo $others)")\""
}

# A package that stayed gets its own configuration again: the one that it had has gone with ours.
configure_kept() {
  bare=$(while read -r name; do dpkg-query -L "$name" | grep -q '^/etc/.' && printf '%s ' "$name"; done <"$run_dir/kept")
  [ -n "$bare" ] || return 0
  if ! (export UCF_FORCE_CONFFMISS=1; apt -o Dpkg::Options::=--force-confmiss --reinstall install $bare); then
    note apply.engineNotReinstalled "\"names\":\"$(json_text "${bare% }")\""
    return 0
  fi
  # What a package makes at its first installation only (Debian policy 6.5: without a version it was configured before).
  for name in $bare; do
    setup=/var/lib/dpkg/info/$name.postinst
    [ ! -x "$setup" ] || logged env DEBIAN_FRONTEND=noninteractive DPKG_MAINTSCRIPT_NAME=postinst "DPKG_MAINTSCRIPT_PACKAGE=$name" \
      "$setup" configure '' || :
  done
}

take_out() { { [ -z "$keep" ] || apt -o "$half" remove $keep; } && { [ -z "$purge" ] || apt -o "$half" purge $purge; }; }

# A package that stays restarts its service when a part of it goes, and fails over our files that still name the part
# (Dovecot without its LMTP): it is left alone until the files of before are back.
take_out_held() {
  hold_services
  logged dpkg --configure -a --force-confdef --force-confold && take_out
  taken=$?
  release_services
  return "$taken"
}

# Packages that an install lifted to a newer version go back to the old one, where the mirror still has it.
undo_upgrades() {
  upgraded=$(awk 'FNR == NR { was[$2] = $3; next } ($2 in was) && was[$2] != $3 { print $2 "=" was[$2] }' \
    "$before/packages" "$after/packages")
  [ -n "$upgraded" ] || return 0
  apt install --allow-downgrades $upgraded || note apply.engineNotDowngraded "\"names\":\"$(json_text "$(echo $upgraded)")\""
}

# A mail server that ours took the place of (Debian policy 11.6: one mail-transport-agent) comes back first: what else on
# the server needs one never goes without.
undo_removals() {
  awk 'FILENAME == ARGV[1] { if ($1 ~ /^.i/) was[$2] = $3; next } $1 ~ /^.i/ { there[FILENAME, $2] = 1 }
    END { for (p in was) if (!((ARGV[2], p) in there) && !((ARGV[3], p) in there)) print p, was[p] }' \
    "$before/packages" "$after/packages" "$run_dir/packages" >"$run_dir/lost"
  [ -s "$run_dir/lost" ] || return 0
  hold_services
  # The mirror may have a newer version only.
  apt install $(tr ' ' '=' <"$run_dir/lost") || apt install $(cut -d' ' -f1 "$run_dir/lost") ||
    note apply.engineNotReinstalled "\"names\":\"$(json_text "$(cut -d' ' -f1 "$run_dir/lost" | tr '\n' ' ')")\""
  release_services
  automatic=$(awk '/^Package: /{ name = $2 } /^Auto-Installed: 1/{ print name }' "$before/extended_states" 2>/dev/null |
    grep -xF "$(cut -d' ' -f1 "$run_dir/lost")")
  [ -z "$automatic" ] || apt-mark -qq auto $automatic >/dev/null || :
}
