# --- undo: mail ---------------------------------------------------------------------------------------------------

# Mail that arrived since is moved with its directory; an empty mail directory is simply removed.
undo_mail() {
  for path in $mail_directories; do
    grep -qxF "$path" "$before/outside" && continue
    [ -d "$path" ] || continue
    set_mail_aside "$path" || return 1
  done
  for user in $(added_names /etc/passwd); do
    home=$(getent passwd "$user" | cut -d: -f6)
    case $home in
    */.. | */../* | */. | */./*) ;;
    /home/?*) if [ -d "$home" ] && ! grep -qxF "$home" "$before/state"; then set_mail_aside "$home" || return 1; fi ;;
    esac
    spool=/var/mail/$user
    if [ -f "$spool" ] && ! grep -qxF "$spool" "$before/state"; then set_mail_aside "$spool" || return 1; fi
  done
  queued=$(find /var/spool/postfix/deferred /var/spool/postfix/active /var/spool/postfix/incoming /var/spool/postfix/maildrop \
    /var/spool/postfix/hold -type f 2>/dev/null | wc -l)
  if [ "$queued" -gt 0 ] && ! grep -qxF /var/spool/postfix "$before/state"; then
    mkdir -p "$archive/var/spool" && cp -a /var/spool/postfix "$archive/var/spool/" || { blame_write "$run_dir"; return 1; }
    note apply.engineQueueKept "\"count\":$queued,\"path\":\"$archive/var/spool/postfix\""
  fi
}

# Whether a directory or spool holds anything that a person would miss.
holds_something() { # PATH
  find "$1" -type f -size +0 2>/dev/null | while IFS= read -r file; do
    case ${file##*/} in
    dovecot* | maildirfolder | subscriptions) continue ;;
    esac
    if [ -f "/etc/skel/${file##*/}" ] && cmp -s "$file" "/etc/skel/${file##*/}"; then continue; fi
    printf 'yes\n'
    break
  done | grep -q yes
}

set_mail_aside() { # PATH
  if holds_something "$1"; then
    mkdir -p "$archive${1%/*}" && mv -T "$1" "$archive$1" || { blame_write "$run_dir"; return 1; }
    note apply.engineMailKept "\"path\":\"$(json_text "$archive$1")\""
  else
    rm -rf "$1"
  fi
}
