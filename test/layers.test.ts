import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Who may import whom is a rule of the linter. Here it is tried whether the rule bites: a pattern that matches nothing
// looks just like one that holds.
const root = path.resolve(__dirname, '..');

const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [
    '../errors',
    '../contracts/common',
    '../useCases/ports',
    '../sharepoint/index',
    'zod',
    'luxon',
    'node:fs',
  ],
  'src/contracts': ['../errors', '../content/load', '../useCases/ports', '../../bot/server', 'node:fs', 'luxon'],
  'src/content': ['../contracts/common', '../useCases/ports', '../sharepoint/index', '../config', 'undici'],
  'src/documents': [
    '../useCases/ports',
    '../errors',
    '../content/load',
    '../../bot/server',
    'node:fs',
    'undici',
    'zod',
  ],
  'src/useCases': [
    '../sharepoint/index',
    '../mail/mailer',
    '../../bot/server',
    '../config',
    'botbuilder',
    'restify',
    '@microsoft/microsoft-graph-client',
    '@azure/msal-node',
  ],
  'src/sharepoint': [
    '../mail/mailer',
    '../content/load',
    '../../bot/server',
    '../../infra/local/main',
    'botbuilder',
    'restify',
  ],
  'src/mail': ['../content/load', '../../bot/server', '@microsoft/microsoft-graph-client', 'botbuilder'],
  src: ['../bot/server', '../infra/local/main', './sharepoint/index'],
  bot: ['botbuilder', 'restify', '@microsoft/microsoft-graph-client', '../infra/local/main', '../tab/App'],
  'bot/api': ['botframework-connector', 'restify', '../../infra/local/main', '../../test/support/tenant'],
  'bot/teams': ['restify', '../api/http', '../../src/sharepoint/index', '../../tab/App'],
  tab: [
    '../src/useCases/ports',
    '../src/content/load',
    '../src/errors',
    '../bot/server',
    '../infra/local/main',
    'node:fs',
    'botbuilder',
  ],
  'tab/partner': [
    '../api/request',
    '../components/Facts',
    '../../src/useCases/ports',
    '@fluentui/react-components',
    'zod',
  ],
  'infra/local': ['../../src/domain/partner', '../../bot/server', '../../tab/App', '../../test/support/tenant'],
  'infra/conformance': ['../local/people', '../../src/domain/partner', '../../bot/server', '../../test/support/tenant'],
};
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['./answer'],
  'src/contracts': ['./common', '../domain/partner', 'zod'],
  'src/content': ['../domain/partner', 'yaml'],
  'src/documents': ['./submittedContent', '../domain/partner', '../contracts/common', 'docx', 'write-excel-file/node'],
  'src/useCases': [
    '../documents/submittedDocument',
    '../domain/partner',
    '../contracts/common',
    '../content/load',
    '../errors',
  ],
  'src/sharepoint': ['../useCases/ports', '../domain/partner', '@microsoft/microsoft-graph-client'],
  'src/mail': ['../useCases/messages', '../sharepoint/client/graph'],
  'bot/teams': ['botbuilder', '../../src/useCases/ports'],
  'bot/api': ['../../src/useCases/useCases', '../../src/contracts/common'],
  tab: ['../src/domain/partner', '../src/contracts/common', 'zod'],
  'tab/partner': ['../../src/contracts/confirmation', 'react'],
  'infra/local': ['./places', 'fastify'],
  'infra/conformance': ['./case', 'botbuilder', '@microsoft/microsoft-graph-client', '@pnp/graph'],
};

const cases = (rules: typeof FORBIDDEN): [string, string][] =>
  Object.entries(rules).flatMap(([folder, imports]) => imports.map((each): [string, string] => [folder, each]));
const fileOf = ([folder, name]: readonly [string, string]): string => `${folder}/try-${name.replace(/\W+/g, '-')}.ts`;

/** The files whose imports the linter refuses, out of one for each case. */
function refusedOf(all: readonly [string, string][]): Set<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-layers-'));
  try {
    const settings = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8')) as Record<string, unknown>;
    delete settings.vcs;
    delete settings.$schema;
    writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(settings));
    for (const each of all) {
      const file = path.join(folder, fileOf(each));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `import * as it from '${each[1]}';\n\nexport const used = it;\n`);
    }
    const { stdout } = spawnSync(
      path.join(root, 'node_modules/.bin/biome'),
      ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'],
      { cwd: folder, encoding: 'utf8' },
    );
    return new Set(all.map(fileOf).filter((file) => stdout.includes(`"${file}"`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let refused: Set<string>;
beforeAll(() => {
  refused = refusedOf([...cases(FORBIDDEN), ...cases(ALLOWED)]);
});

it.each(cases(FORBIDDEN))('%s may not import %s', (...each) => {
  expect(refused).toContain(fileOf(each));
});

it.each(cases(ALLOWED))('%s may import %s', (...each) => {
  expect(refused).not.toContain(fileOf(each));
});
