# --- accounts, certificates and the like --------------------------------------------------------------------------

make_group() { # NAME GID-OR-EMPTY SYSTEM-FLAG
  getent group "$1" >/dev/null && return 0
  inverse "groupdel '$1'" || return 1
  logged groupadd ${3:+-r} ${2:+-g "$2" -K SYS_GID_MAX="$2"} "$1" || { blame accountFailed "\"name\":\"$1\""; return 1; }
}

# The password hash comes by standard input, so that no process list ever shows it.
make_user() { # NAME UID-OR-EMPTY SYSTEM-FLAG GROUP-OR-EMPTY HOME CREATE-FLAG SHELL COMMENT
  if ! getent passwd "$1" >/dev/null; then
    inverse "userdel '$1'" || return 1
    logged useradd ${3:+-r} ${2:+-u "$2" -K SYS_UID_MAX="$2"} ${4:+-g "$4"} -d "$5" ${6:+-m} -s "$7" -c "$8" -- "$1" || {
      # 9: somebody made the name meanwhile; 12: the home could not be made
      blame accountFailed "\"name\":\"$1\""
      return 1
    }
  fi
}

set_password_hash() { # NAME, hash on standard input
  read -r hash
  old=$(getent shadow "$1" | cut -d: -f2)
  inverse "printf '%s:%s\\n' '$1' '$(quoted "$old")' | chpasswd -e" || return 1
  printf '%s:%s\n' "$1" "$hash" | chpasswd -e || { blame accountFailed "\"name\":\"$1\""; return 1; }
}

join_group() { # USER GROUP
  id -nG "$1" 2>/dev/null | tr ' ' '\n' | grep -qxF "$2" && return 0
  inverse "gpasswd -d '$1' '$2' >/dev/null" || return 1
  logged usermod -aG "$2" "$1" || { blame accountFailed "\"name\":\"$1\""; return 1; }
}

# A key and a self-signed certificate, laid in the staging area like any other file of the group.
make_certificate() { # CERT KEY DAYS CN SUBJECT-ALT-NAMES
  mkdir -p "$run_dir/stage${1%/*}" "$run_dir/stage${2%/*}" || { blame_write "$run_dir"; return 1; }
  logged openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days "$3" -subj "/CN=$4" \
    -addext "subjectAltName=$5" -keyout "$run_dir/stage$2" -out "$run_dir/stage$1" || { blame certificateFailed; return 1; }
  chmod 0600 "$run_dir/stage$2" && chmod 0644 "$run_dir/stage$1"
}

set_hostname() { # NAME
  inverse "hostname -- '$(quoted "$(hostname)")'" || return 1
  hostname "$1" || { blame writeRefused '"path":"/proc/sys/kernel/hostname"'; return 1; }
}

# A file that a program makes from another (newaliases): made after the swap, its old bytes kept until the group holds.
derive_file() { # PATH COMMAND…
  path=$1
  shift
  inverse "unswap_file '$(quoted "$path")'" || return 1
  printf '%s\n' "$path" >>"$run_dir/swapped"
  if [ -e "$path" ]; then
    printf '%s\n' "$path" >>"$run_dir/existed"
    cp -aL "$path" "$(old_name "$path")" || { blame_write "$path"; return 1; }
  fi
  logged "$@" || { blame commandFailed "\"name\":\"$1\""; return 1; }
}

# nmcli(1): reapply takes the new DNS servers without taking the link (and our SSH) down.
set_connection() { # UUID DEVICE PROPERTY VALUE …
  connection=$1 device=$2
  shift 2
  inverse "nmcli device reapply '$(quoted "$device")'" || return 1
  for word; do
    case $word in
    ipv[46].*)
      was=$(nmcli -t -e no -f "$word" connection show uuid "$connection" | sed 's/^[^:]*://')
      inverse "nmcli connection modify uuid '$connection' '$word' '$(quoted "$was")'" || return 1
      ;;
    esac
  done
  logged nmcli connection modify uuid "$connection" "$@" || { blame commandFailed '"name":"nmcli"'; return 1; }
  logged nmcli device reapply "$device" || { blame commandFailed '"name":"nmcli"'; return 1; }
}

# --- firewall: only rules that let mail and DNS in; nobody else's rule is touched --------------------------------

open_ufw() { # PORT/PROTOCOL PRESENT-RULE-OR-EMPTY
  # A rule that refuses the port becomes one that lets it in (ufw(8)), and must become again what it was.
  inverse "ufw ${2:-delete allow} '$1' >/dev/null" || return 1
  logged ufw allow "$1" || { blame firewallFailed "\"port\":\"$1\""; return 1; }
}

# Running and permanent rules are two lists; what is opened in which is written down, and nothing else closed again.
open_firewalld() { # ZONE PORT/PROTOCOL…
  zone=$1
  shift
  inverse "close_firewalld '$(quoted "$zone")'" || return 1
  for list in running permanent; do
    option=
    [ "$list" = running ] || option=--permanent
    add=
    for port in $(firewall-cmd $option --zone="$zone" --list-ports | missing_ports "$@"); do
      printf '%s %s\n' "$list" "$port" >>"$run_dir/opened" || { blame_write "$run_dir"; return 1; }
      add="$add --add-port=$port"
    done
    [ -z "$add" ] || logged firewall-cmd $option --zone="$zone" $add || { blame firewallFailed "\"port\":\"$*\""; return 1; }
  done
}

# Which of the ports are in none of the entries on standard input, `25/tcp 6000-6010/udp …`.
missing_ports() { # PORT/PROTOCOL…
  tr ' ' '\n' | awk -F '[-/]' -v asked="$*" '
    NF > 1 { n++; low[n] = $1; high[n] = $(NF - 1); protocol[n] = $NF }
    END { count = split(asked, port, " ")
      for (i = 1; i <= count; i++) {
        split(port[i], part, "/"); open = 0
        for (j = 1; j <= n; j++) if (protocol[j] == part[2] && part[1] + 0 >= low[j] + 0 && part[1] + 0 <= high[j] + 0) open = 1
        if (!open) print port[i]
      } }'
}

close_firewalld() { # ZONE
  [ -s "$run_dir/opened" ] || return 0
  for list in running permanent; do
    option=
    [ "$list" = running ] || option=--permanent
    remove=$(sed -n "s/^$list /--remove-port=/p" "$run_dir/opened" | sort -u)
    [ -z "$remove" ] || logged firewall-cmd $option --zone="$1" $remove || :
  done
  rm -f "$run_dir/opened"
}

open_nftables() { # add|insert FAMILY TABLE CHAIN PROTOCOL PORT
  inverse "close_nftables '$2' '$3' '$4' '$5' '$6'" || return 1
  logged nft "$1" rule "$2" "$3" "$4" "$5" dport "$6" accept comment '"mailwright"' ||
    { blame firewallFailed "\"port\":\"$6/$5\""; return 1; }
}

close_nftables() { # FAMILY TABLE CHAIN PROTOCOL PORT
  nft -a list chain "$1" "$2" "$3" 2>/dev/null |
    sed -n "s/^[[:space:]]*$4 dport $5 accept comment \"mailwright\" # handle \([0-9]*\)$/\1/p" |
    while read -r handle; do nft delete rule "$1" "$2" "$3" handle "$handle"; done
}

open_iptables() { # PORT PROTOCOL
  inverse "close_iptables '$1' '$2'" || return 1
  for tool in iptables ip6tables; do
    command -v $tool >/dev/null || continue
    logged $tool -I INPUT -p "$2" --dport "$1" -m comment --comment mailwright -j ACCEPT ||
      { blame firewallFailed "\"port\":\"$1/$2\""; return 1; }
  done
}

close_iptables() { # PORT PROTOCOL
  for tool in iptables ip6tables; do
    while $tool -D INPUT -p "$2" --dport "$1" -m comment --comment mailwright -j ACCEPT 2>/dev/null; do :; done
  done
}
