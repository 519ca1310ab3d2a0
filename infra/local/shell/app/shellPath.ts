/** The rooms of the shell, as they stand in the address after the person. */
export const ROOMS = ['chat', 'app', 'mail', 'sharepoint', 'people', 'traffic', 'control'] as const;
export type Room = (typeof ROOMS)[number];

/** `/maya/app/partners`: addresses inside the shell. Every part is encoded on its own. */
export const shellPath = (person: string, room: Room, ...rest: readonly string[]): string =>
  `/${[person, room, ...rest].map(encodeURIComponent).join('/')}`;

/** The same room as somebody else: `/maya/mail/7` as lupe is `/lupe/mail`, since what was open is not theirs. */
export function sameRoomAs(person: string, pathname: string): string {
  const room = ROOMS.find((known) => known === pathname.split('/')[2]) ?? 'chat';
  return shellPath(person, room);
}
