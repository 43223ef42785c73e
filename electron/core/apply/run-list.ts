import { runState, type RunSummary } from '#shared/model/run.ts'

/** Reads what listProgram printed; a run that says "running" while nobody works on it was interrupted. */
export function readRunList(text: string): readonly RunSummary[] {
  const runs: { readonly summary: RunSummary; readonly order: bigint }[] = []
  for (const block of text.split(/^(?=run )/m)) {
    const [head = '', ...lines] = block.split('\n')
    const [, id, alive, recorded, modified] =
      /^run ([A-Za-z0-9-]{1,64}) (yes|no) (yes|no) (\d{1,12})$/.exec(head) ?? []
    // A run that was refused before it changed anything is nothing to remember.
    if (id === undefined || (recorded === 'no' && alive === 'no')) continue
    const meta = new Map(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    const stored = runState.safeParse(meta.get('state')).data ?? 'interrupted'
    const state = stored === 'running' && alive === 'no' ? 'interrupted' : stored
    const isOver = state !== 'running' && state !== 'interrupted'
    runs.push({
      order: /^\d+$/.test(meta.get('order') ?? '') ? BigInt(meta.get('order') ?? 0) : 0n,
      summary: {
        id,
        hostId: null,
        domain: meta.get('domain') ?? '',
        state,
        startedAt: meta.get('startedAt') ?? '',
        endedAt: isOver ? new Date(Number(modified) * 1000).toISOString() : null,
        operator: meta.get('operator') ?? '',
        changes: Number(meta.get('changes')) || 0,
        ...(lines.includes('undoing') ? { undoing: true } : {}),
        ...workedIn(lines),
      },
    })
  }
  runs.sort((one, other) => (one.order < other.order ? -1 : one.order > other.order ? 1 : 0))
  return runs.map(({ summary }) => summary)
}

/** How long its tries took together, as the journal says; an undo has a journal of its own. */
function workedIn(lines: readonly string[]): { readonly took?: number } {
  const tries = lines.flatMap((line) => {
    const [, from = '', to = ''] = /^worked=(\S+) (\S+)$/.exec(line) ?? []
    const took = Date.parse(to) - Date.parse(from)
    return Number.isNaN(took) ? [] : [Math.max(0, took)]
  })
  return tries.length === 0 ? {} : { took: tries.reduce((sum, took) => sum + took, 0) }
}
