# Tells what earlier runs left, what is there now, and who was at work since. Read-only, POSIX sh. Before it stand the
# random $mark and look_at_things of left.sh.
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
exec </dev/null 2>/dev/null
runs=/var/lib/mailwright/runs

section() { printf '\n%s %s\n' "$mark" "$1"; }

printf 'facts %s\n' "$mark"
section now; date -u '+%Y-%m-%dT%H:%M:%SZ'

# Runs that were not undone, the newest first.
standing_runs() {
  for meta in "$runs"/*/meta; do
    [ -e "$meta" ] || continue
    id=${meta%/meta}
    id=${id##*/}
    [ "$(state_of_run "$id")" = undone ] ||
      printf '%s %s\n' "$(sed -n 's/^order=\([0-9]*\)$/\1/p' "$meta" | head -n 1 | grep . || echo 0)" "$id"
  done | sort -rn | cut -d ' ' -f 2
}

state_of_run() { sed -n 's/^state=//p' "$runs/$1/meta" | head -n 1; } # RUN

# What runs answer for, each line behind the run's name: from the newest back to one that came to its end and left nothing
# out, as what an older one left is not our wish any more. But a thing that a run found right and did not decide (~) is told as
# older runs left it too, back to the one that did decide, so that a change that others made before is not forgotten.
answered_things() {
  set --
  for run in $standing; do
    [ ! -s "$runs/$run/after/left/things" ] || set -- "$@" "state=$(state_of_run "$run")" "$runs/$run/after/left/things"
  done
  [ $# -eq 0 ] || awk -F '\t' '
    FNR == 1 {
      if (whole && ended == "done") {
        bounded = 1
        for (key in undecided) if (!(key in here)) { decided[key]; delete undecided[key] }
      }
      whole = 0; ended = state; split("", here)
      run = FILENAME; sub(/\/after\/left\/things$/, "", run); sub(/.*\//, "", run)
    }
    $2 == "whole" { whole = 1; next }
    { key = $2 FS $5 }
    key in here || key in decided || (bounded && !(key in undecided)) { next }
    { here[key]; if ($1 ~ /^~/) undecided[key]; else { decided[key]; delete undecided[key] } print run FS $0 }
  ' "$@" | head -c 8388608
}

standing=$(standing_runs)
answers=$(answered_things)
all=$(printf '%s\n' "$answers" | cut -f 2-)

since= texts= kind=run
for run in $standing; do
  dir=$runs/$run
  things=$(printf '%s\n' "$answers" | awk -F '\t' -v run="$run" '$1 == run' | cut -f 2-)
  [ "$kind" = run ] || [ -n "$things" ] || continue
  pid=$(cat "$dir/pid")
  alive=no
  if [ -n "$pid" ] && grep -qs "$run" "/proc/$pid/cmdline"; then alive=yes; fi
  section "$kind $run $alive $(stat -c %Y "$dir/meta")"; head -c 65536 "$dir/meta"
  if [ -n "$things" ]; then
    section "things $run"; printf '%s\n' "$things"
    section "state $run"
    printf '%s\n' "$things" | awk -F '\t' '
      FNR == NR { name[$5]; name[$6]; next }
      ($1 == "path" ? $8 : $1 == "sum" ? substr($2, 67) : $2) in name' - "$dir/after/left/state" | head -c 4194304
    texts="$texts
$(printf '%s\n' "$things" | awk -F '\t' -v left="$dir/after/left/texts" '$2 == "path" && $4 == "shown" { print left $5 }')"
    since=$(stat -c %Y "$dir/after/left/state")
  fi
  if [ "$(state_of_run "$run")" = done ] && grep -q "^-	whole	" "$dir/after/left/things"; then kind=older; fi
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
  printf '%s\n' "$texts" | grep . | xargs -r -d '\n' sh -c 'find "$@" -maxdepth 0 -type f -size -513' find
} | tr '\n' '\0' | tar -c -f - -P --format=gnu --no-recursion --hard-dereference --null -T -
exit 0
