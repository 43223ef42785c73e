# Tells what earlier runs left, what is there now, and who was at work since. Read-only, POSIX sh. Before it stand the
# random $mark and look_at_things of left.sh.
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
exec </dev/null 2>/dev/null
runs=/var/lib/mailwright/runs

section() { printf '\n%s %s\n' "$mark" "$1"; }

printf 'facts %s\n' "$mark"
section now; date -u '+%Y-%m-%dT%H:%M:%SZ'

# From the newest run back to one that left nothing out: what an older one left is not our wish any more.
all= since= texts=
for run in $(for meta in "$runs"/*/meta; do
  [ -e "$meta" ] || continue
  id=${meta%/meta}
  printf '%s %s\n' "$(sed -n 's/^order=\([0-9]*\)$/\1/p' "$meta" | head -n 1 | grep . || echo 0)" "${id##*/}"
done | sort -rn | cut -d ' ' -f 2); do
  dir=$runs/$run
  state=$(sed -n 's/^state=//p' "$dir/meta" | head -n 1)
  [ "$state" = undone ] && continue
  pid=$(cat "$dir/pid")
  alive=no
  if [ -n "$pid" ] && grep -qs "$run" "/proc/$pid/cmdline"; then alive=yes; fi
  section "run $run $alive $(stat -c %Y "$dir/meta")"; head -c 65536 "$dir/meta"
  [ -s "$dir/after/left/things" ] || continue
  section "things $run"; head -c 1048576 "$dir/after/left/things"
  section "state $run"; head -c 4194304 "$dir/after/left/state"
  all="$all
$(head -c 1048576 "$dir/after/left/things")"
  texts="$texts $dir/after/left/texts"
  since=$(stat -c %Y "$dir/after/left/state")
  if [ "$state" = done ] && grep -q "^-	whole	" "$dir/after/left/things"; then break; fi
done

section present; printf '%s\n' "$all" | look_at_things
# The time at which something went away stands in its directory alone.
section parents
printf '%s\n' "$all" | awk -F '\t' '$2 == "path" { sub(/\/[^\/]*$/, "", $5); print ($5 == "" ? "/" : $5) }' | sort -u |
  xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -printf "%T@\t%p\n"' find

if [ -n "$since" ]; then
  section deeds
  journalctl -q --no-pager --utc -o json --output-fields=MESSAGE,_COMM --since "@$since" -n 4000 \
    _COMM=sudo _COMM=su _COMM=sshd _COMM=sshd-session _COMM=login | head -c 8388608
  section sessions
  last -w --time-format iso -n 500 | head -c 262144
  section apt
  history=$(for log in /var/log/apt/history.log.1.gz /var/log/apt/history.log; do [ -e "$log" ] && zcat -f "$log"; done | tail -c 262144)
  printf '%s\n' "$history"
  # In the server's own time zone, which only the server knows with its summer times.
  section apt-times
  printf '%s\n' "$history" | sed -nE 's/^(Start|End)-Date: ([0-9]{4}-[0-9]{2}-[0-9]{2}  [0-9]{2}:[0-9]{2}:[0-9]{2})$/\2/p' | date -f - +%s
fi

section files
{
  echo /
  printf '%s\n' "$all" | awk -F '\t' '$2 == "path" && $4 == "shown" { print $5 }' | sort -u |
    xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -type f -size -513' find
  [ -z "$texts" ] || find $texts -type f -size -513
} | tr '\n' '\0' | tar -c -f - -P --format=gnu --no-recursion --hard-dereference --null -T -
exit 0
