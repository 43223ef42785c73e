# --- what the server was and what we made of it: the ground of every undo -----------------------------------------

# GNU tar keeps POSIX ACLs and extended attributes (security.capability, user.*), too; others leave them out.
if tar --help 2>/dev/null | grep -q -e --xattrs-include; then tar_keeps='--acls --xattrs --xattrs-include=*'; else tar_keeps=; fi
keep_in_tar() { tar -C / $tar_keeps --format=posix "$@"; }
back_from_tar() { tar -C / $tar_keeps --numeric-owner "$@"; }

# A directory of /etc that is a link, as where BIND lies in a chroot, leads out of what is recorded as a whole.
for path in $etc_paths; do
  within=${path#/etc/}
  case $within in */*) if [ -L "/etc/${within%%/*}" ]; then outside_paths="$outside_paths $path"; fi ;; esac
done

# What goes through a pipe is whole where its last line, written if the command before was not killed, came through: whoever is
# killed on the way takes it along. Half a list would make what it lacks look like the run's own work.
last_line() { [ $? -lt 128 ] && echo //; }
whole() { awk '$1 == "//" { whole = 1; next } { print } END { exit !whole }'; }

# One line a path of /etc: type, mode, owner, time, link target or SHA-256, path. Tabs part the fields. A name may hold
# tabs and line breaks itself: they are written as \t and \n, and a backslash as two.
manifest_etc() {
  { find /etc -xdev -type f -print0; [ $? -lt 128 ] && printf '/dev/null\0'; } | xargs -0 sha256sum -z 2>/dev/null | one_line_each |
    awk '{ sum = $1; sub(/^[^ ]+ [ *]/, ""); if ($0 == "/dev/null") whole = 1; else print "f\t" sum "\t" $0 }
      END { exit !whole }' >"$run_dir/sums" || return 1
  { find /etc -xdev \( -type f -o -type d -o -type l \) -printf '%y\0%m\0%U:%G\0%T@\0%l\0%p\0'
    [ $? -lt 128 ] && printf '//\0-\0-\0-\0-\0-\0'; } |
    one_line_each | paste -d '\t' - - - - - - | sort -t "$tab" -k 6 |
    awk -F '\t' -v sums="$run_dir/sums" '
      BEGIN { while ((getline line < sums) > 0) { split(line, s, "\t"); sum[s[3]] = s[2] } OFS = "\t" }
      $1 == "//" { whole = 1; next }
      { if ($1 == "f") $5 = sum[$6]; print }
      END { exit !whole }' || return 1
  rm -f "$run_dir/sums"
}

# Texts that end in NUL as lines.
one_line_each() { sed -z -e 's/\\/\\\\/g' -e 's/\t/\\t/g' -e 's/\n/\\n/g' | tr '\0' '\n'; }

# The paths of a manifest as they are, each ended by NUL.
real_paths() { while IFS= read -r path; do printf '%b\0' "$path"; done; }

# One of them, with a line break at its end too.
real_path() { # PATH
  real=$(printf '%b.' "$1")
  real=${real%.}
}

active_units() {
  { systemctl list-units --type=service,socket,timer --state=active --no-legend --plain 2>/dev/null; last_line; } | awk '{ print $1 }' |
    grep -v -e '^mailwright-' -e '^user@' -e '^session-' -e '^ssh@' -e '^run-' -e '^systemd-' | sort | whole
}

list_state() {
  # Not by patterns: a hundred thousand names are more than one command takes.
  { find /var/lib/ /var/spool/ /var/cache/ /var/log/ /var/mail/ /home/ -mindepth 1 -maxdepth 1 2>/dev/null; last_line; } | sort | whole
}

# The release of the system, for comparison; in the second line as people call it (os-release(5)).
system_release() { (. /etc/os-release && printf '%s %s\n%s\n' "$ID" "${VERSION_ID-}" "${PRETTY_NAME-}") 2>/dev/null; }

# The whole of /etc, the package list, the services and what lies where we shall write. Done before anything is touched. It
# is there wholly or not at all: an undo takes what is missing in it for something that the run has made.
record_before() {
  free=$(df -Pk "$run_dir" | awk 'NR == 2 { print $4 }')
  if [ "$free" -lt 20480 ] || { [ "$needs_space" -gt 0 ] && [ "$free" -lt "$needs_space" ]; }; then
    blame spaceTooSmall "\"free\":$((free / 1024)),\"needed\":$(((needs_space > 20480 ? needs_space : 20480) / 1024))"
    return 1
  fi
  expectations_hold && none_fixed || return 1
  # Kept back so that the end of a run can still be written down on a disk that is full.
  head -c 262144 /dev/zero >"$run_dir/reserve" || { blame_write "$run_dir"; return 1; }
  [ -n "$tar_keeps" ] || note apply.engineNoAcls ""
  present=$run_dir/before.new
  rm -rf "$present" "$run_dir/before"
  mkdir -p "$present" && record_present || { wait; blame_write "$run_dir"; return 1; }
  sync "$present"/* 2>/dev/null || sync
  mv -T "$present" "$run_dir/before" || { blame_write "$run_dir"; return 1; }
  sync "$run_dir" 2>/dev/null || :
}

record_present() {
  # Both only read, and take longest: side by side they take half the time where there are two processors.
  manifest_etc >"$present/etc" &
  manifest=$!
  keep_in_tar -cf "$present/etc.tar" etc || [ $? = 1 ] || return 1
  list_packages >"$present/packages" || return 1
  [ -s "$present/packages" ] || { blame commandFailed '"name":"dpkg-query"'; return 1; }
  # apt writes it when it first brings something in by itself.
  [ ! -f /var/lib/apt/extended_states ] || cp /var/lib/apt/extended_states "$present/" || return 1
  active_units >"$present/units" && list_state >"$present/state" || return 1
  [ -s "$present/units" ] || { blame commandFailed '"name":"systemctl list-units"'; return 1; }
  wait "$manifest" && [ -s "$present/etc" ] && hostname >"$present/hostname" || return 1
  record_elsewhere "$present" || return 1
  system_release >"$present/release" || :
  : >"$present/outside" || return 1
  for path in $outside_paths; do
    if [ -e "$path" ]; then
      printf '%s\n' "$path" >>"$present/outside" || return 1
      [ -d "$path" ] || outside_files="${outside_files-} $path"
    fi
  done
  [ -z "${outside_files-}" ] || keep_in_tar -cf "$present/outside.tar" $outside_files 2>/dev/null
}

# What is on the server now, also after a failure: undo tells our changes from those that others make later.
record_after() {
  # Only a whole one has this name.
  rm -f "$run_dir/after/etc"
  mkdir -p "$run_dir/after" || return 1
  manifest_etc >"$run_dir/after/etc.new" &
  manifest=$!
  list_packages >"$run_dir/after/packages" && active_units >"$run_dir/after/units" &&
    cut -d: -f1 /etc/passwd | sort >"$run_dir/after/names-passwd" && cut -d: -f1 /etc/group | sort >"$run_dir/after/names-group"
  listed=$?
  record_elsewhere "$run_dir/after" || listed=1
  # Without it nobody can be told later what others changed; the run itself needs it not.
  record_left || rm -rf "$run_dir/after/left"
  wait "$manifest" && [ "$listed" = 0 ] && mv -f "$run_dir/after/etc.new" "$run_dir/after/etc"
}

# Paths of /etc that somebody touched since the run told what it left, and which are there now in `present`: kind, then path.
# `other` is what the run had left as it was, and what a pattern names; a path may be left out.
touched_since() { # PATTERN PATH
  manifest_etc >"$run_dir/present" || return 1
  awk -F '\t' -v nobodys="$1" -v left_out="$2" '
    FILENAME == ARGV[1] { was[$6] = $1 $2 $3 $5; next }
    FILENAME == ARGV[2] { left[$6] = $1 $2 $3 $5; next }
    { there[$6] = 1; if ($1 == "d" || $6 == left_out) next
      if (!($6 in left)) print "new\t" $6
      else if (left[$6] != $1 $2 $3 $5) print (left[$6] == was[$6] || (nobodys != "" && $6 ~ nobodys) ? "other" : "edited") "\t" $6 }
    END { for (p in left) if (!(p in there)) print "gone\t" p }
  ' "$run_dir/before/etc" "$run_dir/after/etc" "$run_dir/present"
}

# What others did between two tries of a run is not the run's work.
note_between_tries() {
  [ -s "$run_dir/after/etc" ] && [ -s "$run_dir/before/etc" ] || return 0
  touched_since '' '' >"$run_dir/between.new" && cat "$run_dir/between.new" >>"$run_dir/between" || { blame_write "$run_dir"; return 1; }
  # A try that is cut off tells nothing of what it left: what it did must not be taken for the work of others next time.
  rm -f "$run_dir/after/etc"
}

# What moved besides files, of all that the plan changes.
things_moved() {
  expected_things >"$run_dir/things"
  {
    awk -F '\t' -v OFS='\t' '{ print "-", $1, "-", "-", $2, "-" }' "$run_dir/things" | look_at_things
    sed -n "s/^mask$tab\([^$tab]*\).*/\1/p" "$run_dir/things" | while read -r unit; do
      [ ! -L "/etc/systemd/system/$unit" ] || printf 'mask\t%s\tlink\n' "$unit"
    done
    printf 'hostname\t-\t%s\n' "$(hostname)"
  } | awk -F '\t' '
    FNR == NR { if ($1 != "package") is[$1, $2] = $3; else if ($3 ~ /^.i/) is[$1, $2] = $4; next }
    (($1, $2) in is ? is[$1, $2] : "absent") != $3 { printf " %s", $1 == "hostname" ? $1 : ($1 == "mask" ? "unit" : $1) ":" $2 }
  ' - "$run_dir/things"
}

# The plan was made from these bytes; a server that moved since is refused, and what moved is named.
expectations_hold() {
  expected_files >"$run_dir/known"
  moved=$(things_moved)
  while read -r sum path; do
    [ "$sum" = "$(state_of "$path")" ] || moved="$moved $path"
  done <"$run_dir/known"
  [ -z "$moved" ] && return 0
  blame planStale "\"paths\":\"$(json_text "${moved# }")\""
  return 1
}

# A file that cannot be replaced is named before anything is done.
none_fixed() {
  fixed_paths=$(sed 's/^[^ ]* //' "$run_dir/known")
  ! grep -q -e '^user' -e '^group' "$run_dir/things" || fixed_paths="$fixed_paths
/etc/passwd
/etc/shadow
/etc/group
/etc/gshadow"
  fixed=$(printf '%s\n' "$fixed_paths" | sed 'p; s/\/[^/]*$//' | grep . | sort -u | tr '\n' '\0' | first_fixed)
  [ -z "$fixed" ] || { blame_write "${fixed#* }"; return 1; }
}
