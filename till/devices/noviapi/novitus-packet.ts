/**
 * What NoviAPI has no request for goes through `direct_io` as a packet of the manufacturer's older protocol.
 *
 *   ESC P | parameters, two signs, text | check byte | ESC \
 *   1B 50                                 hex×2        1B 5C
 *
 * The check byte is FF with everything between `ESC P` and itself taken into it by exclusive or. Packets that only read, and that
 * for the drawer, go without it.
 */
import type {Grosze} from '../../domain/money.ts';

const begin = '\u001bP';
const end = '\u001b\\';

export const readClock = packet('0#c');
/** What the next daily report would hold. */
export const readDay = packet('28#s');
export const kickDrawer = packet('1$d');

export function moveCash({direction, amountGrosze}: {readonly direction: 'in' | 'out'; readonly amountGrosze: Grosze}) {
	const digits = String(amountGrosze).padStart(3, '0');
	const body = `0#${direction === 'in' ? 'i' : 'd'}${digits.slice(0, -2)}.${digits.slice(-2)}/`;
	return packet(`${body}${checkByte(body)}`);
}

function packet(body: string): Uint8Array {
	return Uint8Array.from(Buffer.from(`${begin}${body}${end}`, 'latin1'));
}

export function checkByte(body: string): string {
	const check = Buffer.from(body, 'latin1').reduce((sum, byte) => sum ^ byte, 0xff);
	return check.toString(16).toUpperCase().padStart(2, '0');
}

/** What stands between the signs of the frame; nothing where there is no whole packet. */
function bodyIn(bytes: Uint8Array): string | undefined {
	const text = Buffer.from(bytes).toString('latin1');
	const from = text.indexOf(begin);
	const to = text.indexOf(end, from + begin.length);
	return from === -1 || to === -1 ? undefined : text.slice(from + begin.length, to);
}

/** `1#C yy;mm;dd;hh;mi;0`: local wall time, `YYYY-MM-DDTHH:MM`. */
export function wallTimeIn(bytes: Uint8Array): string | undefined {
	const match = /^1#C(\d{1,2});(\d{1,2});(\d{1,2});(\d{1,2});(\d{1,2});/.exec(bodyIn(bytes) ?? '');
	if (match === null) return undefined;
	const [year, month, day, hour, minute] = match.slice(1).map(part => part.padStart(2, '0'));
	return `20${year}-${month}-${day}T${hour}:${minute}`;
}

/** `10#X` with date, time, receipts and cancelled receipts. */
export function dayIn(bytes: Uint8Array): {readonly receiptCount: number; readonly cancelledCount: number} | undefined {
	const match = /^10#X(?:\d{1,2};){6}(\d{1,6});(\d{1,6});/.exec(bodyIn(bytes) ?? '');
	return match === null ? undefined : {receiptCount: Number(match[1]), cancelledCount: Number(match[2])};
}

/** The code that a printer reports by itself (`#Z`); 0 where it does not. */
export function errorIn(bytes: Uint8Array): number {
	return Number(/^(\d{1,3})#Z/.exec(bodyIn(bytes) ?? '')?.[1] ?? 0);
}
