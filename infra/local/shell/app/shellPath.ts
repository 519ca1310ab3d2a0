/** The rooms of the shell, as they stand in the address after the person. */
export type Room = 'chat' | 'app' | 'mail' | 'sharepoint' | 'people' | 'control';

/** `/maya/app/partners`: addresses inside the shell. Every part is encoded on its own. */
export const shellPath = (person: string, room: Room, ...rest: readonly string[]): string =>
  `/${[person, room, ...rest].map(encodeURIComponent).join('/')}`;
