import test from 'ava';
import {canonicalDigest} from '../../../couch/conflict-watcher/content.ts';
import {entryFaults} from '../../../couch/conflict-watcher/malformed.ts';
import {nextReceipts} from '../../../scripts/bench/receipts.ts';
import {noDigest, parseEntryId} from '../../../till/domain/chain.ts';
import type {ChainHead} from '../../../till/domain/entry.ts';

test('receipts to measure with add up, and each till’s follow one another without a gap', t => {
	const heads = new Map<string, ChainHead>(['anna', 'ewa', 'marek'].map(till => [till, {entry: 0, digest: noDigest}]));
	const receipts = [...nextReceipts(10, heads), ...nextReceipts(1, heads), ...nextReceipts(7, heads)];
	t.is(receipts.length, 18);
	t.is(new Set(receipts.map(({_id}) => _id)).size, 18);
	for (const till of heads.keys()) {
		let before = {entry: 0, digest: noDigest};
		for (const receipt of receipts.filter(each => each.till === till)) {
			t.deepEqual(entryFaults({...receipt}, canonicalDigest({...receipt})), []);
			t.is(receipt.lines.length, 15);
			t.is(receipt.previous, before.digest);
			t.is(parseEntryId(receipt._id)?.entry, before.entry + 1);
			before = receipt;
		}
		t.is(heads.get(till)?.digest, before.digest);
		t.true(before.entry >= 5);
	}
});
