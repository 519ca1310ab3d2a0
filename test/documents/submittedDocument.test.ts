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
  expect(text).toContain('3 May 2027, 11:00 (America/Toronto; so are all times below)');
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
  expect(text).toContain('Comment: \nTwo lines:\nthe north one is new.');
  expect(text).toContain('File: \nfence north.jpg');
  expect(text).toContain('Taken over from \nMonterrey');
  expect(text).toContain('3. Question guard? (Monterrey, Fences and gates)');
  expect(text).toContain('Reason given: \nThe guard firm has not replied.');
});

it('says which questions these were, and that they are still to be checked where they are', async () => {
  const note = 'Still to be checked with the authority’s text.';
  const { text } = await documentOf(aSubmission(), someNames({ program: 'Trade Partnership', basisNote: note }));
  expect(text).toContain('Trade Partnership, version 1');
  expect(text).toContain(note);
  expect((await documentOf(aSubmission(), someNames())).text).not.toContain('Please note');
});

it('gives every one of several choices a line, and leaves alone what it cannot take apart', async () => {
  const [first] = aSubmission().answers;
  if (!first?.answer) throw new Error('The sample has no answer.');
  const chosen = (shown: string) => ({ ...first, shown, answer: { ...first.answer!, value: ['a', 'b'] } });
  const { text } = await documentOf(
    aSubmission({ answers: [chosen('Fences; Gates'), chosen('Cameras; day and night; Guards')] }),
    someNames(),
  );
  expect(text).toContain('• Fences\n• Gates');
  expect(text).toContain('Cameras; day and night; Guards');
});

it('is a file with a title, an author and a language, for screen readers', async () => {
  const { parts } = await documentOf(aSubmission(), someNames());
  expect(parts.get('docProps/core.xml')).toMatch(/<dc:title>Security 2027: answers of Aceros/);
  expect(parts.get('docProps/core.xml')).not.toContain('Un-named');
  expect(parts.get('word/styles.xml')).toContain('w:val="en-GB"');
});

it('tells Word which words are read from right to left, and keeps the date after such a name', async () => {
  const [first] = aSubmission().answers;
  if (!first?.answer) throw new Error('The sample has no answer.');
  const answer = { ...first, shown: 'نعم', answer: { ...first.answer, by: { id: 'c', name: 'محمد حداد' } } };
  const { body } = await documentOf(aSubmission({ answers: [answer] }), someNames());
  const paragraphs = body.match(/<w:p>.*?<\/w:p>/gs) ?? [];
  const [given, by] = ['نعم', 'محمد حداد'].map((text) => paragraphs.find((each) => each.includes(text)));
  expect(given).toMatch(/<w:bidi\/>.*<w:rtl\/>/s);
  expect(by).not.toContain('<w:bidi/>');
  expect(by).toMatch(/<w:rtl\/>.*محمد حداد\u200e.*, 3 May 2027, 10:05/s);
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
