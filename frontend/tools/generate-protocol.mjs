/**
 * Writes src/protocol/frames.gen.ts, the types of the wire, from src/protocol/schema.json; `script/protocol` calls it.
 * With --check nothing is written and a stale file is an error. The same schema always gives the same text.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const SCHEMA = new URL('../src/protocol/schema.json', import.meta.url);
const TYPES = new URL('../src/protocol/frames.gen.ts', import.meta.url);

/** The compiler's own remarks: how it reached a type, and the schema's root, which is only a bag of definitions. */
const REMARK =
  / \* This interface was referenced by `ProtocolRoot`'s JSON-Schema\n \* via the `definition` ".*"\.\n/g;
const EMPTY_COMMENT = /\/\*\*\n \*\/\n/g;
const TRAILING_LINE = / \*\n \*\/\n/g;
const ROOT = 'export interface ProtocolRoot {}\n';

async function writeTypes(schema) {
  const root = { ...schema, type: 'object', additionalProperties: false };
  const body = await compile(root, 'ProtocolRoot', {
    additionalProperties: false,
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    style: { printWidth: 110, singleQuote: true },
    unreachableDefinitions: true,
  });
  const types = body
    .replace(REMARK, '')
    .replace(EMPTY_COMMENT, '')
    .replace(TRAILING_LINE, ' */\n')
    .replace(ROOT, '');
  return `/** Generated from schema.json by script/protocol: change chat/protocol instead. */

/** The version of the wire; \`hello\` carries the server's. */
export const PROTOCOL_HASH = '${schema['x-hash']}';

${types.trim()}
`;
}

const types = await writeTypes(JSON.parse(await readFile(SCHEMA, 'utf8')));
if (!process.argv.includes('--check')) {
  await writeFile(TYPES, types);
} else if (types !== (await readFile(TYPES, 'utf8').catch(() => ''))) {
  process.stderr.write('frontend/src/protocol/frames.gen.ts is stale: run script/protocol.\n');
  process.exitCode = 1;
}
