import {
  convertCssVariables,
  createTheme,
  defaultCssVariablesResolver,
  DEFAULT_THEME,
  Drawer,
  mergeMantineTheme,
  Menu,
  Modal,
  TagsInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'
import type { KeyboardEvent } from 'react'

const ink: MantineColorsTuple = [
  '#eef5f9',
  '#dfebf2',
  '#bcd5e3',
  '#94bcd2',
  '#6ba2c0',
  '#4a8bae',
  '#347599',
  '#266486',
  '#1d5675',
  '#123c54',
]

const dark: MantineColorsTuple = [
  '#dce2e9',
  '#bcc5cf',
  '#9eaab7',
  '#8492a1',
  '#3a4653',
  '#2b3540',
  '#222b35',
  '#1a222a',
  '#141a21',
  '#0e1318',
]

const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff2f4',
  '#e3e8ec',
  '#d3dae0',
  '#b7c1ca',
  '#8896a3',
  '#61707e',
  '#4a5763',
  '#333e48',
  '#1d252c',
]

const fonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif'
const monospace =
  'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace'

/** Look of the whole app; shades are chosen so that text meets WCAG AA in both schemes. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 7 },
  colors: { ink, dark, gray },
  black: '#1d252c',
  defaultRadius: 'md',
  fontFamily: fonts,
  fontFamilyMonospace: monospace,
  headings: {
    fontFamily: fonts,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.35' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Locking the page's scroll writes a <style> element, which the Content-Security-Policy refuses.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true },
      styles: { title: { fontWeight: 600 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false }, styles: { title: { fontWeight: 600 } } }),
    // The placeholder is no child that a menu may have (WAI-ARIA 1.2, menu: Required Owned Elements); the menu itself takes the keyboard.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    // Enter ends a tag. In an empty field it would submit the form around it, which nobody who is adding tags has asked for.
    TagsInput: TagsInput.extend({
      defaultProps: {
        wrapperProps: {
          onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
          },
        },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300 } }),
  },
})

const resolver: CSSVariablesResolver = (full) => {
  const variables = defaultCssVariablesResolver(full)
  return {
    ...variables,
    light: {
      ...variables.light,
      '--mantine-color-dimmed': '#55636f',
      '--mantine-color-placeholder': '#697683',
      '--mantine-color-error': '#b3261e',
      '--mantine-color-default-border': '#b7c1ca',
      '--mantine-color-disabled-color': '#61707e',
      '--mantine-color-red-light-color': '#8f1d1d',
      '--mantine-color-orange-light-color': '#7d2d00',
      '--mantine-color-yellow-light-color': '#6b4200',
      '--mantine-color-green-light-color': '#1a5729',
      '--mantine-color-teal-light-color': '#085341',
      '--mw-canvas': '#f4f6f8',
      '--mw-surface': '#ffffff',
      '--mw-sunken': '#f7f9fa',
      '--mw-border': '#dde3e8',
      '--mw-nav': '#fbfcfd',
      '--mw-good': '#1f7a3d',
      '--mw-bad': '#b3261e',
      '--mw-warn': '#8a5a00',
      '--mw-focus': '#1d5675',
    },
    dark: {
      ...variables.dark,
      '--mantine-color-body': '#141a21',
      '--mantine-color-dimmed': '#a3aebb',
      '--mantine-color-placeholder': '#8492a1',
      '--mantine-color-error': '#ff9c94',
      '--mantine-color-disabled-color': '#93a0ae',
      '--mantine-color-ink-light': '#1c3546',
      '--mantine-color-ink-light-hover': '#234256',
      '--mantine-color-gray-light': '#27313b',
      '--mantine-color-gray-light-color': '#d3dae1',
      // Links stand on rows under the pointer, too.
      '--mantine-color-anchor': '#94bcd2',
      '--mantine-color-red-filled': '#c92a2a',
      '--mantine-color-red-filled-hover': '#b02525',
      '--mantine-color-red-light': '#3a1f20',
      '--mantine-color-red-light-color': '#ffc9c4',
      '--mantine-color-orange-light': '#3a2a14',
      '--mantine-color-orange-light-color': '#ffd79a',
      '--mantine-color-yellow-light': '#37300f',
      '--mantine-color-yellow-light-color': '#f6df8e',
      '--mantine-color-green-light': '#17311f',
      '--mantine-color-green-light-color': '#a9e6ba',
      '--mantine-color-teal-light': '#12322c',
      '--mantine-color-teal-light-color': '#a0e6d5',
      '--mw-canvas': '#141a21',
      '--mw-surface': '#1a222a',
      '--mw-sunken': '#161d24',
      '--mw-border': '#2f3a45',
      '--mw-nav': '#11171d',
      '--mw-good': '#6fce8b',
      '--mw-bad': '#ff9c94',
      '--mw-warn': '#f0bf63',
      '--mw-focus': '#94bcd2',
    },
  }
}

/**
 * Puts the theme's variables into the document as a constructed style sheet: the Content-Security-Policy allows that, while
 * it refuses the <style> element that MantineProvider would write.
 */
export function adoptThemeVariables(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(convertCssVariables(resolver(mergeMantineTheme(DEFAULT_THEME, theme))))
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
