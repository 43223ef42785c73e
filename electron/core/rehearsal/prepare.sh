# --- the next release's programs, downloaded and unpacked aside ---------------------------------------------------------
# Given: $old_suite and $new_suite (names of releases), $wanted (packages), $shell_wanted (what their checkers call),
# $needs_space (KiB), ask_programs, ask_samples, ask_directories (each runs a command with a list of words).

make_room() {
  # What was left where a connection was cut and the machine went down.
  [ ! -d "$base" ] || find "$base" -mindepth 1 -maxdepth 1 -mmin +60 -exec rm -rf -- {} + 2>/dev/null
  mkdir -p "$base" && mkdir "$room" "$room/lists" "$room/state" "$room/cache" "$room/archives" || give_up rehearsalNoRoom /dev/null
  mkdir "$room/lists/partial" "$room/archives/partial" && mkdir -m 700 "$root"
  : >"$room/state/status"
  # Should nobody come back to clean up.
  systemd-run --quiet --collect --on-active=1h --unit="mailwright-rehearsal-$rehearsal" rm -rf -- "$room" >/dev/null 2>&1
  free=$(df -Pk "$room" | awk 'NR == 2 { print $4 }')
  tell space "$free"
  [ "$free" -ge "$needs_space" ] || give_up rehearsalNoRoom /dev/null
}

# Debian's own sources with the next release's name; those of others are told, since nobody knows whether they have it.
write_sources() {
  apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(CODENAME)|$(COMPONENT)|$(ORIGIN)|$(SIGNED_BY)' 'Created-By: Packages' |
    sort -u >"$room/targets" 2>/dev/null
  while IFS='|' read -r uri release codename component origin signed; do
    case $codename in '' | '$('*) codename=$release ;; esac
    case $origin in '' | '$('*) origin=Debian ;; esac
    case $signed in /*) signed="[signed-by=$signed] " ;; *) signed= ;; esac
    if [ "$origin" != Debian ]; then tell foreign "$uri"; continue; fi
    case $codename in
    *backports* | *proposed*) continue ;;
    "$old_suite"/updates) suite=$new_suite-security ;;
    "$old_suite" | "$old_suite"-*) suite=$new_suite${codename#"$old_suite"} ;;
    *) continue ;;
    esac
    printf 'deb %s%s %s %s\n' "$signed" "$uri" "$suite" "$component"
  done <"$room/targets" >"$room/told"
  # Lines of `tell` and of the list come from one loop, whose reader must not be a subshell of its own.
  grep "^foreign$tab" "$room/told"
  grep '^deb ' "$room/told" >"$room/sources.list" || give_up rehearsalNoSources "$room/targets"
}

# Hooks of others, pins and the live state play no part; proxies and the like do.
write_apt_conf() {
  cat >"$room/apt.conf" <<END
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
Dir::State "$room/state";
Dir::State::status "$room/state/status";
Dir::State::Lists "$room/lists";
Dir::Cache "$room/cache";
Dir::Cache::Archives "$room/archives";
Dir::Etc::SourceList "$room/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::Retries::Delay "false";
Acquire::http::Timeout "30";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons-small::DefaultEnabled "false";
Acquire::IndexTargets::deb::CNF::DefaultEnabled "false";
APT::Color "0";
END
}

apt_aside() { apt-get -q -c "$room/apt.conf" "$@"; }

fetch_lists() {
  tell step lists
  apt_aside -y update >"$room/log" 2>&1 || give_up rehearsalMirror "$room/log"
  ls "$room"/lists/*_Packages* >/dev/null 2>&1 || give_up rehearsalMirror "$room/log"
  tell lists "$(sed -n 's/^Fetched \(.*\) in .*/\1/p' "$room/log")"
}

# What the whole upgrade would do, by the live package database.
foresee_upgrade() {
  apt_aside -o Dir::State::status=/var/lib/dpkg/status -o Dir::State::extended_states=/var/lib/apt/extended_states \
    --print-uris -y dist-upgrade >"$room/upgrade" 2>/dev/null || { tell upgrade unknown; return 0; }
  sed -n 's/^\([0-9]*\) upgraded, \([0-9]*\) newly installed, \([0-9]*\) to remove and \([0-9]*\) not upgraded.*/upgrade\t\1\t\2\t\4/p' "$room/upgrade"
  tell bytes "$(awk "/^'/ { sum += \$3 } END { printf \"%d\", sum }" "$room/upgrade")"
  sed -n '/^The following packages will be REMOVED:/,/^[^ ]/p' "$room/upgrade" | sed -n 's/^  *//p' | tr ' ' '\n' | sed -n 's/^\([A-Za-z0-9][^*]*\).*/removed\t\1/p'
}

# The packages of ours, and what is installed besides of the same sources, such as Dovecot's plugins.
installed_beside() {
  sources=" $(ask_programs dpkg-query -W -f '${source:Package}\n' 2>/dev/null | sort -u | tr '\n' ' ')"
  dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${source:Package}\n' | while read -r status name source; do
    case $status:$sources in ii:*" $source "*) printf '%s\n' "$name" ;; esac
  done
}

fetch_packages() {
  tell step download
  beside=
  for name in $(installed_beside); do
    # A package that the next release has no more, e.g. an old library, has nothing to be checked with.
    case $(apt-cache -c "$room/apt.conf" policy "$name" 2>/dev/null) in *'Candidate: '[0-9]*) beside="$beside $name" ;; esac
  done
  apt_aside -y --no-install-recommends --print-uris install $wanted $shell_wanted $beside >"$room/uris" 2>"$room/log" ||
    give_up rehearsalMirror "$room/log"
  tell download "$(grep -c "^'" "$room/uris")" "$(awk "/^'/ { sum += \$3 } END { printf \"%d\", sum }" "$room/uris")"
  { apt_aside -y --no-install-recommends --download-only install $wanted $shell_wanted $beside 2>&1; echo "status=$?"; } |
    while IFS= read -r line; do
      printf '%s\n' "$line" >>"$room/log"
      case $line in Get:*) tell got ;; esac
    done
  grep -qx 'status=0' "$room/log" || give_up rehearsalMirror "$room/log"
}

unpack_packages() {
  tell step unpack
  mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$room/control"
  for dir in bin sbin lib lib64; do ln -s "usr/$dir" "$root/$dir"; done
  for deb in "$room"/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' \
      --exclude='./usr/share/locale/*' -C "$root" -f - || give_up rehearsalUnpack "$room/log"
    name=$(dpkg-deb -f "$deb" Package)
    dpkg-deb --ctrl-tarfile "$deb" | tar -xO -f - ./conffiles >"$room/control/$name" 2>/dev/null
    tell package "$name" "$(dpkg-deb -f "$deb" Version)"
    rm -f "$deb"
  done
}

sum_of() { # FILE
  if [ -f "$1" ]; then md5sum <"$1" | cut -d' ' -f1; else echo -; fi
}

# Of each file that a package keeps under /etc: the sum it came with, its sum now, the sum it comes with in the next release.
compare_conffiles() {
  mv "$root/etc" "$room/etc" 2>/dev/null || mkdir "$room/etc"
  dpkg-query -W -f '${Package}\n${Conffiles}\n' | awk '/^[^ ]/ { name = $1 } /^ \// { print name, $1, $2 }' >"$room/conffiles"
  for control in "$room"/control/*; do
    name=${control##*/}
    awk -v name="$name" '$1 == name { print $2, $3 }' "$room/conffiles" >"$room/mine"
    { cut -d' ' -f1 "$room/mine"; sed -n 's,^\(remove-on-upgrade  *\)\{0\,1\}/,/,p' "$control"; } | sort -u | while IFS= read -r path; do
      [ -s "$room/mine" ] || continue
      old=$(awk -v path="$path" '$1 == path { print $2; exit }' "$room/mine")
      tell_file "$name" "$path" "${old:--}" "$room$path"
    done
  done
  # Files that ucf(1) keeps: their next text lies among the package's samples.
  ask_samples sample_files
}

sample_files() { # CONFIG-DIRECTORY SAMPLE-DIRECTORY…
  while [ $# -ge 2 ]; do
    { awk -v dir="$1/" 'index($2, dir) == 1 { print $2 }' /var/lib/ucf/hashfile 2>/dev/null
      (cd "$root$2" 2>/dev/null && find . -type f \( -name '*.conf' -o -name '*.ext' \) | sed "s,^\.,$1,"); } | sort -u | while IFS= read -r path; do
      old=$(awk -v path="$path" '$2 == path { print $1; exit }' /var/lib/ucf/hashfile 2>/dev/null)
      tell_file ucf "$path" "${old:--}" "$root$2${path#"$1"}"
    done
    shift 2
  done
}

tell_file() { # KEEPER PATH OLD NEW-FILE
  text=
  [ ! -f "$4" ] || text=$(coded 262144 <"$4")
  tell file "$1" "$2" "$3" "$(sum_of "$2")" "$(sum_of "$4")" "$text"
}

# The live configuration, under which the new programs are tried.
copy_live() {
  cp -a /etc "$root/etc" || give_up rehearsalUnpack /dev/null
  copy_directories() { for dir; do cp_small "$dir" "$root$dir"; done; }
  ask_directories copy_directories
  mkdir -p "$root/tmp" "$root/run" "$root/dev" "$root/proc" "$root/var/spool" "$root/var/tmp"
  chmod 1777 "$root/tmp" "$root/var/tmp"
}

make_room
write_apt_conf
write_sources
fetch_lists
foresee_upgrade
fetch_packages
unpack_packages
compare_conffiles
copy_live
tell ready
