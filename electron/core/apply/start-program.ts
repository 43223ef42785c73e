import { heredoc } from '#core/backends/shell/heredoc.ts'
import ground from '#core/backends/shell/ground.sh?raw'
import start from '#core/backends/shell/start.sh?raw'
import { quote } from '#core/ssh/quote.ts'
import { fail } from '#shared/fail.ts'
import { createHash } from 'node:crypto'

/** Ids become parts of paths and unit names: letters, digits and hyphens only. */
const runIdPattern = /^[A-Za-z0-9-]{1,64}$/

function opening(runId: string): string {
  if (!runIdPattern.test(runId)) throw fail('runUnknown', { run: runId.slice(0, 80) })
  return `run_id=${quote(runId)}\n${ground}\n${start}`
}

/** What of a plan is brought to the server. */
export interface StartablePlan {
  readonly program: string
  readonly view: {
    readonly id: string
    readonly spec: { readonly domain: string }
    readonly changes: readonly unknown[]
  }
}

/** Uploads a plan's program, starts it apart from the connection and follows it, all in one command. */
export function startProgram(plan: StartablePlan, operator: string): string {
  const sum = createHash('sha256').update(asDocument(plan.program)).digest('hex')
  const meta = [
    `id=${plan.view.id}`,
    `domain=${plan.view.spec.domain}`,
    `operator=${operator.replace(/[^\w.@-]/g, '')}`,
    `startedAt=${new Date().toISOString()}`,
    `changes=${plan.view.changes.length}`,
    'state=running',
  ].join('\n')
  return `${opening(plan.view.id)}
if [ -e "$run_dir" ]; then refuse planUsed; fi
for other in "$state_root"/runs/*/inverse; do
  if [ -s "$other" ]; then other=\${other%/inverse}; refuse_run runUnfinished "\${other##*/}"; fi
done
new_dir=$state_root/upload.$$
mkdir -p "$new_dir" "$state_root/runs" && cat >"$new_dir/program" ${heredoc(plan.program)}
cat >"$new_dir/meta" ${heredoc(`${meta}\n`)}
last=$(sed -n 's/^order=//p' "$state_root"/runs/*/meta 2>/dev/null | sort -n | tail -n 1)
order=$(date +%s%N)
# Also where the clock was set back meanwhile.
[ "$order" -gt "\${last:-0}" ] || order=$((last + 1))
echo "order=$order" >>"$new_dir/meta"
if [ "$(sha256sum <"$new_dir/program")" != "${sum}  -" ]; then rm -rf "$new_dir"; refuse_start; fi
sync "$new_dir/program" "$new_dir/meta"
mv -T "$new_dir" "$run_dir" || { rm -rf "$new_dir"; if [ -e "$run_dir" ]; then refuse planUsed; else refuse_start; fi; }
start_run apply || refuse_start
follow_run journal 0
`
}

/** The text as a here-document carries it: with a line break at its end. */
function asDocument(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

/**
 * Starts the stored program of a run again, to go on or to undo, and follows it. One that is at just that already, begun by
 * an app that was closed or by a line that was lost, is joined. Refused is going on with one that is finished (`runDone`), that
 * later ones stand upon (`resumeLaterRun`), or whose undo has begun (`undoBegun`, `runUndone`).
 */
export function restartProgram(runId: string, mode: 'resume' | 'undo'): string {
  const journal = mode === 'undo' ? 'undo-journal' : 'journal'
  const begun = mode === 'undo' ? 'after=0' : 'after=$(wc -l <"$run_dir/journal")'
  return `${opening(runId)}
if grep -qsx state=undone "$run_dir/meta"; then refuse_run runUndone "$run_id"; fi
[ -f "$run_dir/program" ] || refuse_run runUnknown "$run_id"
case $(run_mode) in
'') ${mode === 'resume' ? 'refuse_resume; ' : ''}${begun}; start_run ${mode} || refuse_start ;;
${mode === 'undo' ? 'undo' : 'apply | resume'}) after=0 ;;
*) refuse_run runAtWork "$run_id" ;;
esac
printf '{"event":"from","number":%s}\\n' "$after"
follow_run ${journal} "$after"
`
}

/** Follows a run from the line after `after`, whether it is still at work or over. */
export function followProgram(runId: string, journal: 'journal' | 'undo-journal', after: number): string {
  return `${opening(runId)}
[ -f "$run_dir/${journal}" ] || refuse_run runUnknown "$run_id"
follow_run ${journal} ${Math.max(0, Math.trunc(after))}
`
}

/**
 * Follows what a run's program is at: its undo, also one that is over, from its beginning, or the run from the line after `after`.
 * Starts nothing.
 */
export function joinProgram(runId: string, after: number): string {
  return `${opening(runId)}
[ -f "$run_dir/journal" ] || refuse_run runUnknown "$run_id"
if [ "$(run_mode)" = undo ] || { [ -f "$run_dir/undo-journal" ] && grep -qsx state=undone "$run_dir/meta"; }; then
  printf '{"event":"from","number":0}\\n'
  follow_run undo-journal 0
else
  follow_run journal ${Math.max(0, Math.trunc(after))}
fi
`
}

/** Asks a run to stop before its next step; exit status 3 where it is not at work. */
export function cancelProgram(runId: string): string {
  return `${opening(runId)}
[ -n "$(run_mode)" ] || exit 3
: >"$run_dir/cancel"
`
}

/** Prints the `meta` of every run, each behind a line with its name, whether it is at work, and whether it has begun to change things; then whether its undo has begun, and from when to when it worked, each try in a line. */
export const listProgram = `state_root=/var/lib/mailwright
for dir in "$state_root"/runs/*/; do
  [ -f "$dir/meta" ] || continue
  name=\${dir%/}
  name=\${name##*/}
  pid=$(cat "$dir/pid" 2>/dev/null)
  alive=no
  if [ -n "$pid" ] && grep -qsF "runs/$name/program" "/proc/$pid/cmdline"; then alive=yes; fi
  recorded=no
  if [ -f "$dir/before/etc.tar" ] || grep -qx state=undone "$dir/meta"; then recorded=yes; fi
  printf 'run %s %s %s %s\\n' "$name" "$alive" "$recorded" "$(stat -c %Y "$dir/meta")"
  head -c 4096 "$dir/meta"
  echo
  [ ! -s "$dir/foreign" ] || echo undoing
  [ -f "$dir/journal" ] && awk -F '"' '/^{"event":"[A-Za-z]*","at":"/ {
      if ($4 == "start") { if (begun) print "worked=" begun " " last; begun = $8 }
      last = $8
    }
    END { if (begun) print "worked=" begun " " last }' "$dir/journal" || :
done
`
