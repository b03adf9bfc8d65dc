import tseslint from 'typescript-eslint';

/** Forbids imports from the named rooms of src/, with the reason in the message. */
const closed = (rooms, why) => ({
  'no-restricted-imports': ['error', { patterns: rooms.map((room) => ({ regex: room, message: why })) }],
});

const rendersCore = 'render uses core only.';
const pureCore = 'core is pure: text and values in, values out.';

/** One network never imports another: each sees the port, itself, and what lies below. */
const networkIds = ['x', 'bluesky', 'mastodon', 'site'];
const oneNetwork = (id) => ({
  files: [`src/networks/${id}.ts`, `src/networks/${id}/**`],
  rules: closed(
    [
      ...networkIds.filter((other) => other !== id).map((other) => `(^|/)${other}(/|\\.ts$)`),
      '/index\\.ts$',
      '/(commands|source)/',
      '/(main|cli|pipeline|publish|journal)\\.ts$',
    ],
    'A network imports core, render and the port, never another network.',
  ),
});

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'public', 'node_modules', '**/fixtures/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 200, skipComments: true, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'no-restricted-globals': ['error', { name: 'process', message: 'Only cli.ts names process.' }],
    },
  },
  { files: ['src/cli.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['src/core/**'],
    rules: {
      ...closed(['^node:', '^\\.\\./'], pureCore),
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'console', 'setTimeout', 'setInterval'].map((name) => ({
          name,
          message: 'core is pure.',
        })),
      ],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The moment is an argument.' }],
    },
  },
  {
    files: ['src/core/*/**'],
    rules: closed(['^node:', '^\\.\\./\\.\\./'], pureCore),
  },
  {
    files: ['src/render/**'],
    rules: closed(['^\\.\\./(?!core/)'], rendersCore),
  },
  {
    files: ['src/render/*/**'],
    rules: closed(['^\\.\\./\\.\\./(?!core/)'], rendersCore),
  },
  ...networkIds.map(oneNetwork),
  {
    files: ['src/source/**', 'src/{journal,publish}.ts', 'src/{journal,publish}/**', 'src/rollback.ts'],
    rules: closed(['/(commands|render)/', '/(main|cli|pipeline)\\.ts$'], 'Imports never go up.'),
  },
  {
    files: ['src/{pipeline,job,look,notify,config}.ts', 'src/{look,config}/**'],
    rules: closed(['/commands/', '/(main|cli)\\.ts$'], 'Imports never go up.'),
  },
  {
    files: ['src/commands/**'],
    rules: closed(['/(main|cli)\\.ts$'], 'Imports never go up.'),
  },
  {
    files: ['test/**/*.ts', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
