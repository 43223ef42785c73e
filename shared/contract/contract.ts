import { draftsContract } from './drafts.ts'
import { driftContract } from './drift.ts'
import { hostsContract } from './hosts.ts'
import { mailContract } from './mail.ts'
import { plansContract } from './plans.ts'
import { rehearsalsContract } from './rehearsals.ts'
import { runsContract } from './runs.ts'
import { settingsContract } from './settings.ts'

/** All that the interface may ask of the core, over MessagePort, WebSocket or a direct call. */
export const contract = {
  hosts: hostsContract,
  drafts: draftsContract,
  plans: plansContract,
  runs: runsContract,
  drift: driftContract,
  rehearsals: rehearsalsContract,
  mail: mailContract,
  settings: settingsContract,
}
export type Contract = typeof contract
