# What somebody would write by hand to learn whether anything is to be done on the bench's server: the same points that a plan
# compares, each with the quickest tool, in one pass. The bench fills in the marked lines and runs it over one ssh command.
# Prints what differs and ends with 2, or with 0 where nothing does.
set -u
export LC_ALL=C.UTF-8
name=mail.example.test accounts=@ACCOUNTS@ status=0
differs() {
  printf 'differs: %s\n' "$*"
  status=2
}

packages='ca-certificates openssl bind9 bind9-dnsutils postfix dovecot-imapd dovecot-lmtpd dovecot-pop3d'
wrong=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $packages 2>&1 | grep -v '^ii ') && differs "$wrong"
wrong=$(dpkg --audit)
[ -z "$wrong" ] || differs "$wrong"

[ "$(hostname)" = "$name" ] || differs hostname

sha256sum --check --quiet --strict - <<'SUMS' 2>&1 || differs 'files, see above'
@SUMS@
SUMS
wrong=$(stat -c '%a %U:%G %n' -- @PATHS@ 2>&1 | diff - /dev/fd/3 3<<'MODES'
@MODES@
MODES
) || differs "$wrong"
[ ! /etc/aliases -nt /etc/aliases.db ] || differs 'aliases are not compiled'

cert=/etc/mailwright/tls/cert.pem
openssl verify -verify_hostname "$name" -attime $(($(date +%s) + 2592000)) -CAfile "$cert" "$cert" >/dev/null ||
  differs certificate

units='named.service dovecot.service postfix.service'
wrong=$(systemctl is-enabled $units 2>&1 | grep -vx enabled) && differs "units: $wrong"
wrong=$(systemctl is-active $units postfix@-.service 2>&1 | grep -vx active) && differs "units: $wrong"

open=$(ss -Hltun | awk '{ sub(/.*:/, "", $5); print $1 "/" $5 }')
for port in udp/53 tcp/25 tcp/53 tcp/110 tcp/143 tcp/465 tcp/587 tcp/993 tcp/995; do
  case "
$open
" in *"
$port
"*) ;; *) differs "nobody listens on $port" ;; esac
done
if command -v nft >/dev/null; then nft list ruleset | grep -q 'hook input.*policy drop' && differs firewall; fi

if [ "$accounts" = virtual ]; then
  getent passwd vmail >/dev/null && getent group vmail >/dev/null || differs 'the account vmail'
fi
# crypt(3) of each password with the salt of its hash; perl is in every Debian, and one process does all of them.
perl -e '
  my ($file, %hash) = shift;
  open(my $users, "<", $file) or die "$file: $!\n";
  while (<$users>) { $hash{$1} = $2 if /^([^:#]+):(?:\{SHA512-CRYPT\})?([^:]*)/ }
  my $wrong = 0;
  while (<STDIN>) {
    chomp;
    my ($user, $password) = split /\t/, $_, 2;
    my $hash = $hash{$user} // "";
    next if $hash ne "" and crypt($password, $hash) eq $hash;
    print "differs: password of $user\n";
    $wrong = 1;
  }
  exit $wrong' "$([ "$accounts" = virtual ] && echo /etc/dovecot/users || echo /etc/shadow)" <<'PASSWORDS' || status=2
@PASSWORDS@
PASSWORDS
exit "$status"
