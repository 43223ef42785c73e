# Tells what a server is: read-only, POSIX sh, one pass, few forks. Before it stands the random $mark. This half needs no
# word of what is wished, so that it runs while the wish is still read; the other half comes on standard input.
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
exec 4<&0 </dev/null 2>/dev/null
newline='
'
tab=$(printf '\t')

has() { command -v "$1" >/dev/null; }
section() { printf '\n%s %s\n' "$mark" "$1"; }
first_line() { read -r line <"$1" && printf '%s\n' "$line"; }
# A few lines of a file, without a fork.
lines_of() { while IFS= read -r line || [ -n "$line" ]; do printf '%s\n' "$line"; done <"$1"; }

printf 'facts %s\n' "$mark"

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

# --- both halves at a time: what only has to be told, and what the other half has to know
{
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

# --- what `dpkg --audit` would find, without its second reading of the database
if has dpkg-query; then
  section broken
  awk '/^Package: /{name=$2} /^Status: /&&($3!="ok"||$4!~/^(installed|not-installed|config-files)$/){print name": "$2,$3,$4;exit}' \
    /var/lib/dpkg/status
  for journal in /var/lib/dpkg/updates/[0-9]*; do
    [ -e "$journal" ] && printf 'dpkg: interrupted\n' && break
  done
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
# In a container /proc/locks keeps quiet about a lock whose taker has ended, as flock(1) has: the program itself is looked for.
section lock-run
if [ -s /run/mailwright.lock ] && IFS= read -r line </run/mailwright.lock; then
  run=/var/lib/mailwright/runs/${line##*[!A-Za-z0-9-]}
  [ -s "$run/pid" ] && read -r pid <"$run/pid" && grep -qF "$run/program" "/proc/$pid/cmdline" && echo alive
fi
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

# What the mail services name as certificate or key, wherever it lies; of keys no more than that they are there.
section tls-keys
files=$(sed -n -e 's/#.*//' -e '/^[[:space:]]*\(smtpd_tls_\|ssl_\)/p' /etc/postfix/main.cf /etc/dovecot/dovecot.conf \
  /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf | tr ' \t,=<' '\n\n\n\n\n' | sed -n '/^\/[A-Za-z0-9_.@:+/-]*$/p' | sort -u)
[ -n "$files" ] && grep -l -e '-BEGIN [A-Z ]*PRIVATE KEY-' $files
for file in $files; do
  case $file in *.pem | *.crt | *.cer | *.cert | *chain*) named="${named-} $file" ;; esac
done
certificates_of ${named-}
} | {
exec 5<&0 </dev/null

# --- parts of named.conf(5), wherever they lie
named_conf=
more='/etc/bind/named.conf /etc/named.conf'
for depth in 1 2 3; do
  [ -n "$more" ] || break
  named_conf="$named_conf $more"
  more=$(sed -n 's/^[[:space:]]*include[[:space:]]*"\(\/[A-Za-z0-9_./@:*?+-]*\)".*/\1/p' $more)
done

# --- tables of postconf(5): those that say who gets mail come whole, but not those that hold passwords; of all, whether they are there
said=$(
  set --
  for file in /etc/postfix/main.cf /etc/postfix/master.cf; do [ -r "$file" ] && set -- "$@" "$file"; done
  [ $# = 0 ] || awk '
  function once(text) { if (!(text in seen)) print text; seen[text] = 1 }
  function told(line) {
    gsub(/\$(config_directory|\{config_directory\}|\(config_directory\))/, "/etc/postfix", line)
    if (line ~ /^(virtual_(alias|mailbox)_(maps|domains)|alias_maps|transport_maps|mydestination)[ \t]*=/) {
      value = line; sub(/^[^=]*=/, "", value)
      n = split(value, word, /[ ,\t]+/)
      for (i = 1; i <= n; i++) { sub(/^(hash|btree|cdb|dbm|lmdb|sdbm|texthash|regexp|pcre|cidr):/, "", word[i]); if (word[i] ~ /^\/[A-Za-z0-9_.@:+\/-]*$/) once(word[i]) }
    }
    if (line ~ /(ldap|mysql|pgsql|sqlite|mongodb|pcre|lmdb|cdb|dbm):/) once("types")
    rest = line
    while (match(rest, /unix:[A-Za-z0-9_.@+\/-]+/)) {
      socket = substr(rest, RSTART + 5, RLENGTH - 5); sub(/^\/+/, "", socket)
      once("=unix:/var/spool/postfix/" socket); rest = substr(rest, RSTART + RLENGTH)
    }
    while (match(line, /[a-z]+:\/[A-Za-z0-9_.@+\/-]+/)) { once("=" substr(line, RSTART, RLENGTH)); line = substr(line, RSTART + RLENGTH) }
  }
  /^[ \t]*(#|$)/ { next }
  /^[ \t]/ { line = line " " $0; next }
  { told(line); line = $0 }
  END { told(line) }' "$@"
)
section maps
tables= asks_types= outdated= remote=
for word in $said; do
  case $word in
  =*)
    case $word in =ldap:* | =mysql:* | =pgsql:*) remote="$remote ${word#=}" ;; esac
    word=${word#*:}
    [ -e "$word" ] && printf '%s\n' "$word"
    for file in "$word.db" "$word.lmdb" "$word.cdb" "$word.pag"; do
      [ -e "$file" ] || continue
      printf '%s\n' "$file"
      [ "$word" -nt "$file" ] && outdated="$outdated$file$newline"
    done
    ;;
  /*) tables="$tables $word" ;;
  *) asks_types=yes ;;
  esac
done
section maps-outdated; printf '%s' "$outdated"
# Only types that come in packages of their own are worth the question.
types=
if [ -n "$asks_types" ] && has postconf; then
  types=$(postconf -m)
  section map-types; printf '%s\n' "$types"
fi
# Databases that are asked over a line: one question to each of the first four, of which only a complaint is told.
if [ -n "$remote" ] && has postmap && has timeout; then
  section maps-failing
  set -- $remote
  for table in "$1" "${2-}" "${3-}" "${4-}"; do
    case $newline$types$newline in *"$newline${table%%:*}$newline"*) ;; *) continue ;; esac
    [ -r "${table#*:}" ] || continue
    domain=$(sed -n 's/^[[:space:]]*domain[[:space:]]*=[[:space:]]*\([A-Za-z0-9.-]*\).*/@\1/p' "${table#*:}" | head -n 1)
    said=$(timeout 3 postmap -q "postmaster$domain" "$table" 2>&1 >/dev/null)
    case $?$said in
    124*) printf '%s\ttimeout\n' "$table" ;;
    *fatal:*) printf '%s\t%s\n' "$table" "$(printf '%s\n' "$said" | sed -n '/main\.cf/d; s/^postmap: [a-z]*: //p' | head -n 1 | cut -c 1-300)" ;;
    esac
  done
fi
logins=$(sed -n 's/^[ \t]*\(args\|passwd_file_path\)[ \t]*=[ \t]*\(.*[ \t]\)\{0,1\}\(\/[A-Za-z0-9_.@:+/-]*\)[ \t]*$/\3/p' \
  /etc/dovecot/*.conf /etc/dovecot/conf.d/*.conf /etc/dovecot/conf.d/*.ext)
followed="$named_conf $tables $logins"

# Only GNU tar tells of ACLs, in extended headers of its newer format; times in them would double the answer.
acls=--format=gnu
case $(tar --help) in *--acls*) acls='--format=posix --acls --pax-option=delete=atime,delete=ctime,delete=mtime' ;; esac

eval "$(cat <&4)"
}
