import { submittedDocument } from '../../src/documents/submittedDocument';
import { aSubmission, HOSTILE, someNames } from './samples';
import { FORBIDDEN_IN_XML, textsOf, unzipped } from './unzipped';

const documentOf = async (...given: Parameters<typeof submittedDocument>) => {
  const parts = await unzipped(await submittedDocument(...given));
  const body = parts.get('word/document.xml') ?? '';
  return { parts, body, text: textsOf(body, 'w:t').join('\n') };
};

it('says who sent what, when and to whom, in the zone of the customer', async () => {
  const { text } = await documentOf(aSubmission(), someNames());
  expect(text).toContain('Security 2027: answers of Aceros del Norte S.A. de C.V.');
  expect(text).toContain('Northgate Trading Ltd');
  expect(text).toContain('3 May 2027, 11:00 (America/Toronto)');
  expect(text).toContain('Guadalupe Hernández, Security manager');
  expect(text).toContain('3 of 4 questions; 1 left open');
});

it('has headings that screen readers can jump to, one for each place and section, in the order asked', async () => {
  const { body } = await documentOf(aSubmission(), someNames());
  const paragraphs = body.match(/<w:p>.*?<\/w:p>/gs) ?? [];
  const headings = paragraphs.flatMap((paragraph) => {
    const style = /<w:pStyle w:val="(Title|Heading\d)"\/>/.exec(paragraph)?.[1];
    return style ? [`${style}: ${textsOf(paragraph, 'w:t').join('')}`] : [];
  });
  expect(headings).toEqual([
    'Title: Security 2027: answers of Aceros del Norte S.A. de C.V.',
    'Heading1: What was left open',
    'Heading1: The whole company',
    'Heading2: Security vision',
    'Heading1: Monterrey',
    'Heading2: Fences and gates',
    'Heading1: Saltillo',
    'Heading2: Fences and gates',
  ]);
});

it('repeats the head of every table and the title on every page, and numbers the pages', async () => {
  const { parts, body } = await documentOf(aSubmission(), someNames());
  expect(body.match(/<w:tblHeader/g)).toHaveLength(3);
  const others = [...parts].filter(([name]) => /word\/(header|footer)\d/.test(name)).map(([, xml]) => xml);
  expect(others.join()).toContain('Security 2027: answers of Aceros');
  expect(others.join()).toMatch(/PAGE.*NUMPAGES/s);
});

it('shows comments with their lines, names of files, what was taken over and what was left open', async () => {
  const { text } = await documentOf(aSubmission(), someNames());
  expect(text).toContain('Comment: Two lines:\nthe north one is new.');
  expect(text).toContain('File: fence north.jpg');
  expect(text).toContain('Taken over from Monterrey');
  expect(text).toContain('3. Question guard? (Monterrey, Fences and gates)');
  expect(text).toContain('Reason given: The guard firm has not replied.');
});

it('mentions no place where there is one that nobody has named', async () => {
  const answers = aSubmission().answers.map((each) => (each.siteId ? { ...each, siteId: 'main' } : each));
  const { text } = await documentOf(aSubmission({ sites: [{ id: 'main', name: 'Main site' }], answers }), someNames());
  expect(text).not.toContain('Main site');
  expect(text).toContain('The site');
});

it.each(HOSTILE)('opens and shows plain text, whatever somebody wrote: %j', async (hostile) => {
  const [first] = aSubmission().answers;
  if (!first?.answer) throw new Error('The sample has no answer.');
  const answer = { ...first, shown: `${hostile} end`, answer: { ...first.answer, comment: hostile } };
  const { parts, body } = await documentOf(
    aSubmission({ answers: [answer], submittedBy: { id: 'c', name: hostile, title: hostile } }),
    someNames({ partner: hostile, fileNames: new Map([['e1', hostile]]) }),
  );
  for (const xml of parts.values()) expect(xml).not.toMatch(FORBIDDEN_IN_XML);
  expect(body).not.toContain('<w:t>markup</w:t>');
  expect(body).not.toMatch(/[\u202a-\u202e\u200b]/);
});

it('gives the same words for the same submission', async () => {
  const [one, two] = [await documentOf(aSubmission(), someNames()), await documentOf(aSubmission(), someNames())];
  expect(two.body).toBe(one.body);
});
