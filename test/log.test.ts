import { createLog } from '../src/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

it('a line is JSON with level, time and message', () => {
  const line = JSON.parse(logged((log) => log.info({ job: 'rescore', count: 3 }, 'Scored.')));
  expect(line).toMatchObject({ level: 'info', job: 'rescore', count: 3, msg: 'Scored.' });
  expect(Date.parse(line.time)).not.toBeNaN();
});

const TOKEN = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.${'x'.repeat(40)}`;

it.each([
  ['a header', { headers: { authorization: 'hidden-1', cookie: 'hidden-1' } }],
  ['a secret by its name', { clientSecret: 'hidden-1', password: 'hidden-1' }],
  ['a private key', { credential: { privateKey: 'hidden-1' }, told: '-----BEGIN PRIVATE KEY-----\nhidden-1' }],
  ['the text of a mail', { mail: { html: 'hidden-1', text: 'hidden-1' } }],
])('%s never reaches the log', (_name, fields) => {
  expect(logged((log) => log.warn(fields, 'x'))).not.toContain('hidden-1');
});

it('tokens, addresses of uploads and mail addresses inside an error are blacked, its code and cause stay', () => {
  const cause = Object.assign(new Error(`GET https://files.example/upload?sig=abc failed with Bearer ${TOKEN}`), {
    code: 'ECONNRESET',
  });
  const text = logged((log) => log.error({ err: new Error('no mail to lupe@aceros.example', { cause }) }, 'Failed.'));
  for (const secret of ['sig=abc', TOKEN, 'lupe@aceros.example']) expect(text).not.toContain(secret);
  expect(JSON.parse(text).err).toMatchObject({
    cause: { code: 'ECONNRESET', message: expect.stringContaining('https://files.example/…') },
  });
});
