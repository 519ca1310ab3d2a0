/** A person of the local tenant's directory, as far as the Agents Playground shows one. */
export interface PlaygroundPerson {
  /** Entra object id. */
  readonly id: string;
  readonly shortName: string;
  readonly displayName: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  readonly givenName?: string;
  readonly surname?: string;
}

/** The Playground takes exactly so many other people. */
const OTHERS = 5;

/** The ids of the chats of this person's Playground. They differ from person to person, since several may run. */
export const chatsOf = ({ shortName }: PlaygroundPerson) => ({
  personal: `playground-${shortName}`,
  group: `playground-group-${shortName}`,
  team: `playground-team-${shortName}`,
  channel: `playground-channel-${shortName}`,
});

/**
 * The text of the Playground's settings file: JSON, which is YAML too. Its schema allows no other key, one current user,
 * and five others who are not that user. Throws an Error when the directory has too few people.
 */
export function playgroundSettings(
  me: PlaygroundPerson,
  people: readonly PlaygroundPerson[],
  bot: { readonly id: string; readonly name: string; readonly tenantId: string },
): string {
  const others = people.filter(({ id }) => id !== me.id).slice(0, OTHERS);
  if (others.length < OTHERS) throw new Error(`The directory needs ${OTHERS + 1} people for the Agents Playground.`);
  const chats = chatsOf(me);
  return JSON.stringify(
    {
      version: '0.1.1',
      tenantId: bot.tenantId,
      bot: { id: `28:${bot.id}`, name: bot.name },
      currentUser: userOf(me),
      users: others.map(userOf),
      personalChat: { id: chats.personal },
      groupChat: { id: chats.group, name: 'Group chat' },
      team: {
        id: chats.team,
        name: 'Team',
        aadGroupId: '99999999-0000-4000-8000-000000000001',
        channels: [{ id: chats.channel, name: 'Channel' }],
      },
    },
    null,
    2,
  );
}

function userOf({ id, shortName, displayName, mail, userPrincipalName, givenName, surname }: PlaygroundPerson) {
  const words = displayName.split(' ');
  return {
    id: `user-${shortName}`,
    name: displayName,
    // The schema spells it so.
    userPrincipleName: userPrincipalName,
    aadObjectId: id,
    givenName: givenName ?? words[0] ?? displayName,
    surname: surname ?? words.slice(1).join(' ') ?? '',
    email: mail,
  };
}
