import tseslint from 'typescript-eslint';

// Who may import whom stands in .dependency-cruiser.mjs.
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
    files: ['src/**/*.ts'],
    ignores: ['src/core/command.ts', 'src/command-line.ts', 'src/main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Literal[value=/weekthread ($|[-a-z])/]', 'TemplateElement[value.raw=/weekthread ($|[-a-z])/]'].map(
          (selector) => ({ selector, message: 'What a person types is made by core/command.ts.' }),
        ),
      ],
    },
  },
  {
    files: ['src/core/**'],
    rules: {
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
    files: ['test/**/*.ts', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
