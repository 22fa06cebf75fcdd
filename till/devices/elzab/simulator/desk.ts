/** What a sequence of a simulated ELZAB sees, and how the printer answers. */
import type {Register} from '../../simulated/register.ts';
import {ack, littleEndian, nak, type Sequence} from '../frame.ts';

export interface Desk {
	readonly register: Register;
	/** What the end of the items said they come to. */
	sumTold: number | undefined;
	changeTold: number;
	/** Why the receipt was voided, 0 where it was not: what the check tells. */
	voidedFor: number;
	/** The last receipt was voided by the printer itself. */
	isVoided: boolean;
	/** It said that it stopped for want of paper, and waits to be told to go on. */
	isStopped: boolean;
}

export const yes = Uint8Array.of(ack);
export const no = Uint8Array.of(nak);

export function told(...bytes: readonly number[]): Uint8Array {
	return Uint8Array.of(ack, ...bytes);
}

export function count(value: number, byteCount: number): Uint8Array {
	return told(...littleEndian(value, byteCount));
}

/** Nothing where the printer says nothing. */
export type Obey = (desk: Desk, data: Sequence['data']) => Uint8Array | undefined;
