# The half that tells what was asked for. Before it stands one function for each list that is asked for, which runs a command
# with the words of the list behind it (or not at all).

# --- what waits for others is asked first, and told when all the rest is told but the archive
{
  section units; ask_units systemctl show -p Id,LoadState,ActiveState,UnitFileState
  section listeners; has ss && ss -H -ltunp
} | {
exec 3<&0 </dev/null

# --- packages
if has dpkg-query; then
  installed=$(ask_packages dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Version}\n')
  section packages; printf '%s\n' "$installed"
  missing_of() {
    for name; do
      case $name in *[*?]*) continue ;; esac
      case $newline$installed in *"${newline}ii $tab$name$tab"*) ;; *) printf '%s\n' "$name" ;; esac
    done
  }
  missing=$(ask_wanted missing_of)
  section candidates
  # Costs more than all the rest: only where something is to be installed.
  [ -n "$missing" ] && has apt-cache && apt-cache policy $missing
elif has rpm; then
  section packages; ask_packages rpm -q --qf 'ii \t%{NAME}\t%{EVR}\n'
fi

section users; ask_users getent passwd
section shadow; ask_users getent shadow
section groups; ask_groups getent group

ask_certificates certificates_of

# --- zone files, wherever they lie
zone_files_of() { # ZONE…
  [ -n "$named_conf" ] && cat $named_conf | awk -v zones="$*" '
    BEGIN { n = split(zones, z, " "); for (i = 1; i <= n; i++) wished[z[i]] = 1 }
    { sub(/^[ \t]*(\/\/|#).*/, ""); text = text " " $0 }
    END {
      directory = "/var/cache/bind"
      if (match(text, /[{; \t]directory[ \t]+"[^"]*"/)) { split(substr(text, RSTART, RLENGTH), d, "\""); directory = d[2] }
      parts = split(text, part, /[ \t;]zone[ \t]+"/)
      for (i = 2; i <= parts; i++) {
        name = tolower(part[i]); sub(/\.?".*/, "", name)
        if (!(name in wished) || !match(part[i], /[{; \t]file[ \t]+"[^"]*"/)) continue
        split(substr(part[i], RSTART, RLENGTH), f, "\"")
        print (f[2] ~ /^\// ? f[2] : directory "/" f[2])
      }
    }' | sed -n '/^\/[A-Za-z0-9_.@:+/-]*$/p'
}
for file in $(ask_zones zone_files_of); do
  followed="$followed $file"
  [ -e "$file.jnl" ] && followed="$followed $file.jnl"
done

# --- links that others laid in the place of a file: what they lead to is what counts
links_of() { find "$@" $followed -maxdepth 0 -type l ! -path /etc/resolv.conf -printf '%p\t' -exec readlink -f {} \; ; }
links=$(ask_paths links_of)
section links; printf '%s\n' "$links"
followed="$followed $(printf '%s\n' "$links" | sed -n "s/^[^$tab]*$tab\(\/[A-Za-z0-9_.@:+/-]*\)$/\1/p")"
section followed; printf '%s\n' $followed

# --- files: small ones come whole; larger ones with a checksum; mail, and what takes long to read, by its size alone
large_of() {
  find "$@" $followed -maxdepth 0 -type f \( \
    \( \( -path '/var/mail/*' -o -path '/var/spool/mail/*' -o -size +32768 \) -printf "$shape-  %p\n" \) -o \
    \( -size +2048 -printf "$shape" -exec sha256sum {} \; \) \)
}
shape='%m\t%u\t%g\t%T@\t%s\t'
small_of() {
  find "$@" $followed -maxdepth 0 \( -type d -o -type l -o -type f -size -2049 ! -path '/var/mail/*' ! -path '/var/spool/mail/*' \) -print0
}
section large; ask_paths large_of
cat <&3
cat <&5
section files
ask_paths small_of | tar -c -f - -P $acls --no-recursion --hard-dereference --null -T -
exit 0
}
