import {join} from 'node:path';
import test from 'ava';
import {openFiscalMemory} from '../../../../till/devices/simulated/fiscal-memory.ts';
import {temporaryFolder} from '../../replica/folder.ts';

test('what printers sold that were carried away is kept beside the memory of the one in their place', t => {
	const file = join(temporaryFolder(t), 'memory.json');
	const memory = openFiscalMemory({uniqueNumber: 'ZBF 1', file});
	memory.write({allGross: {A: 1230}, allReceiptCount: 1});
	memory.replaceBy('ZBF 2');
	memory.write({allGross: {C: 429}, allReceiptCount: 1});
	memory.replaceBy('ZBF 3');
	const {state} = openFiscalMemory({uniqueNumber: 'ZBF 3', file});
	t.like(state, {uniqueNumber: 'ZBF 3', allGross: {}, allReceiptCount: 0});
	t.deepEqual(
		state.former.map(({uniqueNumber, allGross}) => ({uniqueNumber, allGross})),
		[
			{uniqueNumber: 'ZBF 1', allGross: {A: 1230}},
			{uniqueNumber: 'ZBF 2', allGross: {C: 429}},
		],
	);
});
