# --- packages (apt) -----------------------------------------------------------------------------------------------

apt_locks='/var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock'

# dpkg's and apt's locks are fcntl locks: /proc/locks tells who holds them, by inode.
apt_lock_holder() {
  for lock in $apt_locks; do
    inode=$(stat -c %i "$lock" 2>/dev/null) || continue
    holder=$(awk -v end=":$inode" '$2 == "POSIX" && substr($6, length($6) - length(end) + 1) == end { print $5; exit }' /proc/locks)
    [ -n "$holder" ] || continue
    command=$(tr '\000' ' ' <"/proc/$holder/cmdline" 2>/dev/null)
    printf '%s (PID %s)' "${command% }" "$holder"
    return 0
  done
  return 1
}

# Waits while somebody else (often unattended-upgrades) is at work; says who and for how long.
wait_for_apt() {
  waited=0
  while holder=$(apt_lock_holder); do
    if [ -e "$run_dir/cancel" ]; then blame cancelled; return 1; fi
    if [ "$waited" -ge 900 ]; then blame packagesLocked "\"holder\":\"$(json_text "$holder")\""; return 1; fi
    event waiting ",\"step\":\"$step\",\"for\":\"$(json_text "$holder")\",\"seconds\":$waited"
    sleep 2
    waited=$((waited + 2))
  done
}

# A download has no end of its own where a mirror trickles: it is left where the run is to stop. apt.pid is there until dpkg
# begins, which is never cut short. The lock is not this watcher's, and it does not outlive the program.
stop_download_on_cancel() {
  until [ -e "$run_dir/cancel" ] && read -r apt_pid <"$run_dir/apt.pid"; do
    sleep 1
    [ -d "/proc/$$" ] || return 0
  done
  kill -INT "$apt_pid"
}

# apt 2.6 turns in circles for ever, with a line each time, where it waits before it tries a download again.
apt() { # ARGUMENTS…
  rm -f "$run_dir/apt.pid"
  stop_download_on_cancel 9>&- 2>/dev/null &
  watcher=$!
  apt_get "$@"
  ended=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  if [ "$ended" != 0 ] && [ -e "$run_dir/cancel" ]; then blame cancelled; fi
  return "$ended"
}

apt_get() { # ARGUMENTS…
  logged env -u TMPDIR sh -c 'echo $$ >"$1"; shift; exec apt-get "$@"' apt "$run_dir/apt.pid" -q -y -o DPkg::Lock::Timeout=120 \
    -o "DPkg::Pre-Invoke::=rm -f $run_dir/apt.pid" -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    -o Acquire::Retries=2 -o Acquire::Retries::Delay=false -o Acquire::http::Timeout=30 -o APT::Color=0 -o Dpkg::Use-Pty=0 --no-install-recommends "$@"
}

# Services that a package would start with its default configuration stay down until ours is in place; one whose package is
# being removed may stop (it holds a port that we need). The file goes quiet by itself after a power cut: what it looks for
# lies in /run.
hold_services() {
  mkdir -p /run/mailwright && : >/run/mailwright/hold
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    cat >/usr/sbin/policy-rc.d <<'END' && chmod 755 /usr/sbin/policy-rc.d
#!/bin/sh
# Mailwright, while it installs packages
[ -e /run/mailwright/hold ] || exit 0
[ "$2" = stop ] && [ "$(dpkg-query -W -f '${db:Status-Want}' "$DPKG_MAINTSCRIPT_PACKAGE" 2>/dev/null)" = deinstall ] && exit 0
exit 101
END
  fi
}

release_services() {
  rm -f /run/mailwright/hold && rmdir /run/mailwright 2>/dev/null
  if grep -q '^# Mailwright, while' /usr/sbin/policy-rc.d 2>/dev/null; then rm -f /usr/sbin/policy-rc.d; fi
}

list_packages() {
  { dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n'; last_line; } | awk '{ print $1, $2, $3 }' | sort | whole
}

# Lists older than a day name files that mirrors have dropped.
refresh_lists() {
  if [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mtime -1 2>/dev/null | head -n 1)" ] && [ "${1-}" != force ]; then
    return 0
  fi
  wait_for_apt || return 1
  apt update || { blame mirrorFailed "$(apt_evidence)"; return 1; }
}

# dpkg keeps what it has not yet written into its status file in numbered files (dpkg(1), files).
dpkg_was_cut_short() {
  [ -n "$(ls /var/lib/dpkg/updates 2>/dev/null | grep '^[0-9]')" ] || [ -n "$(dpkg --audit 2>/dev/null | head -n 1)" ]
}

# Services stay down here too: after an upgrade of the system one may not understand its configuration yet, and a package
# whose service does not start counts as broken.
repair_packages() {
  wait_for_apt || return 1
  hold_services
  configure_packages || { release_services; blame packagesBroken "$(apt_evidence)"; return 1; }
  release_services
}

# A package that was cut off while it was unpacked can be neither configured nor removed (dpkg(1), reinst-required): apt
# unpacks it anew. What it would remove for that is not ours to decide.
configure_packages() {
  logged dpkg --configure -a --force-confdef --force-confold || apt -f --no-remove install
}

apt_evidence() {
  printf '"evidence":"%s"' "$(json_text "$(grep -oE '"text":"([EW]:|dpkg: error) [^"]*' "$journal" | tail -n 3 | cut -c9-)")"
}

install_packages() { # NAME…
  wait_for_apt || return 1
  if dpkg_was_cut_short; then repair_packages || return 1; fi
  hold_services
  if ! apt install "$@"; then
    # A mirror that moved on, or a download that broke: fresh lists and one more try.
    { [ -z "$failure_code" ] && refresh_lists force && wait_for_apt && configure_packages && apt install "$@"; } || {
      release_services
      blame installFailed "$(apt_evidence)"
      return 1
    }
  fi
  release_services
  relearn_absent
}

# What our packages brought is known to us: later groups may replace it.
relearn_absent() {
  while read -r sum path; do
    if [ "$sum" = absent ]; then sum=$(state_of "$path"); fi
    printf '%s %s\n' "$sum" "$path"
  done <"$run_dir/known" >"$run_dir/known.new" && mv -f "$run_dir/known.new" "$run_dir/known"
}
