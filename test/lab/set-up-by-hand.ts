/**
 * Servers as others have set them up before, as shell programs: what an adoption must read, keep and give back. They need
 * bind9, postfix and dovecot-{imapd,pop3d,lmtpd} to be installed.
 */

/** One old message each, so that it can be looked for later. */
const oldMessage = (to: string): string =>
  `From: before@elsewhere.test\\nTo: ${to}\\nSubject: old mail of ${to}\\nMessage-ID: <old-${to}>\\nDate: Mon, 1 Jun 2026 12:00:00 +0000\\n\\nold\\n`

/**
 * By the tutorial: users of the system, mbox in /var/mail, everything in clear, recursion for everybody. `adopt.test` is its
 * domain, user1 and user2 (passwords pw-user1, pw-user2) its users; user2 has no home directory, as Debian's useradd leaves
 * it. Dovecot 2.4 does not start with what the tutorial puts at the top of its configuration.
 */
export const byTheTutorial = `set -e
postconf -e 'myhostname = mail.adopt.test' 'mydomain = adopt.test' 'myorigin = $mydomain' 'inet_interfaces = all' \\
  'mydestination = $myhostname, localhost.$mydomain, localhost, $mydomain' 'mynetworks = 127.0.0.0/8, 10.213.77.0/24'
systemctl restart postfix
cat >/etc/bind/named.conf.options <<'X'
options {
	directory "/var/cache/bind";
	listen-on port 53 { any; };
	allow-query { any; };
	recursion yes;
	allow-recursion { any; };
	forwarders { 10.255.255.53; };
};
X
cat >>/etc/bind/named.conf.local <<'X'
// as in the course
zone "adopt.test" IN {
	type master;
	file "adopt.test.zone";
	allow-update { none; };
};
X
cat >/var/cache/bind/adopt.test.zone <<X
\\$TTL 1D
@	IN SOA	@ rname.invalid. ( 7 1D 1H 1W 3H )
	NS	@
	A	$1
	MX 10	mail.adopt.test.
mail	A	$1
www	A	192.0.2.80 ; the web site
X
systemctl restart named
major=$(dovecot --version | cut -c1-3)
if [ "$major" = 2.4 ]; then
  sed -i 's/^mail_driver.*/mail_driver = mbox/; s/^mail_path.*/mail_path = ~\\/mail/; s/^#*mail_inbox_path.*/mail_inbox_path = \\/var\\/mail\\/%{user}/' /etc/dovecot/conf.d/10-mail.conf
  sed -i 's/^#*auth_allow_cleartext.*/auth_allow_cleartext = yes/' /etc/dovecot/conf.d/10-auth.conf
  printf 'ssl = no\\nauth_allow_cleartext = yes\\n' >/etc/dovecot/local.conf
  sed -i '1i protocols = imap pop3 lmtp\\ndisable_plaintext_auth = no' /etc/dovecot/dovecot.conf
else
  sed -i 's/^#*disable_plaintext_auth.*/disable_plaintext_auth = no/' /etc/dovecot/conf.d/10-auth.conf
  sed -i 's/^ssl = .*/ssl = no/' /etc/dovecot/conf.d/10-ssl.conf
fi
for user in user1 user2; do
  if [ $user = user1 ]; then useradd -m $user; else useradd $user; fi
  echo "$user:pw-$user" | chpasswd
  { printf 'From before@elsewhere.test Mon Jun  1 12:00:00 2026\\n${oldMessage('USER')}' | sed "s/USER/$user/"; echo; } >/var/mail/$user
  chown $user:mail /var/mail/$user
  chmod 0600 /var/mail/$user
done
systemctl restart dovecot || [ "$major" = 2.4 ]`

/**
 * By a careful admin: zones in a file of their own, a certificate from an authority, users of the system with Maildir under
 * other.test, a virtual domain foreign.test with hash tables, aliases in a btree, tags behind a hyphen, a content filter, a table
 * that is not there, one that is newer than its database, a policy service that nobody runs, and comments everywhere. Some of it
 * contradicts what will be described: its tables send adopt.test elsewhere, and alice@adopt.test (pw-alice-old) is a customer. Old users are olduser (pw-old) and
 * v@foreign.test (pw-v).
 */
export const byACarefulAdmin = `set -e
le=/etc/letsencrypt/live/mail.adopt.test
mkdir -p $le /root/ca && cd /root/ca
openssl req -x509 -newkey rsa:2048 -nodes -days 900 -subj '/CN=Some CA' -keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj '/CN=mail.adopt.test' -keyout $le/privkey.pem -out my.csr 2>/dev/null
printf 'subjectAltName=DNS:mail.adopt.test,DNS:mx.other.test\\n' >ext
openssl x509 -req -in my.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile ext -out my.pem 2>/dev/null
cat my.pem ca.pem >$le/fullchain.pem
mkdir -p /etc/bind/zones
printf '\\n// all our zones\\ninclude "/etc/bind/zones.conf";\\n' >>/etc/bind/named.conf.local
cat >/etc/bind/zones.conf <<'X'
zone "other.test" { type master; file "/etc/bind/zones/other.zone"; };
zone "adopt.test" {
	type primary; # the shop
	file "/etc/bind/zones/shop.zone";
	allow-transfer { 192.0.2.53; };
};
X
cat >/etc/bind/zones/other.zone <<X
\\$TTL 3600
@ SOA ns hostmaster 1 3600 600 86400 300
 NS ns
 MX 5 mx
ns A $1
mx A $1
X
cat >/etc/bind/zones/shop.zone <<X
\\$ORIGIN adopt.test.
\\$TTL 3600
; do not touch the web records
@	SOA	ns1 hostmaster 2026010101 3600 600 86400 300
	NS	ns1
	A	192.0.2.80
www	A	192.0.2.80
ns1	A	$1
shop	CNAME	www
_dmarc	TXT	"v=DMARC1; p=none"
X
systemctl restart named
groupadd -g 6000 vhosts && useradd -r -u 6000 -g vhosts -d /srv/vhosts -s /usr/sbin/nologin vhosts
install -d -o vhosts -g vhosts /srv/vhosts/foreign.test/v/new /srv/vhosts/foreign.test/v/cur /srv/vhosts/foreign.test/v/tmp
printf '${oldMessage('v')}' >/srv/vhosts/foreign.test/v/new/1.old
chown -R vhosts:vhosts /srv/vhosts
echo 'foreign.test x' >/etc/postfix/vdomains
echo 'v@foreign.test foreign.test/v/' >/etc/postfix/vmailbox
cat >/etc/postfix/virtual <<'X'
info@foreign.test v@foreign.test
info@adopt.test v@foreign.test
@adopt.test olduser@other.test
X
printf 'adopt.test smtp:[192.0.2.9]\\nelse.test smtp:[192.0.2.9]\\n' >/etc/postfix/transport
printf '#!/bin/sh\\n{ echo X-Filtered: yes; cat; } | exec /usr/sbin/sendmail -G -i "$@"\\n' >/usr/local/bin/mail-filter
chmod 755 /usr/local/bin/mail-filter
postconf -M 'filter/unix=filter unix - n n - 2 pipe flags=Rq user=nobody argv=/usr/local/bin/mail-filter -f \${sender} -- \${recipient}'
postconf -P smtp/inet/content_filter=filter:dummy
echo '/^X-Spam-Flag: YES/ DISCARD' >/etc/postfix/header_checks
for table in vdomains vmailbox virtual transport; do postmap /etc/postfix/$table; done
sleep 0.1 && touch /etc/postfix/vmailbox
cat >>/etc/postfix/main.cf <<'X'
# the main domain
myhostname = mx.other.test
mydomain = other.test
mydestination = $myhostname, $mydomain, localhost
home_mailbox = Maildir/
mynetworks = 127.0.0.0/8 [::1]/128 192.0.2.0/28
header_checks = regexp:/etc/postfix/header_checks
# customers
virtual_mailbox_domains = hash:/etc/postfix/vdomains
virtual_mailbox_base = /srv/vhosts
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_alias_maps = hash:/etc/postfix/virtual
transport_maps = hash:/etc/postfix/transport
virtual_uid_maps = static:6000
virtual_gid_maps = static:6000
smtpd_tls_cert_file = /etc/letsencrypt/live/mail.adopt.test/fullchain.pem
smtpd_tls_key_file = /etc/letsencrypt/live/mail.adopt.test/privkey.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_auth_enable = yes
recipient_delimiter = -
alias_maps = btree:/etc/aliases
alias_database = $alias_maps
smtpd_etrn_restrictions = check_etrn_access hash:/etc/postfix/etrn, check_policy_service inet:127.0.0.1:10023
X
sed -i '/^alias_.* = hash/d; /^recipient_delimiter = +/d' /etc/postfix/main.cf
newaliases
systemctl restart postfix
useradd -m olduser && echo 'olduser:pw-old' | chpasswd
install -d -o olduser -g olduser /home/olduser/Maildir /home/olduser/Maildir/new /home/olduser/Maildir/cur /home/olduser/Maildir/tmp
printf '${oldMessage('olduser')}' >/home/olduser/Maildir/new/1.old
chown -R olduser:olduser /home/olduser/Maildir
cat >/etc/dovecot/customers <<'X'
v@foreign.test:{PLAIN}pw-v:6000:6000::/srv/vhosts/foreign.test/v
alice@adopt.test:{PLAIN}pw-alice-old:6000:6000::/srv/vhosts/adopt.test/alice
X
chown root:dovecot /etc/dovecot/customers && chmod 640 /etc/dovecot/customers
if [ "$(dovecot --version | cut -c1-3)" = 2.4 ]; then
cat >/etc/dovecot/local.conf <<'X'
# customers first, then our own people
passdb passwd-file {
  passwd_file_path = /etc/dovecot/customers
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/customers
  fields {
    mail_path = ~/
    mail_inbox_path = ~/
  }
}
mail_driver = maildir
mail_path = ~/Maildir
mail_inbox_path = ~/Maildir
ssl_server_cert_file = /etc/letsencrypt/live/mail.adopt.test/fullchain.pem
ssl_server_key_file = /etc/letsencrypt/live/mail.adopt.test/privkey.pem
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
X
else
cat >/etc/dovecot/local.conf <<'X'
# customers first, then our own people
passdb {
  driver = passwd-file
  args = /etc/dovecot/customers
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/customers
  default_fields = mail=maildir:~/
}
mail_location = maildir:~/Maildir
ssl_cert = </etc/letsencrypt/live/mail.adopt.test/fullchain.pem
ssl_key = </etc/letsencrypt/live/mail.adopt.test/privkey.pem
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
X
fi
systemctl restart dovecot`
