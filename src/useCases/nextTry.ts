import { type ContactAddress, type Delivery, wasTriedAt } from '../domain/delivery';

/**
 * Where a message goes next: at first to the best address, and when that failed once to each address that it was not
 * tried at. `undefined` when it waits or arrived, or when there is nowhere to send it.
 * @param rows  what became of this very message
 * @param reach the ways to the contact as they stand now, the better first
 */
export function nextTry(
  rows: readonly Delivery[],
  reach: readonly ContactAddress[],
): Pick<Delivery, 'channel' | 'retryTo'> | undefined {
  const open = reach.filter(({ state }) => state === 'open');
  if (rows.length === 0) {
    // Also to somebody who has blocked the chat, so that the ledger says so; but never to a dead mail address.
    const first = open[0] ?? reach.find(({ state }) => state !== 'dead');
    return first && { channel: first.channel };
  }
  if (rows.some(({ state }) => state === 'queued' || state === 'sent')) return undefined;
  return anotherAddress(rows, open);
}

/** The first open address that none of the rows was tried at. */
export function anotherAddress(
  rows: readonly Delivery[],
  open: readonly ContactAddress[],
): Pick<Delivery, 'channel' | 'retryTo'> | undefined {
  const address = open.find(({ fingerprint }) => !rows.some((row) => wasTriedAt(row, fingerprint)));
  return address && { channel: address.channel, retryTo: address.fingerprint };
}
