import type { Resource, Wish } from '#core/plan/resource.ts'
import { message } from '#shared/message.ts'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { Notice } from '#shared/model/plan.ts'

/**
 * The wish in which files that somebody changed by hand, and that are to stay so, have the kept text. Rights and owner stay as
 * the roles wish them; a kept text that has no effect, or that hides what the description says, is told.
 */
export function overlayKept(keep: readonly KeptFile[], wish: Wish): Wish {
  if (keep.length === 0) return wish
  const texts = new Map(keep.map(({ path, content }) => [path, content]))
  return {
    ...wish,
    resources: wish.resources.map((resource) => laidOver(resource, texts)),
    notices: [...wish.notices, ...keep.flatMap((kept) => noticeOf(kept, wish.resources))],
  }
}

function laidOver(resource: Resource, texts: ReadonlyMap<string, string>): Resource {
  if (resource.kind !== 'file' || resource.sensitive) return resource
  const content = texts.get(resource.path)
  if (content === undefined) return resource
  if (content === resource.content) return { ...resource, kept: true }
  const { warnings: _aboutOtherText, ...rest } = resource
  return { ...rest, content, kept: true, reason: message('drift.keptReason') }
}

function noticeOf({ path, content }: KeptFile, resources: readonly Resource[]): readonly Notice[] {
  const file = resources.find((resource) => resource.kind === 'file' && resource.path === path)
  if (file?.kind !== 'file')
    return [{ blocking: false, message: message('drift.noticeKeptUnused', { path }) }]
  if (file.sensitive) return [{ blocking: false, message: message('drift.noticeKeptSecret', { path }) }]
  if (file.content === content) return []
  return [{ blocking: false, message: message('drift.noticeKept', { path }) }]
}
