import { declaredLists } from '../../src/sharepoint/lists';
import { column } from '../../src/sharepoint/lists/declaration';
import { provision } from '../../src/sharepoint/provision';
import { viewsScript } from '../../src/sharepoint/views';
import { startTenant, type TestTenant } from '../support/tenant';
import { closeAll, graphOf, openSharePoint, provisioned, sitesOf } from './site';

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(async () => {
  await closeAll();
  await tenant.close();
});

describe('provisioning', () => {
  it('creates every list and library once; a second run changes nothing', async () => {
    const lines: string[] = [];
    const first = await provisioned(tenant, declaredLists, (line) => void lines.push(line));
    expect(first).toEqual({ created: declaredLists.length, refused: [] });
    expect(lines).toContain('Created the list Partners in the records site.');
    expect(lines).toContain('Created the library Evidence in the records site.');
    const again: string[] = [];
    expect(await provisioned(tenant, declaredLists, (line) => void again.push(line))).toEqual({
      created: 0,
      refused: [],
    });
    expect(again).toEqual(['Nothing to create: both sites are complete.']);
  });

  it('adds a column that is missing, and leaves one of another type as it is, with a sentence', async () => {
    const older = declaredLists.map((list) =>
      list.name === 'Contacts'
        ? {
            ...list,
            columns: list.columns
              .filter(({ name }) => name !== 'JobTitle')
              .map((each) => (each.name === 'Email' ? column('Email', 'Mail', 'number') : each)),
          }
        : list,
    );
    await provisioned(tenant, older);
    const lines: string[] = [];
    const { created, refused } = await provisioned(tenant, declaredLists, (line) => void lines.push(line));
    expect(created).toBe(1);
    expect(lines).toContain('Added the column Contacts.JobTitle.');
    expect(refused).toEqual([
      "Contacts.Email is number and must be single line of text. Trustlane never drops or changes a column; mend it in the list's settings.",
    ]);
  });

  it('cannot be done by the identity that the service runs as', async () => {
    const graph = graphOf(tenant, 'service');
    await expect(provision(graph, declaredLists, sitesOf(tenant), () => undefined)).rejects.toMatchObject({
      status: 403,
    });
    await graph.close();
  });

  it('a list whose creation was answered by a broken connection is found and completed', async () => {
    await tenant.setFaults({ match: { method: 'POST', pathPattern: '/lists$' }, kind: 'dropAfter', times: 1 });
    expect(await provisioned(tenant)).toEqual({ created: declaredLists.length, refused: [] });
  });
});

describe('the schema check at start', () => {
  it('names exactly what is missing and what to do', async () => {
    const partial = declaredLists
      .filter(({ name }) => name !== 'Journal')
      .map((list) =>
        list.name === 'Partners' ? { ...list, columns: list.columns.filter(({ name }) => name !== 'Country') } : list,
      );
    await provisioned(tenant, partial);
    const { feed } = await openSharePoint(tenant, { isUnloaded: true });
    await expect(feed.start()).rejects.toMatchObject({
      code: 'invalid',
      message:
        'The SharePoint sites are not ready for this version of Trustlane. Missing or different: the column Partners.Country; the list Journal (system site). Run "npm run provision" with the provisioning identity, then start again.',
    });
  });
});

describe('the declaration', () => {
  it.each(declaredLists.map((list) => [list.name, list] as const))(
    '%s keeps to what SharePoint allows',
    (_name, { columns, template, name }) => {
      expect(name).toMatch(/^[A-Za-z]+$/);
      expect(columns.filter(({ indexed }) => indexed).length).toBeLessThanOrEqual(20);
      expect(new Set(columns.map((each) => each.name.toLowerCase())).size).toBe(columns.length);
      for (const each of columns) {
        expect(each.name).toMatch(/^[A-Za-z][A-Za-z0-9]{0,31}$/);
        if (each.unique) expect([each.indexed, template]).toEqual([true, 'genericList']);
        if (each.type === 'longText') expect(each.indexed).toBeFalsy();
      }
    },
  );

  it('gives a script that adds the views for people, with quotes doubled', () => {
    const script = viewsScript(declaredLists);
    expect(script).toContain("Add-PnPView -List 'Evidence' -Title 'To review'");
    expect(script).toContain('-SetAsDefault');
    const evil = [
      { ...(declaredLists[0] as (typeof declaredLists)[number]), views: [{ title: "It's", columns: ['Title'] }] },
    ];
    expect(viewsScript(evil)).toContain("'It''s'");
  });

  it('the script takes out of the forms what tells people nothing, and no column that people may change', () => {
    const script = viewsScript(declaredLists);
    expect(script).toContain("foreach ($name in 'Key', 'SchemaVersion', 'Data') {");
    const hidden = [...script.matchAll(/foreach \(\$name in (.+)\) \{/g)].flatMap(([, names = '']) =>
      names.split(', '),
    );
    const shown = declaredLists.flatMap(({ columns }) =>
      columns.filter(({ editable, builtIn }) => editable || builtIn),
    );
    expect(hidden.filter((name) => shown.some((column) => name === `'${column.name}'`))).toEqual([]);
  });
});
