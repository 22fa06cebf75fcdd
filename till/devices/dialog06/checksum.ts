/**
 * The proof that a till's program is the one that was approved, as Dialog 06 scales ask for it.
 *
 *   scale: Z = Z1 Z2 (two hexadecimal digits)        till: CS rotated left by Z1, KW rotated right by Z2
 *   KW = remainder of CS divided by the polynomial that scale and till have agreed upon
 *
 * The polynomial of real scales comes with the manufacturer's contract; the one given here is the well-known
 * 11021, for simulators.
 */
import {assert} from '../../domain/assert.ts';

export interface ChecksumProof {
	/** Of the till's program: 16 bits. */
	readonly programChecksum: number;
	/** 17 bits, the highest set. */
	readonly polynomial: number;
}

export const publicPolynomial = 0x11021;

export function correctionWord({programChecksum, polynomial}: ChecksumProof): number {
	assert(polynomial >= 0x10000 && polynomial < 0x20000, 'the polynomial has 17 bits, the highest set');
	let rest = programChecksum;
	for (let bit = 0; bit < 16; bit++) {
		rest = rest & 0x8000 ? ((rest << 1) ^ polynomial) & 0xffff : (rest << 1) & 0xffff;
	}
	return rest;
}

export function rotateLeft(word: number, bits: number): number {
	return ((word << bits) | (word >>> (16 - bits))) & 0xffff;
}

/** The field of record 10 that answers to the scale's two digits. */
export function proofText(proof: ChecksumProof, challenge: string): string {
	assert(/^[0-9A-F]{2}$/i.test(challenge), 'a challenge is two hexadecimal digits');
	const left = Number.parseInt(challenge.charAt(0), 16);
	const right = Number.parseInt(challenge.charAt(1), 16);
	return hex(rotateLeft(proof.programChecksum, left)) + hex(rotateLeft(correctionWord(proof), 16 - right));
}

function hex(word: number): string {
	return word.toString(16).toUpperCase().padStart(4, '0');
}
