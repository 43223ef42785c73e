# What somebody who knows all the answers would type: the same packages, the same final files, no questions, no backups, no
# checks. The bench fills in the marked lines (the files as a tar archive in base64) and runs it over one ssh command.
set -e
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8
name=mail.example.test

hostnamectl set-hostname "$name"
printf '%s\n' 'postfix postfix/main_mailer_type select Internet Site' "postfix postfix/mailname string $name" |
  debconf-set-selections
apt-get -q -y --no-install-recommends install \
  bind9 bind9-dnsutils postfix dovecot-imapd dovecot-lmtpd dovecot-pop3d </dev/null

if [ @ACCOUNTS@ = virtual ]; then
  groupadd -r -g 5000 vmail
  useradd -r -g vmail -u 5000 -d /var/vmail -s /usr/sbin/nologin vmail
  install -d -m 0770 -o vmail -g vmail /var/vmail
else
  while IFS='	' read -r user password; do
    useradd -m -s /usr/sbin/nologin "$user"
    printf '%s:%s\n' "$user" "$password" | chpasswd
  done <<'PASSWORDS'
@PASSWORDS@
PASSWORDS
fi
install -d -m 0755 /etc/mailwright /etc/mailwright/tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj "/CN=$name" \
  -addext "subjectAltName=DNS:$name" -keyout /etc/mailwright/tls/key.pem -out /etc/mailwright/tls/cert.pem

base64 -d <<'FILES' | tar -xz -C / --overwrite
@FILES@
FILES

newaliases
systemctl reload named
systemctl restart dovecot postfix
