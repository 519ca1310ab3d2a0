import { config } from 'zod/v4';

// The page's content security policy forbids code made from text. zod tries it when the first schema is made, which the
// browser reports as a violation; so every schema of the page comes from here, and this line runs before any of them.
config({ jitless: true });

export * from 'zod/v4';
