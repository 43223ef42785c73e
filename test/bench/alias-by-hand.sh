# What somebody would type to add an alias on the bench's server: the line in each table, a check, the reload, and a look
# whether Postfix knows it and still answers. The bench fills in the marked words.
set -eu
alias=@ALIAS@ mailbox=user0 accounts=@ACCOUNTS@
cd /etc/postfix
if [ "$accounts" = virtual ]; then
  cp -p mailwright-aliases mailwright-aliases.old
  printf '%s@example.test\t%s@example.test\n' "$alias" "$mailbox" >>mailwright-aliases
  login=$mailbox@example.test
else
  cp -p /etc/aliases /etc/aliases.old
  printf '%s: %s\n' "$alias" "$mailbox" >>/etc/aliases
  newaliases
  login=$mailbox
fi
cp -p mailwright-senders mailwright-senders.old
printf '%s@example.test\t%s\n' "$alias" "$login" >>mailwright-senders
postfix check
systemctl reload postfix
if [ "$accounts" = virtual ]; then
  [ "$(postmap -q "$alias@example.test" texthash:/etc/postfix/mailwright-aliases)" = "$mailbox@example.test" ]
else
  [ "$(postalias -q "$alias" hash:/etc/aliases)" = "$mailbox" ]
fi
systemctl is-active --quiet postfix@-.service
for port in 25 465 587; do ss -Hltn "sport = $port" | grep -q LISTEN; done
bash -c 'read -r line </dev/tcp/127.0.0.1/25 && case $line in "220 "*) ;; *) exit 1 ;; esac'
