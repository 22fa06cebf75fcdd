/** A till's month checked from end to end, as an auditor does it: from the text of its entries, parsing included. */
import type {Benchmark} from './benchmark.ts';
import {startSide} from './side.ts';
import type {ChainSide} from './sides/chain.ts';
import {median, rounded, showSpread} from './statistics.ts';

const receiptCount = 20_000;
const smokeReceiptCount = 500;
const roundCount = 5;
const perSecondMin = 5000;

export const chain: Benchmark = {
	name: 'chain',
	title: `${receiptCount} receipts of 15 lines checked: parsed, digests, links, signature; ${roundCount} times.`,

	async run({say, smoke}) {
		const count = smoke ? smokeReceiptCount : receiptCount;
		const side = startSide<ChainSide>('chain');
		say('receipts are written');
		await side.call('prepare', {count});
		const checked: number[] = [];
		const parsed: number[] = [];
		const perSecond = (tookMs: number) => (count / tookMs) * 1000;
		for (let round = 0; round < roundCount; round++) {
			say(`round ${round + 1}`);
			parsed.push(perSecond(await side.call('parse', undefined)));
			checked.push(perSecond(await side.call('check', undefined)));
		}
		await side.end();
		const checkedPerSecond = median(checked);
		return {
			rows: [
				{
					measure: 'receipts checked, parsing included',
					ours: `${showSpread(checked)} /s`,
					reach: {target: `>= ${perSecondMin} /s`, reached: checkedPerSecond >= perSecondMin},
				},
				{
					measure: 'floor: the same text through JSON.parse and nothing else',
					ours: `${showSpread(parsed)} /s`,
					ratio: checkedPerSecond / median(parsed),
				},
			],
			figures: {checkedPerSecond: rounded(checkedPerSecond, 0), parsedPerSecond: rounded(median(parsed), 0)},
			notes: ['One signature is reckoned, the last one of the run: its digest covers all before it.'],
		};
	},
};
