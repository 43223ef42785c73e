import { oc } from '@orpc/contract'
import { failureData } from '../model/failure-data.ts'

/** The base of every procedure: its only error is FAILURE, with words for people. */
export const procedure = oc.errors({ FAILURE: { data: failureData } })
