import { applyPlan, cancelRun, followRun, listRuns, resumeRun, undoRun } from './apply/runs.ts'
import { readDrift } from './drift/read-drift.ts'
import { runMailTest } from './mail/scenario.ts'
import { planServer } from './plan/plan-server.ts'
import type { Outside } from './ports.ts'
import { rehearseUpgrade } from './rehearsal/rehearse.ts'
import { connect } from './ssh/connect.ts'
import { testConnection } from './ssh/test-connection.ts'

/** The real world: SSH, the engine and mail servers. */
export const liveOutside: Outside = {
  engine: {
    planServer,
    applyPlan,
    followRun,
    resumeRun,
    undoRun,
    cancelRun,
    listRuns,
    readDrift,
    rehearseUpgrade,
  },
  connect: (target, hostKeys, signal) => connect(target, { hostKeys, signal }),
  testConnection: (target, hostKeys, signal) => testConnection(target, { hostKeys, signal }),
  testMail: runMailTest,
}
