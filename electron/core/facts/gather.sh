# Tells what a server is: read-only, POSIX sh, one pass, few forks. Before it stand the random $mark and one function
# for each list that is asked for, which runs a command with the words of the list behind it (or not at all).
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
exec </dev/null 2>/dev/null
newline='
'
tab=$(printf '\t')

has() { command -v "$1" >/dev/null; }
section() { printf '\n%s %s\n' "$mark" "$1"; }
first_line() { read -r line <"$1" && printf '%s\n' "$line"; }
# A few lines of a file, without a fork.
lines_of() { while IFS= read -r line || [ -n "$line" ]; do printf '%s\n' "$line"; done <"$1"; }

printf 'facts %s\n' "$mark"

# --- what waits for others is asked first, and told when all the rest is told but the archive
{
  section units; ask_units systemctl show -p Id,LoadState,ActiveState,UnitFileState
  section listeners; has ss && ss -H -ltunp
} | {
exec 3<&0 </dev/null

section now; date -u '+%Y-%m-%dT%H:%M:%SZ %s'
section kernel; uname -sm
section os; lines_of /etc/os-release
section init; first_line /proc/1/comm
section virt
if [ -r /run/systemd/container ]; then first_line /run/systemd/container
elif has systemd-detect-virt; then systemd-detect-virt; fi
section hostname; first_line /proc/sys/kernel/hostname
section memory; first_line /proc/meminfo
section apparmor; first_line /sys/module/apparmor/parameters/enabled
section selinux
if [ -e /sys/fs/selinux/enforce ]; then first_line /sys/fs/selinux/enforce
elif [ -e /etc/selinux/config ]; then echo disabled; fi

section addresses; has ip && ip -o address show scope global
section route; has ip && ip -4 route get 192.0.2.1

section resolver-link; readlink -f /etc/resolv.conf
section resolver; lines_of /etc/resolv.conf
section resolver-attributes; has lsattr && lsattr -d /etc/resolv.conf
section resolver-upstream; [ -e /run/systemd/resolve/resolv.conf ] && cat /run/systemd/resolve/resolv.conf
if [ -d /run/NetworkManager ] && has nmcli; then
  nmcli -t -f UUID,TYPE connection show --active | while IFS=: read -r uuid type; do
    case $type in loopback | bridge | tun) continue ;; esac
    section connection
    nmcli -t -f connection.uuid,connection.id,GENERAL.DEVICES,ipv4.method,ipv4.dns,ipv4.ignore-auto-dns,ipv6.method,ipv6.dns,ipv6.ignore-auto-dns \
      connection show "$uuid"
  done
fi

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
  section broken
  # What `dpkg --audit` would find, without its second reading of the database.
  awk '/^Package: /{name=$2} /^Status: /&&($3!="ok"||$4!~/^(installed|not-installed|config-files)$/){print name": "$2,$3,$4;exit}' \
    /var/lib/dpkg/status
  for journal in /var/lib/dpkg/updates/[0-9]*; do
    [ -e "$journal" ] && printf 'dpkg: interrupted\n' && break
  done
elif has rpm; then
  section packages; ask_packages rpm -q --qf 'ii \t%{NAME}\t%{EVR}\n'
fi

# --- locks: who holds one is seen in /proc/locks by device and inode; trying it would be taking it
files=$(stat -c '%d %i %n' /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock \
  /var/cache/apt/archives/lock /run/mailwright.lock)
section lock-files; printf '%s\n' "$files"
section lock-holders
inodes=
while read -r _ inode _; do inodes=${inodes:+$inodes|}$inode; done <<EOF
$files
EOF
[ -n "$inodes" ] && grep -E ":($inodes) " /proc/locks | while read -r _ kind _ _ pid place _; do
  [ "$kind" != '->' ] || continue
  printf '%s %s\t' "$pid" "$place"
  [ -r "/proc/$pid/cmdline" ] && tr '\0\n' '  ' <"/proc/$pid/cmdline"
  echo
done
section lock; case $files in *mailwright.lock*) head -c 4096 /run/mailwright.lock ;; esac
section lists
for list in /var/lib/apt/lists/*_Packages*; do
  [ -e "$list" ] && stat -c %Y /var/lib/apt/lists
  break
done
section disks; stat -f -c '%S %a %c %d %n' / /var /etc /tmp /home /var/mail /var/lib/mailwright

# --- firewall
nft=
has nft && nft=$(nft list ruleset)
section ufw
[ -e /etc/ufw/ufw.conf ] && sed -n '/^ENABLED=/p;/^### tuple ###/p' /etc/ufw/ufw.conf /etc/ufw/user.rules /etc/ufw/user6.rules
if [ -d /etc/firewalld ]; then
  # firewall-cmd(1) takes half a second to say what these files say.
  firewalld_file() {
    for file in "/etc/firewalld/$1.xml" "/usr/lib/firewalld/$1.xml"; do
      [ -r "$file" ] && cat "$file" && return
    done
  }
  # What runs, from the daemon itself: its rules need a program to be seen that it does not bring along (nft(8)).
  firewalld_says() { busctl --auto-start=no --timeout=5 call org.fedoraproject.FirewallD1 /org/fedoraproject/FirewallD1 \
    org.fedoraproject.FirewallD1.zone "$@"; }
  # The zone of the link that leads outside, else the default one.
  link=$(ip -4 route get 192.0.2.1 | sed -n 's/.* dev \([^ ]*\).*/\1/p')
  zone=$(firewalld_says getZoneOfInterface s "$link" | sed -n 's/^s "\([A-Za-z0-9_-]*\)"$/\1/p')
  [ -n "$zone" ] || zone=$(sed -n 's/^DefaultZone=//p' /etc/firewalld/firewalld.conf)
  zone=${zone:-public}
  section firewalld-zone; printf '%s\n' "$zone"
  firewalld_file "zones/$zone"
  running=$(firewalld_says getPorts s "$zone"; firewalld_says getServices s "$zone")
  section firewalld-running; printf '%s\n' "$running"
  for service in $({ firewalld_file "zones/$zone" | sed -n 's/.*<service name="\([A-Za-z0-9_.-]*\)".*/\1/p'
    printf '%s\n' "$running" | sed -n '/^as /p' | tr ' ' '\n' | sed -n 's/^"\([A-Za-z0-9_.-]*\)"$/\1/p'; } | sort -u); do
    section "firewalld-service $service"; firewalld_file "services/$service"
  done
fi
section nft; printf '%s\n' "$nft"
section iptables
if has iptables-save && { ! has nft || [ -s /proc/net/ip_tables_names ]; }; then iptables-save -t filter; fi

section users; ask_users getent passwd
section shadow; ask_users getent shadow
section groups; ask_groups getent group

# --- certificates, never the private keys that may stand beside them
certificates_of() {
  for file; do
    shift
    [ -f "$file" ] && [ -r "$file" ] && set -- "$@" "$file"
  done
  [ $# = 0 ] || awk -v mark="$mark" '
    FNR == 1 { printf "\n%s certificate %s\n", mark, FILENAME; inside = told = 0 }
    /-BEGIN [A-Z ]*CERTIFICATE-/ { inside = 1 }
    inside && (told += length($0) + 1) <= 262144
    /-END [A-Z ]*CERTIFICATE-/ { inside = 0 }' "$@"
}
ask_certificates certificates_of
# What the mail services name as certificate or key, wherever it lies; of keys no more than that they are there.
section tls-keys
files=$(sed -n -e 's/#.*//' -e '/^[[:space:]]*\(smtpd_tls_\|ssl_\)/p' /etc/postfix/main.cf /etc/dovecot/dovecot.conf \
  /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf | tr ' \t,=<' '\n\n\n\n\n' | sed -n '/^\/[A-Za-z0-9_.@:+/-]*$/p' | sort -u)
[ -n "$files" ] && grep -l -e '-BEGIN [A-Z ]*PRIVATE KEY-' $files
for file in $files; do
  case $file in *.pem | *.crt | *.cer | *.cert | *chain*) named="${named-} $file" ;; esac
done
certificates_of ${named-}

# --- zone files and parts of named.conf(5), wherever they lie
named_conf=
more='/etc/bind/named.conf /etc/named.conf'
for depth in 1 2 3; do
  [ -n "$more" ] || break
  named_conf="$named_conf $more"
  more=$(sed -n 's/^[[:space:]]*include[[:space:]]*"\(\/[A-Za-z0-9_./@:*?+-]*\)".*/\1/p' $more)
done
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
followed="$named_conf"
for file in $(ask_zones zone_files_of); do
  followed="$followed $file"
  [ -e "$file.jnl" ] && followed="$followed $file.jnl"
done

# --- tables of postconf(5) that say who gets mail, but not those that hold passwords, and lists of logins of Dovecot
tables=$(awk '
  function told(line) {
    if (line !~ /^(virtual_(alias|mailbox)_(maps|domains)|alias_maps|transport_maps|mydestination)[ \t]*=/) return
    sub(/^[^=]*=/, "", line); gsub(/\$\{?config_directory\}?/, "/etc/postfix", line)
    n = split(line, word, /[ ,\t]+/)
    for (i = 1; i <= n; i++) { sub(/^(hash|btree|cdb|dbm|lmdb|sdbm|texthash|regexp|pcre|cidr):/, "", word[i]); if (word[i] ~ /^\//) print word[i] }
  }
  /^[ \t]*(#|$)/ { next }
  /^[ \t]/ { line = line " " $0; next }
  { told(line); line = $0 }
  END { told(line) }' /etc/postfix/main.cf | sed -n '/^\/[A-Za-z0-9_.@:+/-]*$/p')
logins=$(sed -n 's/^[ \t]*\(args\|passwd_file_path\)[ \t]*=[ \t]*\(.*[ \t]\)\{0,1\}\(\/[A-Za-z0-9_.@:+/-]*\)[ \t]*$/\3/p' \
  /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf /etc/dovecot/conf.d/*.ext)
followed="$followed $tables $logins"

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
section files
# Only GNU tar tells of ACLs, in extended headers of its newer format; times in them would double the answer.
acls=--format=gnu
case $(tar --help) in *--acls*) acls='--format=posix --acls --pax-option=delete=atime,delete=ctime,delete=mtime' ;; esac
ask_paths small_of | tar -c -f - -P $acls --no-recursion --hard-dereference --null -T -
exit 0
}
