/**
 * Which signatures of a book have to be reckoned: the last one of each unbroken piece, because its digest covers all before
 * it.
 *
 *   entry 7 ◄─previous── 8 ◄── 9        10 ◄── 11        one key for 7 to 9, another one from 10 on: two runs
 *              run, vouched for by 9      run, by 11
 */

/** Sixty-four bytes. */
const signatureForm = /^[A-Za-z0-9+/]{86}==$/;

/** A content whose digest is right, at its place in the book. */
export interface Signed {
	readonly till: string;
	readonly number: number;
	readonly previous: unknown;
	readonly digest: string;
	/** Whether others may vouch for it, and it for others: not where a number has several contents. */
	readonly isAlone: boolean;
}

export type SignatureFormFault = 'is missing' | 'is not 64 bytes in base64';

/** What is no signature at all is found without reckoning. */
export function signatureFormFault(signature: unknown): SignatureFormFault | undefined {
	if (signature === undefined || signature === '') return 'is missing';
	return signatureForm.test(String(signature)) ? undefined : 'is not 64 bytes in base64';
}

export type Run<S extends Signed> = [S, ...S[]];

/** Unbroken pieces of chains, in the order of the book; a key vouches for no entry that belongs to another one. */
export function runsOf<S extends Signed>(signed: readonly S[], keyFor: (signed: S) => unknown): readonly Run<S>[] {
	const runs: Run<S>[] = [];
	const runsByEnd = new Map<string, Run<S>>();
	for (const one of [...signed].sort((left, right) => left.number - right.number)) {
		const {till, number, previous, digest, isAlone} = one;
		const end = `${till}:${number - 1}:${previous}`;
		const before = isAlone ? runsByEnd.get(end) : undefined;
		let run = before !== undefined && keyFor(before[0]) === keyFor(one) ? before : undefined;
		if (run === undefined) {
			run = [one];
			runs.push(run);
		} else {
			run.push(one);
			runsByEnd.delete(end);
		}
		if (isAlone) runsByEnd.set(`${till}:${number}:${digest}`, run);
	}
	return runs;
}
