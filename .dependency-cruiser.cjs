// Arrows point one way: renderer → shared ← electron/core ← electron/{shell,web,cli}.
const between = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    between(
      'no-cycles',
      {},
      { circular: true },
      'Two files that need each other are one file, or hide a third.',
    ),
    between(
      'shared-stands-alone',
      { path: '^shared/' },
      { path: '^(electron|renderer|test|scripts)/' },
      'shared imports nothing of ours.',
    ),
    between(
      'renderer-knows-shared-only',
      { path: '^renderer/' },
      { path: '^(electron|test|scripts)/' },
      'The page reaches the core through the contract.',
    ),
    between(
      'core-knows-shared-only',
      { path: '^electron/core/' },
      { path: '^(renderer|test|scripts|electron/(shell|preload|web|cli))/' },
      'The core does not know who runs it.',
    ),
    between(
      'entries-stand-apart',
      { path: '^electron/(shell|preload|web|cli)/' },
      { path: '^electron/(shell|preload|web|cli)/', pathNot: '^electron/$1/' },
      'Shell, preload, browser mode and terminal are four doors to one core.',
    ),
    between(
      'entries-have-no-window-code',
      { path: '^electron/' },
      { path: '^(renderer|test|scripts)/' },
      'Only the bundler joins them.',
    ),
    between(
      'only-the-shell-knows-electron',
      { pathNot: '^electron/(shell|preload)/' },
      {
        path: '^(node_modules/)?electron($|/(electron\\.d\\.ts|index\\.js|package\\.json))',
        dependencyTypesNot: ['local', 'aliased-subpath-import'],
      },
      'The core runs in plain Node.',
    ),
    between('all-resolves', {}, { couldNotResolve: true }, 'An import that leads nowhere.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts', '.css'],
    },
    skipAnalysisNotInRules: true,
  },
}
