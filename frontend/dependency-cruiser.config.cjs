/** The arrows of docs/page.md for the page: app -> features -> components, lib -> protocol. */
const typescript = require('typescript');

// Without a TypeScript it understands, dependency-cruiser finds no module, so no violation, and is content.
if (typeof typescript.createSourceFile !== 'function') {
  throw new Error(`dependency-cruiser cannot read .ts with typescript ${typescript.version}.`);
}

const below = (from, forbidden) => ({
  name: `${from}-stands-below-${forbidden.join('-and-')}`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: `^src/(${forbidden.join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.(test|d)\\.tsx?$|src/protocol/' },
      to: {},
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    below('features', ['app']),
    below('components', ['app', 'features']),
    below('lib', ['app', 'features', 'components']),
    below('protocol', ['app', 'features', 'components', 'lib']),
    {
      name: 'lib-knows-no-react',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: 'node_modules/(react|react-dom|react-i18next)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
