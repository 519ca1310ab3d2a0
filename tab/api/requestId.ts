import { ulid } from 'ulid';

/** A new row's key, made here, so that a second click or a repeated call creates nothing new. */
export const newRequestId = (): string => ulid().toLowerCase();
