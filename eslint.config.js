import prettier from 'eslint-config-prettier'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noElectron = {
  group: ['electron', 'electron/*'],
  message: 'Only electron/shell and electron/preload know Electron; the core runs in plain Node.',
}
const noNode = { regex: '^node:', message: 'This code runs in the page too, which has no Node.' }
const noCore = { regex: '^#core/|/electron/', message: 'renderer and shared never import from electron/.' }
const noRenderer = { regex: '/renderer/', message: 'Only the renderer imports from renderer/.' }

const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'coverage/', 'test-results/', '**/golden/', '**/fixtures/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: one name for one thing.' },
      ],
    },
  },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    ignores: ['shared/locales/**'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  { files: ['electron/{core,web,cli}/**/*.ts'], rules: forbid(noElectron, noRenderer) },
  { files: ['electron/{shell,preload}/**/*.ts'], rules: forbid(noRenderer) },
  { files: ['shared/**/*.ts'], rules: forbid(noElectron, noNode, noCore, noRenderer) },
  { files: ['renderer/**/*.{ts,tsx}'], rules: forbid(noElectron, noNode, noCore) },
  { files: ['renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat['recommended-latest']] },
  prettier,
)
