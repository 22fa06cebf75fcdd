import test from 'ava';
import {LinkTroubles} from '../../../till/sync/link-troubles.ts';
import {noDatabase} from '../../../till/sync/send-entries.ts';

const full = Object.assign(new Error('the store said no'), {cause: {code: 'SQLITE_FULL'}});
const homeless = {month: '2026-12', reason: noDatabase('2026-12')};

test('a full disk is told before every other trouble, and as long as one part cannot store', t => {
	const troubles = new LinkTroubles();
	troubles.catalogueFound('empty');
	troubles.clockCompared({tillMs: 10 * 60_000, serverMs: 0});
	troubles.storingFailed('receipts', new Error('disk I/O error'));
	t.deepEqual(troubles.worst([homeless]), {code: 'disk-failed'});
	t.is(troubles.clockAheadMs, 600_000, 'the server is told of the clock all the same');
	troubles.storingFailed('catalogue', full);
	t.deepEqual(troubles.worst([homeless]), {code: 'disk-full'});
	troubles.stored('catalogue');
	t.deepEqual(troubles.worst([homeless]), {code: 'disk-failed'});
	troubles.stored('receipts');
	t.deepEqual(troubles.worst([homeless]), {code: 'clock-wrong', aheadMs: 600_000});
	troubles.clockCompared({tillMs: 0, serverMs: 0});
	t.is(troubles.clockAheadMs, undefined);
	t.deepEqual(troubles.worst([homeless]), {code: 'month-missing', month: '2026-12'});
	t.deepEqual(troubles.worst([{month: '2026-12', reason: 'forbidden: totalGrosze'}]), {code: 'catalogue-empty'});
	troubles.catalogueFound('anew');
	t.deepEqual(troubles.worst([]), {code: 'catalogue-anew'});
	troubles.catalogueFound('known');
	t.is(troubles.worst([]), undefined);
});

test('a clock at the border between right and wrong is told once, not with every answer', t => {
	const troubles = new LinkTroubles();
	const told = (aheadMs: number) => {
		troubles.clockCompared({tillMs: aheadMs, serverMs: 0});
		return troubles.clockSentence();
	};
	t.is(told(119_000), undefined);
	const twoMinutes = "the till's clock is 2 minutes ahead of the server's";
	t.is(told(121_000), twoMinutes);
	t.is(told(119_000), twoMinutes);
	t.is(told(151_000), twoMinutes);
	t.is(told(149_000), twoMinutes);
	t.is(told(181_000), "the till's clock is 3 minutes ahead of the server's");
	t.is(told(89_000), undefined);
	t.is(told(-121_000), "the till's clock is 2 minutes behind the server's");
});
