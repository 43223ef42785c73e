# --- undo: mail ---------------------------------------------------------------------------------------------------

# Where mail may lie in what the run found there: the spool, homes of people, and stores, which hold a directory for each domain
# with one for each mailbox.
mail_places() {
  find /var/mail/ -mindepth 1 -maxdepth 1 -type f ! -name '*.lock' 2>/dev/null
  [ $? -lt 128 ] || return 1
  getent passwd | awk -F : '$3 >= 1000 && $3 < 60000 && $6 ~ /^\/./ { print $6 "/Maildir"; print $6 "/mail" }' |
    while IFS= read -r path; do [ ! -d "$path" ] || printf '%s\n' "$path"; done
  for store in "$mail_store" "$(postconf -xh virtual_mailbox_base 2>/dev/null)"; do
    case $store in /?*) find "$store/" -mindepth 2 -maxdepth 2 -type d 2>/dev/null | tr -s / ;; esac
  done
}

# What lies in mailboxes of this run is moved with its directory, or with a mailbox of before's store to which only this run gave
# a login; an empty one is simply removed.
undo_mail() {
  if [ -f "$run_dir/asides" ]; then
    while IFS= read -r path; do [ ! -e "$(old_name "$path")" ] || carry_over "$path" || return 1; done <"$run_dir/asides"
  fi
  # Looked at once: later tries do not know the accounts any more.
  if [ ! -f "$run_dir/mail-places" ]; then
    list_own_mail >"$run_dir/mail-places.new" && mv -f "$run_dir/mail-places.new" "$run_dir/mail-places" || { blame_write "$run_dir"; return 1; }
  fi
  set_own_mail_aside || return 1
  queued=$(find /var/spool/postfix/deferred /var/spool/postfix/active /var/spool/postfix/incoming /var/spool/postfix/maildrop \
    /var/spool/postfix/hold -type f 2>/dev/null | wc -l)
  if [ "$queued" -gt 0 ] && ! grep -qxF /var/spool/postfix "$before/state"; then
    mkdir -p "$archive/var/spool" && cp -a /var/spool/postfix "$archive/var/spool/" || { blame_write "$run_dir"; return 1; }
    note apply.engineQueueKept "\"count\":$queued,\"path\":\"$archive/var/spool/postfix\""
  fi
}

# Where mail of this run alone may lie, whether any came yet or not; -r before the directory of a domain that this run made.
list_own_mail() {
  for path in $mail_directories; do grep -qxF "$path" "$before/outside" || printf '%s\n' "$path"; done
  if [ -f "$before/mailboxes" ]; then
    for path in $new_mailboxes; do
      grep -qxF "$path" "$before/mailboxes" && continue
      printf '%s\n' "$path"
      grep -qxF "${path%/*}" "$before/mailboxes" || printf -- '-r %s\n' "${path%/*}"
    done
  fi
  users=$(added_names /etc/passwd) || return 1
  for user in $users; do
    home=$(getent passwd "$user" | cut -d: -f6)
    case $home in
    */.. | */../* | */. | */./*) ;;
    /home/?*) grep -qxF "$home" "$before/state" || printf '%s\n' "$home" ;;
    esac
    grep -qxF "/var/mail/$user" "$before/state" || printf '/var/mail/%s\n' "$user"
  done
}

# At first, and again when the daemons have the configuration of before: until then letters come into these places.
set_own_mail_aside() {
  while IFS= read -r path <&7; do
    case $path in
    -r*) rmdir "${path#-r }" 2>/dev/null || : ;;
    *) [ ! -e "$path" ] || set_mail_aside "$path" || return 1 ;;
    esac
  done 7<"$run_dir/mail-places"
}

# What Postfix has accepted for a mailbox that goes is delivered while Dovecot still knows that, and set aside with the rest at the
# end; afterwards it would go back to its sender. So Postfix, where it goes on, gets its tables back first, and a while to empty
# its queue. With its main.cf it waits: that may name what is not back yet.
close_mailboxes() {
  [ -n "$new_mailboxes" ] && systemctl -q is-active postfix || return 0
  mv -f "$run_dir/restore" "$run_dir/restore.all" || { blame_write "$run_dir"; return 1; }
  awk -F '\t' '$2 ~ /^\/etc\/postfix\// && $2 !~ /\/(main|master)\.cf$/' "$run_dir/restore.all" >"$run_dir/restore" && put_listed_back || return 1
  mv -f "$run_dir/restore.all" "$run_dir/restore" || { blame_write "$run_dir"; return 1; }
  former=$(smtpd_processes)
  logged systemctl reload postfix || :
  sleep 1
  # Each of them would take one client more, and go by the tables that it has read.
  [ -z "$former" ] || kill $former 2>/dev/null
  # Those that wait for their next try are tried now.
  for letter in $(deferred_letters); do postqueue -i "$letter"; done
  sleep 1
  tried=0
  until queue_is_empty || [ "$tried" -ge 9 ]; do
    sleep 1
    tried=$((tried + 1))
  done
}

# Letters in the queue to mailboxes of this run.
deferred_letters() {
  postqueue -p 2>/dev/null | grep -v '^-' | awk -v RS= -v paths="$new_mailboxes" '
    BEGIN { for (count = split(paths, path, " "); count > 0; count--) { n = split(path[count], part, "/"); goes[part[n] "@" part[n - 1]] } }
    { for (i = 2; i <= NF; i++) if ($i in goes) { sub(/[*!#]$/, "", $1); print $1; next } }'
}

# Of this Postfix alone: one in a container is seen here, too.
smtpd_processes() {
  read -r master </var/spool/postfix/pid/master.pid && awk -v master="$master" '$2 == "(smtpd)" && $4 == master { print $1 }' /proc/[0-9]*/stat 2>/dev/null
}

# But for letters that wait for their next try.
queue_is_empty() {
  ! find /var/spool/postfix/maildrop /var/spool/postfix/incoming /var/spool/postfix/active -type f 2>/dev/null | grep -q .
}

# What came into mailboxes of people who were there before is theirs, and stays; what only we made there, and holds nothing,
# goes. Looked at when the daemons have the configuration of before again: until then mail comes by ours.
# Times of the system tell (ctime): a date that a letter brings along does not.
name_mail_that_stays() {
  [ -f "$before/mailboxes" ] || return 0
  mail_places | sort -u >"$run_dir/places"
  comm -13 "$before/mailboxes" "$run_dir/places" | while IFS= read -r path; do holds_something "$path" || clear_out "$path"; done
  tr '\n' '\0' <"$run_dir/places" | xargs -0 -r sh -c 'since=$1; shift
    find "$@" -type f -size +0 -cnewer "$since" ! -name "dovecot*" ! -name maildirfolder ! -name subscriptions ! -name .subscriptions 2>/dev/null' \
    find "$before/mailboxes" |
    awk 'FNR == NR { place[$0]; next } { while ($0 != "" && !($0 in place)) sub(/\/[^\/]*$/, ""); if ($0 != "") print }' \
      "$run_dir/places" - | sort -u >"$run_dir/stays"
  [ ! -s "$run_dir/stays" ] || note apply.engineMailStays "\"count\":$(wc -l <"$run_dir/stays"),\"paths\":\"$(json_text \
    "$(head -n 20 "$run_dir/stays" | paste -s -d , - | sed 's/,/, /g')")\""
}

# A daemon may lay a letter into it at this very moment: only its lists go, and directories that hold nothing.
clear_out() { # DIRECTORY
  find "$1" -type f \( -name 'dovecot*' -o -name maildirfolder -o -name subscriptions -o -name .subscriptions \) -exec rm -f {} +
  find "$1" -depth -type d -exec rmdir {} \; 2>/dev/null
}

# Whether a directory or spool holds anything that a person would miss.
holds_something() { # PATH
  find "$1" -type f -size +0 2>/dev/null | while IFS= read -r file; do
    case ${file##*/} in
    dovecot* | maildirfolder | subscriptions | .subscriptions) continue ;;
    esac
    if [ -f "/etc/skel/${file##*/}" ] && cmp -s "$file" "/etc/skel/${file##*/}"; then continue; fi
    printf 'yes\n'
    break
  done | grep -q yes
}

set_mail_aside() { # PATH
  if holds_something "$1"; then
    free_name "$1"
    mkdir -p "${aside%/*}" || { blame_write "$archive"; return 1; }
    if on_one_system "$1" "${aside%/*}"; then
      mv -T "$1" "$aside" || { blame_write "$archive"; return 1; }
      note apply.engineMailKept "\"path\":\"$(json_text "$aside")\""
      return
    fi
  fi
  # Out of the way of letters that come meanwhile.
  printf '%s\n' "$1" >>"$run_dir/asides" && mv -T "$1" "$(old_name "$1")" || { blame_write "$1"; return 1; }
  carry_over "$1"
}

# Letters may have come since an earlier try of this undo set others aside.
free_name() { # PATH
  aside=$archive$1 try=1
  while [ -e "$aside" ]; do try=$((try + 1)) && aside=$archive$1.$try; done
}

on_one_system() { [ "$(stat -c %d "$1")" = "$(stat -c %d "$2")" ]; } # PATH PATH

# To another file system: all is there before the first letter goes here. A copy that was cut short is made anew.
carry_over() { # PATH
  holds_something "$(old_name "$1")" || { rm -rf "$(old_name "$1")"; return; }
  rm -rf "$archive/.part"
  free_name "$1"
  mkdir -p "${aside%/*}" && cp -aT "$(old_name "$1")" "$archive/.part" && { sync -f "$archive/.part" 2>/dev/null || sync; } &&
    mv -T "$archive/.part" "$aside" || { rm -rf "$archive/.part"; blame_write "$archive"; return 1; }
  rm -rf "$(old_name "$1")"
  note apply.engineMailKept "\"path\":\"$(json_text "$aside")\""
}
