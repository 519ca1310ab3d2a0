import { TextField } from './TextField';

export interface TypedColleague {
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
}
export const NOBODY: TypedColleague = { name: '', email: '', jobTitle: '' };
export type ColleagueProblems = Partial<Record<keyof TypedColleague, string>>;

export const checkColleague = ({ name, email, jobTitle }: TypedColleague): ColleagueProblems => ({
  ...(name.trim().length < 2 ? { name: "Write the colleague's full name." } : {}),
  ...(/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim())
    ? {}
    : { email: 'Write a mail address such as name@company.com.' }),
  ...([...jobTitle].length > 120 ? { jobTitle: 'Use at most 120 characters.' } : {}),
});

/** As it is sent. */
export const colleagueInput = ({ name, email, jobTitle }: TypedColleague) => ({
  name: name.trim(),
  email: email.trim().toLowerCase(),
  ...(jobTitle.trim() ? { jobTitle: jobTitle.trim() } : {}),
});

/** Who the colleague is: name, mail address, job title. */
export function ColleagueFields({
  colleague,
  problems,
  customerName,
  onChange,
}: {
  colleague: TypedColleague;
  problems: ColleagueProblems;
  customerName: string;
  onChange: (colleague: TypedColleague) => void;
}) {
  return (
    <>
      <TextField
        label="Colleague's full name"
        value={colleague.name}
        problem={problems.name}
        limit={120}
        onChange={(name) => onChange({ ...colleague, name })}
      />
      <TextField
        label="Colleague's mail address"
        type="email"
        value={colleague.email}
        problem={problems.email}
        help={`Best an address of your own company. With any other address, ${customerName} is asked first.`}
        onChange={(email) => onChange({ ...colleague, email })}
      />
      <TextField
        label="Job title (optional)"
        value={colleague.jobTitle}
        problem={problems.jobTitle}
        limit={120}
        onChange={(jobTitle) => onChange({ ...colleague, jobTitle })}
      />
    </>
  );
}
