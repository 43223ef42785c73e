# --- trying configurations under the next release's programs, in the unpacked system ---------------------------------------
# Given besides: functions that write files and try checkers, made from the plan.

# A name space of mounts nobody else sees, where there may be one; otherwise only the other root.
inside() { # COMMAND…
  if [ -n "$mounts" ]; then
    timeout 120 unshare -m --propagation private sh -c '
      root=$1
      shift
      mount --bind /dev "$root/dev" && mount -t proc proc "$root/proc" || exit 125
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C chroot "$root" "$@"' inside "$root" "$@"
  else
    timeout 120 env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C chroot "$root" "$@"
  fi </dev/null
}

find_mounts() {
  mounts=yes
  inside true 2>/dev/null && return 0
  mounts=
  for device in 'null 1 3' 'zero 1 5' 'random 1 8' 'urandom 1 9'; do
    set -- $device
    mknod -m 666 "$root/dev/$1" c "$2" "$3" 2>/dev/null || :
  done
  inside true || give_up rehearsalNoRoot /dev/null
}

# What a checker says of the configuration that lies there: whether it accepts it, and its words.
try_checker() { # ROUND INDEX REFUSE COMMAND…
  round=$1 index=$2 refuse=$3
  shift 3
  status=0
  inside "$@" >"$room/stdout" 2>"$room/stderr" || status=$?
  verdict=holds
  [ "$status" = 0 ] || verdict=fails
  [ "$status" != 124 ] || verdict=unknown
  if [ -n "$refuse" ] && cat "$room/stdout" "$room/stderr" | grep -Eq -e "$refuse"; then verdict=fails; fi
  # What is asked for on standard output is the configuration itself; on a refusal the reason may be there as well.
  if [ "$verdict" = fails ] && [ ! -s "$room/stderr" ]; then cat "$room/stdout" >"$room/stderr"; fi
  tell tried "$round" "$index" "$verdict" "$(coded 4000 <"$room/stderr")"
}

put_file() { # PATH MODE OWNER GROUP: standard input becomes the file
  mkdir -p "$root${1%/*}" && rm -f "$root$1" && cat >"$root$1" || give_up rehearsalNoRoom /dev/null
  # By the accounts of the live system, which the unpacked one shares.
  chown "$3:$4" "$root$1" 2>/dev/null
  chmod "$2" "$root$1"
}

drop_file() { rm -f "$root$1"; } # PATH

# What the upgrade itself puts there; the bytes lie in the unpacked packages.
take_next() { # PATH SAMPLE
  mkdir -p "$root${1%/*}" && cp "$2" "$root$1" 2>/dev/null || :
}
next_of() { # PATH CONFIG-DIRECTORY SAMPLE-DIRECTORY
  case $2 in '') take_next "$1" "$room$1" ;; *) take_next "$1" "$root$3${1#"$2"}" ;; esac
}

keep_etc() { rm -rf "$room/kept" && cp -a "$root/etc" "$room/kept"; }
restore_etc() { rm -rf "$root/etc" && mv "$room/kept" "$root/etc"; }

[ -d "$root/usr/bin" ] || { tell failed rehearsalGone ''; exit 0; }
tell step check
find_mounts
