# --- the room of a rehearsal: a directory with apt's lists, packages and an unpacked system, apart from the live one ------
# Before it stand $rehearsal (an id) and what the parts below name. Lines of output: a word, then values, parted by tabs.

base=/var/cache/mailwright-rehearsal
room=$base/$rehearsal
root=$room/root
tab=$(printf '\t')
umask 022
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
unset TMPDIR
exec </dev/null

tell() { # WORD VALUE…
  printf '%s' "$1"
  shift
  for value; do printf '\t%s' "$value"; done
  echo
}

# A value of many lines, or with tabs, as one word.
coded() { head -c "${1:-8192}" | base64 -w 0; }

leave() {
  cd /
  rm -rf -- "$room"
  rmdir "$base" 2>/dev/null
  systemctl stop "mailwright-rehearsal-$rehearsal.timer" >/dev/null 2>&1
}

give_up() { # CODE EVIDENCE-FILE
  tell failed "$1" "$(tail -n 20 "$2" 2>/dev/null | coded 3000)"
  leave
  exit 0
}

trap 'leave; exit 1' HUP INT TERM PIPE

cp_small() { # FROM TO: what is there, unless it is large
  [ -d "$1" ] && [ "$(du -sk "$1" 2>/dev/null | cut -f1)" -le 65536 ] || return 0
  mkdir -p "$2" && cp -a "$1/." "$2/"
}
