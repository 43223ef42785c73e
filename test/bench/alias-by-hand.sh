# What somebody would type to add an alias on the bench's server: the line in both tables, a check, the reload, and a look
# whether Postfix knows it and still answers.
set -eu
alias=@ALIAS@@example.test mailbox=user0@example.test
cd /etc/postfix
cp -p mailwright-aliases mailwright-aliases.old
cp -p mailwright-senders mailwright-senders.old
printf '%s\t%s\n' "$alias" "$mailbox" >>mailwright-aliases
printf '%s\t%s\n' "$alias" "$mailbox" >>mailwright-senders
postfix check
systemctl reload postfix
[ "$(postmap -q "$alias" texthash:/etc/postfix/mailwright-aliases)" = "$mailbox" ]
systemctl is-active --quiet postfix@-.service
for port in 25 465 587; do ss -Hltn "sport = $port" | grep -q LISTEN; done
bash -c 'read -r line </dev/tcp/127.0.0.1/25 && case $line in "220 "*) ;; *) exit 1 ;; esac'
