import type { Wish } from '#core/plan/resource.ts'
import { message } from '#shared/message.ts'
import type { DriftItem } from '#shared/model/drift.ts'
import { keptFile, type KeptFile } from '#shared/model/kept-file.ts'

/** The texts that runs left of these things and that may stand there again. */
export function leftTexts(items: readonly DriftItem[]): readonly KeptFile[] {
  return items.flatMap(({ restorable, name, before }) =>
    restorable && before !== null ? [keptFile.parse({ path: name, content: before })] : [],
  )
}

/**
 * The wish in which files that others changed have the text again that a run left, also where the roles would tolerate theirs.
 * Rights and owner are as the roles wish them. Secrets, zones and what is kept by hand stay as the wish has them.
 */
export function overlayLeft(left: readonly KeptFile[], wish: Wish): Wish {
  if (left.length === 0) return wish
  const texts = new Map(left.map(({ path, content }) => [path, content]))
  return {
    ...wish,
    resources: wish.resources.map((resource) => {
      if (resource.kind !== 'file' || resource.sensitive || resource.kept || resource.zone !== undefined)
        return resource
      const content = texts.get(resource.path)
      if (content === undefined || content === resource.content) return resource
      const { warnings: _aboutOtherText, ...rest } = resource
      return { ...rest, content, reason: message('drift.putBackReason') }
    }),
  }
}
