/** Several whole tills in one process: when does a new price reach their screens? */
import type {Till} from '../../../till/app/till.ts';
import {serveSide} from '../side.ts';
import {wallClockMs} from '../wall-clock.ts';
import {type BenchTill, openWholeTill, type TillInput, untilLive} from './bench-till.ts';

const opened: (BenchTill & {readonly till: Till})[] = [];

const calls = {
	async open({tills}: {readonly tills: readonly TillInput[]}) {
		for (const input of tills) opened.push(await openWholeTill(input));
		await Promise.all(opened.map(({link}) => untilLive(link)));
	},

	/** Makes ready to see a price; it is awaited by `seen`. */
	expect({code, priceGrosze}: {readonly code: string; readonly priceGrosze: number}) {
		expected = Promise.all(opened.map(({till}) => seenAt(till, code, priceGrosze)));
	},

	/** When each till's snapshot was told after the expected price was among its goods, milliseconds since 1970. */
	seen() {
		return expected;
	},

	async close() {
		for (const till of opened.splice(0)) await till.close();
	},
};

export type TillsSide = typeof calls;

let expected: Promise<readonly number[]> = Promise.resolve([]);

function seenAt(till: Till, code: string, priceGrosze: number): Promise<number> {
	return new Promise(resolve => {
		const stopGoods = till.onGoods(({goods}) => {
			if (!goods.some(good => good.code === code && good.priceGrosze === priceGrosze)) return;
			stopGoods();
			const stopSnapshot = till.onSnapshot(() => {
				stopSnapshot();
				resolve(wallClockMs());
			});
		});
	});
}

serveSide(calls);
