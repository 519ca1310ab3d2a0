import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { connectorStateOf } from '../infra/local/connector/connectorState';
import { faultKinds } from '../infra/local/control/faults';
import { usualQuirks } from '../infra/local/graph/quirks';
import { tiers } from '../infra/local/graph/tiers';
import { startTenant, type TestTenant } from './support/tenant';

// Documents go stale in silence. What can be held against the code is.
const root = path.resolve(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const markdownIn = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name));

const documents = ['README.md', ...markdownIn('docs')];
const ruleFiles = markdownIn('docs/local-tenant');
const handbook = 'docs/local-tenant.md';

/** The cells of every line of a Markdown text that is a table's row; a `\|` inside a cell stays. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, line.trimEnd().lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
/** The rows of tables that begin with a rule. */
const rulesIn = (file: string) => rowsOf(read(file)).filter(([first]) => first !== 'Rule');
const inCode = (text: string): readonly string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');

/** The section below a heading of the handbook. */
const section = (heading: string): string => {
  const text = read(handbook).split(`\n## ${heading}\n`)[1];
  if (text === undefined) throw new Error(`There is no section "${heading}".`);
  return text.split('\n## ')[0] ?? '';
};
const firstCells = (heading: string): readonly string[] =>
  rowsOf(section(heading))
    .slice(1)
    .map(([first = '']) => first);

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What `printRoutes` draws as a tree, as `METHOD /path`. Each level is four characters deep. */
function routesIn(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', name = '', methods] = /^(.*?)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (name === '') return [];
    above.length = indent.length / 4;
    above.push(name);
    return (methods?.split(', ') ?? []).map((method) => `${method} ${above.join('')}`);
  });
}

/** All sources as one text. */
function sources(): string {
  const texts: string[] = [];
  const add = (place: string): void => {
    if (statSync(place).isDirectory()) for (const name of readdirSync(place)) add(path.join(place, name));
    else if (/\.(ts|tsx|mjs|cjs|json)$/.test(place) && place !== __filename) texts.push(readFileSync(place, 'utf8'));
  };
  for (const folder of ['bot', 'infra', 'src', 'test']) add(path.join(root, folder));
  return texts.join('\n');
}

describe('the rules of the local tenant', () => {
  it('are there in all areas', () => {
    expect(ruleFiles.map((file) => path.basename(file)).sort()).toEqual([
      'clients.md',
      'connector.md',
      'entra-exchange.md',
      'files.md',
      'lists.md',
      'throttling.md',
    ]);
    for (const file of ruleFiles) expect([file, rulesIn(file).length > 5]).toEqual([file, true]);
  });

  it.each(ruleFiles)('%s: each has a rule, a basis, where it is enforced and its test', (file) => {
    const wrong = rulesIn(file).filter(
      (cells) =>
        cells.length !== 4 ||
        cells.some((cell) => cell === '') ||
        !/^(documented|observed|remembered|our choice)\b/.test(cells[1] ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  it.each(ruleFiles)('%s: the files that enforce and test them exist, and are of those who may', (file) => {
    const wrong = rulesIn(file).flatMap(([rule, , enforced = '', tested = '']) => {
      const [places, tests] = [enforced, tested].map((cell) => inCode(cell).filter((code) => code.includes('/')));
      if (places === undefined || tests === undefined) return [rule];
      const isWhole =
        (enforced === 'none' || places.some((place) => place.startsWith('infra/local'))) &&
        tests.some((place) => place.endsWith('.test.ts')) &&
        places.every((place) => place.startsWith('infra/local')) &&
        [...places, ...tests].every((place) => existsSync(path.join(root, place)));
      return isWhole ? [] : [rule];
    });
    expect(wrong).toEqual([]);
  });

  it('have the handbook for a reader who comes to one of them first, and the other way round', () => {
    for (const file of ruleFiles) {
      expect(read(file)).toContain('](../local-tenant.md)');
      expect(read(handbook)).toContain(`](local-tenant/${path.basename(file)})`);
    }
  });
});

describe('the handbook of the local tenant', () => {
  let t: TestTenant;
  beforeAll(async () => {
    t = await startTenant();
  });
  afterAll(() => t?.close());

  it('names control routes that there are', () => {
    const named = [...read(handbook).matchAll(/`(GET|POST|DELETE) (\/_control\/[^`?]+)`/g)];
    expect(named.length).toBeGreaterThan(40);
    const unknown = named.filter(([, method = '', url = '']) => !t.tenant.app.hasRoute({ method, url }));
    expect(unknown.map(([all]) => all)).toEqual([]);
  });

  it('names all control routes', () => {
    const named = new Set(
      [...section('Control').matchAll(/`(GET|POST|DELETE) (\/_control\/[^`?]+)`/g)].map(([, ...words]) =>
        words.join(' '),
      ),
    );
    const there = routesIn(t.tenant.app.printRoutes({ commonPrefix: false }))
      .filter((route) => route.includes(' /_control/'))
      .filter((route) => !route.startsWith('HEAD '));
    expect(there.length).toBeGreaterThan(40);
    expect(there.filter((route) => !named.has(route))).toEqual([]);
  });

  it('tells of every kind of fault, every quirk and every tier, and of no other', () => {
    const plain = (cells: readonly string[]): readonly string[] => cells.map((cell) => cell.replaceAll('`', '')).sort();
    expect(plain(firstCells('Faults'))).toEqual([...faultKinds].sort());
    expect(plain(firstCells('Quirks'))).toEqual(
      [...Object.keys(usualQuirks), ...Object.keys(connectorStateOf(t.tenant.context).quirks)].sort(),
    );
    for (const tier of Object.keys(tiers)) expect(section('Settings')).toContain(`\`${tier}\``);
  });

  it('tells of every setting of the tenant', () => {
    const settings = new Set(sources().match(/\bLOCAL_TENANT_[A-Z_]*[A-Z]\b/g));
    expect(firstCells('Settings').join(' ')).toEqual(expect.stringContaining('PRODUCT_URL'));
    expect([...settings].filter((name) => !firstCells('Settings').includes(`\`${name}\``))).toEqual([]);
  });
});

describe('all documents', () => {
  it.each(documents)('%s: links within the project lead somewhere', (file) => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [place = '', anchor] = target.split('#');
        const linked = place === '' ? file : path.posix.join(path.posix.dirname(file), place);
        if (!existsSync(path.join(root, linked))) return true;
        return anchor !== undefined && !anchorsOf(linked).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it.each(documents)('%s: commands and settings that it names exist', (file) => {
    const text = read(file);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...text.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);

    const flags = read('infra/conformance/options.ts');
    const code = sources();
    const isKnown = (name: string): boolean =>
      name.startsWith('CONFORMANCE_')
        ? new RegExp(`\\b'?${name.slice('CONFORMANCE_'.length).toLowerCase().replaceAll('_', '-')}'?: `).test(flags)
        : new RegExp(`\\b${name}\\b`).test(code);
    const inline = inCode(text).filter((name) => /^[A-Z]+(_[A-Z]+)+$/.test(name) && !name.endsWith('_'));
    const anywhere = text.match(/\b(LOCAL_TENANT|TRUSTLANE)_[A-Z_]*[A-Z]\b/g) ?? [];
    const ended = inline.filter((name) => name !== 'CONFORMANCE');
    expect([...new Set([...ended, ...anywhere])].filter((name) => !isKnown(name))).toEqual([]);
  });

  it.each(documents)('%s: files of the project that it names exist', (file) => {
    const named = inCode(read(file)).filter((code) => /^(bot|docs|infra|src|tab|test)\/[\w./-]+\.\w+$/.test(code));
    expect(named.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  });
});
