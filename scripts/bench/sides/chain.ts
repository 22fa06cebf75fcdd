/** Checks a till's month that it holds as lines of text; and the same text only parsed. */
import {assert} from '../../../till/domain/assert.ts';
import {checkChain} from '../../../till/domain/chain-check.ts';
import {emptyChain} from '../../../till/domain/seal.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {benchReceipts} from '../receipts.ts';
import {benchMonth} from '../server.ts';
import {serveSide} from '../side.ts';
import {hasBenchSigned} from '../till-keys.ts';

const till = 'bench';
let text = '';

const calls = {
	prepare({count}: {readonly count: number}) {
		text = benchReceipts(count, till, emptyChain)
			.map(receipt => JSON.stringify(receipt))
			.join('\n');
	},

	check(): number {
		const beganMs = performance.now();
		const {faults} = checkChain(text.split('\n'), {
			till,
			month: benchMonth,
			sha256,
			keyFor: () => till,
			hasSigned: (_key, digest, signature) => hasBenchSigned(digest, signature),
		});
		const tookMs = performance.now() - beganMs;
		assert(faults.length === 0, 'the chain is whole');
		return tookMs;
	},

	parse(): number {
		const beganMs = performance.now();
		for (const line of text.split('\n')) JSON.parse(line);
		return performance.now() - beganMs;
	},
};

export type ChainSide = typeof calls;
serveSide(calls);
