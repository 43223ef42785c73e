# --- validators ---------------------------------------------------------------------------------------------------
# A daemon's checker sees the staged files under their final names: copies of its directories, with the staged files
# laid over them, are bind-mounted in a mount namespace that nobody else sees. Checkers stop at their first error, some at
# once: what they name is mended in the copy, which nobody else ever sees, and they are asked again.

validate() { # NAME DAEMON OVERLAYS REFUSE COMMAND…
  checker=$1 daemon=$2 overlays=$3 refuse=$4
  shift 4
  # A copy that was mended for the checker before is kept: this one need not stumble over the same.
  [ -n "$refused" ] || make_view || { blame_write "$run_dir"; return 1; }
  if ! unshare -m true 2>/dev/null; then
    note apply.engineNoNamespace "\"name\":\"$checker\""
    return 0
  fi
  round=1 begun=$(uptime_seconds)
  until ask_checker "$@"; do
    [ -n "$refused" ] || blame_tmp "$checker"
    [ -n "$refused" ] || blame validationFailed "\"name\":\"$checker\"$(silence)"
    refused=yes
    place_verdict && tell_verdict true || { blame_write "$run_dir"; return 1; }
    [ "$round" -lt 20 ] && [ $(($(uptime_seconds) - begun)) -lt 60 ] && mend_view || return 0
    round=$((round + 1))
  done
  place_verdict && tell_verdict false || { blame_write "$run_dir"; return 1; }
}

none_refused() { [ -z "$refused" ]; }

# A link in the copy leads to a file that is none: it is taken away, not written through.
make_view() {
  rm -rf "$run_dir/view"
  for dir in $overlays; do
    mkdir -p "$run_dir/view$dir" || return 1
    [ ! -d "$dir" ] || cp -a "$dir/." "$run_dir/view$dir/" || return 1
    [ ! -d "$run_dir/stage$dir" ] || cp -a --remove-destination "$run_dir/stage$dir/." "$run_dir/view$dir/" || return 1
    [ ! -d "$dir" ] || { chmod --reference="$dir" "$run_dir/view$dir" && chown --reference="$dir" "$run_dir/view$dir"; } || return 1
  done
}

# What doveconf and postconf print to standard output is the whole configuration, secrets among it.
ask_checker() { # COMMAND…
  status=0
  unshare -m --propagation private sh -c '
    view=$1 overlays=$2 daemon=$3
    shift 3
    for dir in $overlays; do [ ! -d "$dir" ] || mount --bind "$view$dir" "$dir" || exit 120; done
    case $daemon in dovecot | postfix) exec >/dev/null ;; esac
    exec "$@"' validate "$run_dir/view" "$overlays" "$daemon" "$@" </dev/null >"$run_dir/verdict.all" 2>&1 || status=$?
  tr -d '\r' <"$run_dir/verdict.all" | cut -b -1000 | grep -av -e ': loaded serial' -e '^OK$' -e '^$' |
    awk '!seen[$0]++' | head -n 400 >"$run_dir/verdict"
  [ "$status" = 0 ] && { [ -z "$refuse" ] || ! grep -aEq -e "$refuse" "$run_dir/verdict"; }
}

# A checker that refuses without a word.
silence() { [ -s "$run_dir/verdict" ] || printf ',"evidence":"%s: exit status %s"' "$checker" "$status"; }

# Each line of the verdict with the place that it speaks of: file, line number, text, parted by tabs; `-` where it names
# none. Where it names a setting only, the files are searched for it.
place_verdict() {
  {
    case $daemon in
    postfix) find "$run_dir/view" -type f -name '*.cf' -size -256k -print0 ;;
    dovecot) find "$run_dir/view" -type f -name '*.conf' -size -256k -print0 ;;
    bind) find "$run_dir/view" -type f -name '*conf*' -size -256k -print0 ;;
    esac | head -zn 200
    printf '%s\0' "$run_dir/verdict"
  } | xargs -0 awk -v view="$run_dir/view" -v verdict="$run_dir/verdict" '
    FILENAME != verdict { lines++; from[lines] = substr(FILENAME, length(view) + 1); at[lines] = FNR; is[lines] = $0; next }
    { gsub(/\t/, " "); file = place = "-"; find_place($0); print file "\t" place "\t" $0 }
    # The text between the end of one pattern and the beginning of the next.
    function between(text, left, right) {
      if (!match(text, left)) return ""
      text = substr(text, RSTART + RLENGTH)
      if (right == "" || !match(text, right)) return text
      return substr(text, 1, RSTART - 1)
    }
    function take(name, number) { if (name ~ /^\// && number ~ /^[1-9][0-9]*$/) { file = name; place = number; return 1 } return 0 }
    # The last line that sets something, as the last one counts.
    function setting(name, value,  i) {
      if (name !~ /^[A-Za-z0-9_.]+$/) return
      gsub(/[.]/, "[.]", name)
      for (i = lines; i > 0; i--) if (is[i] ~ "^[ \t]*(-o[ \t]*)?" name "[ \t]*=" && (value == "" || index(is[i], value))) { file = from[i]; place = at[i]; return }
    }
    function holding(text,  i) {
      if (text == "") return
      for (i = lines; i > 0; i--) if (is[i] !~ /^[ \t]*#/ && index(is[i], text)) { file = from[i]; place = at[i]; return }
    }
    function squeezed(text) { gsub(/[ \t]+/, " ", text); sub(/ $/, "", text); return text }
    # Its options may stand in lines of their own behind it.
    function service(text,  i) {
      for (i = lines; i > 0; i--) if (is[i] ~ /^[^ \t#]/ && index(text " ", squeezed(is[i]) " ") == 1) { file = from[i]; place = at[i]; return }
    }
    # The file of a zone where it is named in full, else the statement.
    function zone(name, declared,  i, j, path) {
      for (i = 1; i <= lines; i++) {
        if (is[i] ~ /^[ \t]*(\/\/|#)/ || is[i] !~ /zone[ \t]/ || !index(is[i], "\"" name "\"")) continue
        file = from[i]; place = at[i]
        for (j = i; !declared && j <= i + 30 && j <= lines; j++) {
          path = between(is[j], "file[ \t]+\"", "\"")
          if (path ~ /^\//) { file = path; place = "-" }
          if (path != "") break
        }
        return
      }
    }
    function find_place(text,  head) {
      if (match(text, /^(dns_[a-z_]+: )?\/[^:]+:[0-9]+:/)) {
        head = substr(text, 1, RLENGTH - 1); sub(/^dns_[a-z_]+: /, "", head)
        match(head, /:[0-9]+$/)
        if (take(substr(head, 1, RSTART - 1), substr(head, RSTART + 1))) return
      }
      if (take(between(text, "configuration file ", " line [0-9]+:"), between(text, " line ", ":"))) return
      if (take(between(text, "section started at ", ":[0-9]+[)]"), between(text, "section started at [^:]+:", "[)]"))) return
      if (take(between(text, "Obsolete setting in ", ":"), between(text, "Obsolete setting in [^:]+:", ":"))) return
      if (take(between(text, "(warning|error|fatal): ", ", line "), between(text, ", line ", ":"))) return
      if (take(between(text, ": file ", ": line "), between(text, ": line ", ":"))) return
      if (text ~ /^zone [^ ]+: .*loading from/) return zone(between(text, "^zone ", "/"), 1)
      if (text ~ /^zone [^ ]+: /) return zone(between(text, "^zone ", "/"), 0)
      if (text ~ /: unused parameter: /) return setting(between(text, ": unused parameter: ", "="))
      if (text ~ /: undefined parameter: /) {
        holding("$" between(text, ": undefined parameter: ", ""))
        if (file == "-") holding("${" between(text, ": undefined parameter: ", ""))
        return
      }
      if (text ~ /support for parameter "/) return setting(between(text, "support for parameter \"", "\""))
      if (text ~ / field ".*" in "/) return service(squeezed(between(text, " in \"", "\"$")))
      if (text ~ /: truncated macro reference: "/) return holding(between(text, ": truncated macro reference: \"", "\"$"))
      if (text ~ /: unknown [a-z_]+ value "/) return setting(between(text, ": unknown ", " value"))
      if (text ~ /: parameters? [a-z0-9_ ]+: /) {
        head = text; sub(/^.*: /, "", head)
        setting(between(text, ": parameters? (mail_owner and )?", ": "), head)
        if (file == "-") setting(between(text, ": parameters? (mail_owner and )?", ": "))
        return
      }
      if (text ~ /: invalid [a-z_]+(: -?[0-9]| parameter value)/) return setting(between(text, ": invalid ", "(:| parameter)"))
      if (text ~ /: maillog_file value /) return setting("maillog_file")
      if (text ~ /: malformed compatibility level/) return setting("compatibility_level")
      if (text ~ /: chdir[(]/) return setting("queue_directory")
      if (text ~ /: \/[^ ]+: cannot open file/) return holding(between(text, "fatal: ", ": cannot open"))
      if (text ~ /: unreasonable macro call nesting: "/) return setting(between(text, "nesting: \"", "\""))
      if (text ~ /: missing .}. in "/) return holding(between(text, " in \"", "\"$"))
      if (text ~ /: #comment after other text is not allowed: /) return holding(between(text, "not allowed: ", "[.][.][.]$"))
      if (text ~ /: unknown special_use: /) return setting("special_use", between(text, "unknown special_use: ", ""))
      if (text ~ /: Unknown syslog_facility: /) return setting("syslog_facility")
      if (text ~ /pop3_uidl_format (variable|setting)/) return setting("pop3_uidl_format")
      if (text ~ /: bad [a-z0-9< ]+: [a-z0-9_]+ =/) return setting(between(text, ": bad [a-z0-9< ]+: ", " ="))
      if (text ~ /: config variable /) return setting(between(text, ": config variable ", ":"))
      if (text ~ /: protocols: Unknown protocol/) return setting("protocols", between(text, "Unknown protocol: ", ""))
      if (match(text, /[a-z_]+ doesn.t exist: /)) return setting(between(substr(text, RSTART), "^", " doesn.t exist"))
      if (text ~ /: Couldn.t open include file \//) { file = between(text, "open include file ", ": "); return }
      if (text ~ /Hierarchy separator/) return setting("separator")
      if (text ~ /service [a-z-]+ \{ client_limit=/) return setting("client_limit")
    }' >"$run_dir/places"
}

# Lines that were told before, of this checker or of another, are not told again. What is refused stays off the disk: people
# look into the file that is there, whose lines may be other numbers.
tell_verdict() { # WHETHER-REFUSED
  head="{\"event\":\"verdict\",\"at\":\"$(now)\",\"step\":\"$step\",\"checker\":\"$checker\",\"daemon\":\"$daemon\""
  refused_by=$refuse awk -F '\t' -v refused="$1" -v head="$head" -v off_disk="$refused" -v stage="$run_dir/stage" -v disk="${disk_root-}" '
    FILENAME == ARGV[1] { told[$0]; next }
    !($0 in told) {
      text = $3
      for (i = 4; i <= NF; i++) text = text " " $i
      # The value of a setting that nobody knows may be a password.
      if (text ~ /: (unused parameter|overriding earlier entry): /) sub(/=.*/, "=…", text)
      bad = refused == "true"
      if (bad && text ~ /[Ww]arning: / && (ENVIRON["refused_by"] == "" || text !~ ENVIRON["refused_by"])) bad = 0
      where = ""
      if ($1 != "-") where = ",\"file\":\"" json($1) "\""
      place = $2
      if (off_disk != "" && place != "-") {
        place = on_disk($1, $2)
        if (place != $2) text = moved(text, $1, $2, place)
      }
      if (place != "-") where = where ",\"line\":" place
      print head where ",\"bad\":" (bad ? "true" : "false") ",\"text\":\"" json(text) "\"}"
    }
    # The same line of the file on the disk: the second of three that are alike is the second there.
    function on_disk(file, at,  text, same, n, i, found) {
      for (i = 1; i <= at && (getline text < (stage file)) > 0; i++) wanted[i] = text
      close(stage file)
      if (i <= at) return at
      for (i = 1; i <= at; i++) if (wanted[i] == wanted[at]) same++
      for (i = 1; same && (getline text < (disk file)) > 0; i++) if (text == wanted[at]) { found = i; same-- }
      close(disk file)
      return found ? found : at
    }
    function moved(text, file, from, to,  forms, n, i, at) {
      n = split(", line |: line | line |:", forms, "|")
      for (i = 1; i <= n; i++) {
        at = index(text, file forms[i] from)
        if (at) return substr(text, 1, at - 1) file forms[i] to substr(text, at + length(file forms[i] from))
      }
      return text
    }
    function json(text) { gsub(/[[:cntrl:]]/, " ", text); gsub(/[\\"]/, "\\\\&", text); return text }
  ' "$run_dir/told" "$run_dir/places" >"$run_dir/verdict.told" && cat "$run_dir/places" >>"$run_dir/told" || return 1
  if [ "$1" = true ]; then cat "$run_dir/verdict.told"; else head -n 40 "$run_dir/verdict.told"; fi >>"$journal"
}

# Takes out of the copy what the checker has named, so that it comes to what follows; false where nothing can be mended.
mend_view() {
  # Zones are all read, each to its end: all errors have been told.
  ! grep -q '^zone [^ ]*/[A-Z]*: ' "$run_dir/verdict" || return 1
  mended=
  while IFS=$tab read -r file line text <&8; do
    case $daemon:$text in
    *': warning: '* | *': Warning: '*) [ "$status" = 0 ] || case $text in *'macro reference'*) ;; *) continue ;; esac ;;
    dovecot:*"Couldn't open include file /"*)
      file=${text#*"Couldn't open include file "} file=${file%%: *}
      inside_view "$file" && rm -f "$run_dir/view$file" && : >"$run_dir/view$file" && mended=yes
      continue
      ;;
    esac
    if [ "$line" != - ] && [ -f "$run_dir/view$file" ] && inside_view "$file"; then mend_file "$file" "$line" "$text"; fi
  done 8<"$run_dir/places"
  [ -n "$mended" ]
}

# Whether a path of the copy is one: a link to a directory would lead out of it.
inside_view() { # PATH
  case $(cd -P "$run_dir/view${1%/*}" 2>/dev/null && pwd -P)/ in "$(cd -P "$run_dir/view" && pwd -P)"/*) ;; *) return 1 ;; esac
}

# The new file takes the name: a link of the copy is replaced, never written through.
mend_file() { # PATH LINE TEXT
  said=$3 awk -v daemon="$daemon" -v at="$2" '
    { line[NR] = $0 }
    END {
      said = ENVIRON["said"]
      if (daemon == "dovecot") mend_dovecot()
      else if (daemon == "postfix") mend_postfix()
      else if (daemon == "bind") mend_bind()
      for (i = 1; i <= NR; i++) print line[i]
      if (more != "") print more
    }
    function depth(text,  open, closed) {
      sub(/(^|[ \t])(#|\/\/).*/, "", text)
      open = gsub(/\{/, "{", text); closed = gsub(/\}/, "}", text)
      return open - closed
    }
    function mend_dovecot(  i, level) {
      if (said ~ /Missing .\}/) { more = "}"; return }
      if (said ~ /open/ && line[at] ~ /=/) { sub(/=[ \t]*<.*/, "= </dev/null", line[at]) || sub(/=.*/, "= /dev/null", line[at]); return }
      for (i = at; i <= NR; i++) { level += depth(line[i]); line[i] = ""; if (level <= 0) return }
    }
    # A line that begins with a space goes on with the one before (postconf(5)).
    function mend_postfix(  i) {
      for (i = at; i > 1 && line[i] ~ /^[ \t]/; i--) line[i] = ""
      line[i] = ""
      for (i = at + 1; i <= NR && line[i] ~ /^[ \t]+[^ \t#]/; i++) line[i] = ""
    }
    # What others name by this name must still be there.
    function declare_soundly(i,  head, body, j, level) {
      if (line[i] !~ /\{/) return
      head = line[i]; sub(/\{.*/, "", head)
      body = "{ };"
      if (head ~ /^[ \t]*acl/) body = "{ any; };"
      else if (head ~ /^[ \t]*key/) body = "{ algorithm hmac-sha256; secret \"c291bmQ=\"; };"
      else if (head ~ /^[ \t]*(masters|primaries|remote-servers|parental-agents)/) body = "{ 192.0.2.1; };"
      for (j = i; j <= NR; j++) { level += depth(line[j]); line[j] = ""; if (level <= 0) break }
      if (said !~ /already exists|redefine/) line[i] = head body
    }
    function mend_bind(  i, level, start) {
      if (said ~ /missing .;. before/ || said ~ /end of (file|input)/) return
      if (line[at] ~ /^[ \t]*view[ \t"{]/) return
      if (line[at] ~ /^[ \t]*(acl|key|masters|primaries|remote-servers|parental-agents|tls|http|dnssec-policy)[ \t"]/) { declare_soundly(at); return }
      if (said ~ /unexpected/ && sub(/type[ \t]+[a-z-]+/, "type master", line[at])) return
      for (i = 1; i <= at; i++) { if (level == 0) start = i; level += depth(line[i]) }
      # What a zone cannot be without goes with the zone.
      if (line[start] ~ /^[ \t]*zone/ && (said ~ /: zone / || line[at] ~ /file|masters|primaries/)) { at = start }
      level = 0
      for (i = at; i <= NR && i < at + 400; i++) {
        level += depth(line[i])
        if (level < 0) { line[i] = "};"; return }
        start = line[i]; line[i] = ""
        if (level == 0 && start ~ /[;}][ \t]*((\/\/|#|\/\*).*)?$/) return
      }
    }' "$run_dir/view$1" >"$run_dir/mend" || return 0
  if cmp -s "$run_dir/mend" "$run_dir/view$1"; then return 0; fi
  chmod --reference="$run_dir/view$1" "$run_dir/mend" && chown --reference="$run_dir/view$1" "$run_dir/mend" &&
    mv -fT "$run_dir/mend" "$run_dir/view$1" && mended=yes
  return 0
}
