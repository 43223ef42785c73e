import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from '@codemirror/language'
import { nginx } from '@codemirror/legacy-modes/mode/nginx'
import { properties } from '@codemirror/legacy-modes/mode/properties'
import { shell } from '@codemirror/legacy-modes/mode/shell'
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Change } from '#shared/model/plan.ts'
import { zoneMode } from './zone-mode.ts'

export interface DiffRequest {
  readonly before: string | null
  readonly after: string | null
  readonly language: Change['language']
  readonly layout: 'unified' | 'split'
  readonly wrap: boolean
  /** Accessible names of the two texts. */
  readonly labels: { readonly before: string; readonly after: string; readonly folded: string }
}

const parsers: Record<Change['language'], StreamParser<unknown> | null> = {
  properties,
  nginx,
  shell,
  zone: zoneMode,
  text: null,
}

const look = EditorView.theme({
  '&': { fontSize: '0.8125rem', backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.6' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
    paddingRight: '4px',
  },
  '.cm-content': { padding: '8px 0' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--mw-diff-added)' },
  '.cm-deletedChunk, .cm-deletedLine, &.cm-merge-a .cm-changedLine': {
    backgroundColor: 'var(--mw-diff-removed)',
  },
  '&.cm-merge-b .cm-changedText, .cm-insertedLine .cm-changedText, .cm-changedLine .cm-changedText': {
    background: 'var(--mw-diff-added-strong)',
    borderRadius: '2px',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'var(--mw-diff-removed-strong)',
    borderRadius: '2px',
    textDecoration: 'none',
  },
  'del, ins': { textDecoration: 'none', background: 'none' },
  // The colours of the syntax do not stand out enough (WCAG 1.4.3) from the red of what goes away.
  '.cm-deletedChunk span, &.cm-merge-a .cm-changedText, &.cm-merge-a .cm-changedText span': {
    color: 'inherit',
  },
  '.cm-deletedChunk': { paddingLeft: '6px' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '0' },
  '.cm-changedLineGutter': { background: 'var(--mw-good)' },
  '.cm-deletedLineGutter, &.cm-merge-a .cm-changedLineGutter': { background: 'var(--mw-bad)' },
  '.cm-collapsedLines': {
    background: 'var(--mw-sunken)',
    color: 'var(--mantine-color-dimmed)',
    padding: '3px 10px',
    fontFamily: 'var(--mantine-font-family)',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '""' },
})

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: [tags.string, tags.quote], color: 'var(--mw-code-string)' },
  { tag: [tags.keyword, tags.definitionKeyword], color: 'var(--mw-code-keyword)' },
  { tag: [tags.number, tags.atom, tags.bool], color: 'var(--mw-code-number)' },
  {
    tag: [tags.propertyName, tags.definition(tags.variableName), tags.attributeName],
    color: 'var(--mw-code-name)',
  },
])

/** The empty line behind the break at the end of a text. */
const isAfterLast = (line: number, doc: Text) => line > 1 && line === doc.lines && doc.line(line).length === 0

function reading(request: DiffRequest, label: string): Extension[] {
  const parser = parsers[request.language]
  return [
    EditorState.readOnly.of(true),
    // Focusable, so that the keyboard can scroll and select; read only all the same.
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': label,
      role: 'textbox',
      'aria-readonly': 'true',
    }),
    EditorState.phrases.of({ '$ unchanged lines': request.labels.folded }),
    lineNumbers({ formatNumber: (line, { doc }) => (isAfterLast(line, doc) ? '' : String(line)) }),
    look,
    syntaxHighlighting(colours),
    parser === null ? [] : StreamLanguage.define(parser),
    request.wrap ? EditorView.lineWrapping : [],
  ]
}

const lastLine = (text: string) => text.slice(text.lastIndexOf('\n', text.length - 2) + 1)

/**
 * The break at the end of the last line would be shown as one more, empty line; it is left out where both texts have it. Where lines were added
 * at the end it stays: without it the line before them would differ, too.
 */
function withoutLastBreak(...texts: [string | null, string | null]): typeof texts {
  if (texts.some((text) => text !== null && !text.endsWith('\n'))) return texts
  const [before, after] = texts
  if (before !== null && after !== null && lastLine(before) !== lastLine(after)) return texts
  return [before?.slice(0, -1) ?? null, after?.slice(0, -1) ?? null]
}

const collapse = { margin: 3, minSize: 6 }

/**
 * Shows a text, or the difference of two, inside the element and returns what takes it away again. The element gets a shadow root: there CodeMirror
 * uses constructed style sheets, which the Content-Security-Policy allows, and no style leaves it.
 */
export function showDiff(element: HTMLElement, request: DiffRequest): () => void {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  const { labels } = request
  const [before, after] = withoutLastBreak(request.before, request.after)
  if (before === null || after === null) {
    const label = before === null ? labels.after : labels.before
    const state = EditorState.create({ doc: after ?? before ?? '', extensions: reading(request, label) })
    const view = new EditorView({ state, root, parent: root })
    return () => view.destroy()
  }
  if (request.layout === 'split') {
    const view = new MergeView({
      a: { doc: before, extensions: reading(request, labels.before) },
      b: { doc: after, extensions: reading(request, labels.after) },
      root,
      parent: root,
      collapseUnchanged: collapse,
    })
    return () => view.destroy()
  }
  const merge = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: collapse })
  const state = EditorState.create({ doc: after, extensions: [...reading(request, labels.after), merge] })
  const view = new EditorView({ state, root, parent: root })
  return () => view.destroy()
}
