import type { ErrorCode, YAMLError } from 'yaml';

const QUOTES = 'A text that holds a colon, a comma, a bracket or a quotation mark needs quotes around it';

/** What stands wrong in the writing of a file, by the parser's code. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  DUPLICATE_KEY: 'the same field stands here twice',
  TAB_AS_INDENT: 'the line begins with a tab. Use spaces',
  BAD_INDENT: 'the line begins too far left or right. It must stand exactly below its neighbours',
  MULTILINE_IMPLICIT_KEY: `a field cannot be read here. ${QUOTES}, and a field needs a colon and a space behind its name`,
  BLOCK_AS_IMPLICIT_KEY: `there are two colons in one line, or the line begins too far left or right. ${QUOTES}`,
  BLOCK_IN_FLOW: 'a list or field with a line of its own stands inside brackets. Close the bracket before it',
  BAD_SCALAR_START: `a text cannot begin with this sign. ${QUOTES}`,
  BAD_DQ_ESCAPE: 'a backslash in a text between double quotes must be written twice',
  UNEXPECTED_TOKEN: `something stands here that does not belong here. ${QUOTES}`,
  BAD_ALIAS: 'a text that begins with * or & needs quotes around it, or the name behind it is not known',
  MULTIPLE_DOCS: 'the file has a line of three dashes in it; one file is one text',
  TAG_RESOLVE_FAILED: 'a text that begins with ! needs quotes around it',
};

/** What is wrong with the writing of a YAML file, for people who write content. */
export function yamlFaultInWords({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  if (code === 'BAD_INDENT' && /flow/i.test(message)) return 'a bracket in the lines before is not closed';
  if (code === 'MISSING_CHAR') {
    if (message.includes('quote')) return 'a quotation mark is not closed';
    const bracket = /(?:end with|expected) (?:a )?["'`]?([\]}])/i.exec(message)?.[1];
    if (bracket) return `a bracket is not closed: ${bracket} is missing`;
    return `a comma, a colon or a dash is missing, or a space behind one. ${QUOTES}`;
  }
  // The parser's own words, for what hardly ever happens.
  return WORDS[code] ?? message.split('\n')[0] ?? message;
}
