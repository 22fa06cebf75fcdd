/** What every scale driver has to keep, whatever its protocol: run over the driver and its simulator. */
import test, {type ExecutionContext} from 'ava';
import type {Scale, ScaleFault, Weighing} from '../../../../till/devices/scale.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {grams} from '../../../../till/domain/quantity.ts';
import type {Result} from '../../../../till/domain/result.ts';

export interface ScaleBench {
	readonly scale: Scale;
	run<T>(promise: Promise<T>): Promise<T>;
	place(grossGrams: number): void;
	setMoving(moving: boolean): void;
	goSilent(): void;
	speakAgain(): void;
	/** The scale shows another sum, or weighs at another price, once. */
	reckonWrongly(what: 'total' | 'price'): void;
	/** The cable goes between the question and the answer. */
	cutBeforeResult(): void;
	stop(): Promise<void>;
}

const apples = {priceGrosze: grosze(1299), tareGrams: grams(0), name: 'Jabłka'};

export function conformsAsScale(name: string, make: () => Promise<ScaleBench>): void {
	function fact(title: string, body: (t: ExecutionContext, bench: ScaleBench) => Promise<void>): void {
		test(`${name}: ${title}`, async t => {
			const bench = await make();
			try {
				await body(t, bench);
			} finally {
				await bench.stop();
			}
		});
	}

	const weigh = (bench: ScaleBench, goods = apples) => bench.run(bench.scale.weigh(goods));
	const faultOf = (weighing: Result<Weighing, ScaleFault>) => (weighing.ok ? 'weighed' : weighing.fault.code);

	fact('a stable weight is told with its value', async (t, bench) => {
		bench.place(1234);
		t.deepEqual(await weigh(bench), {
			ok: true,
			value: {netGrams: grams(1234), priceGrosze: grosze(1299), totalGrosze: grosze(1603)},
		});
	});

	fact('tare is not sold', async (t, bench) => {
		bench.place(520);
		const weighing = await weigh(bench, {...apples, tareGrams: grams(20)});
		t.is(weighing.ok ? weighing.value.netGrams : 0, 500);
	});

	fact('an empty pan, a moving pan and too much are each a fault, never a weight', async (t, bench) => {
		t.true(['empty', 'below-minimum'].includes(faultOf(await weigh(bench))));
		bench.place(500);
		bench.setMoving(true);
		t.is(faultOf(await weigh(bench)), 'moving');
		t.is(faultOf(await weigh(bench)), 'moving');
		bench.setMoving(false);
		t.is(faultOf(await weigh(bench)), 'weighed');
		bench.place(40_000);
		t.is(faultOf(await weigh(bench)), 'overload');
		bench.place(100);
		t.is(faultOf(await weigh(bench, {...apples, tareGrams: grams(500)})), 'below-zero');
	});

	fact('the same goods are not weighed twice', async (t, bench) => {
		bench.place(500);
		t.is(faultOf(await weigh(bench)), 'weighed');
		t.is(faultOf(await weigh(bench)), 'not-lifted');
		bench.place(0);
		bench.place(500);
		t.is(faultOf(await weigh(bench)), 'weighed');
	});

	fact('other goods put on while it moved are weighed at their own price', async (t, bench) => {
		bench.place(500);
		bench.setMoving(true);
		t.is(faultOf(await weigh(bench)), 'moving');
		bench.setMoving(false);
		const pears = await weigh(bench, {...apples, priceGrosze: grosze(799), name: 'Gruszki'});
		t.is(pears.ok ? pears.value.totalGrosze : 0, 400);
	});

	fact('a sum that is not ours is not sold', async (t, bench) => {
		for (const what of ['total', 'price'] as const) {
			bench.place(0);
			bench.place(700);
			bench.reckonWrongly(what);
			t.is(faultOf(await weigh(bench)), 'mismatch');
		}
	});

	fact('silence is a fault, and the next attempt works', async (t, bench) => {
		bench.place(500);
		bench.goSilent();
		t.is(faultOf(await weigh(bench)), 'silent');
		bench.speakAgain();
		t.is(faultOf(await weigh(bench)), 'weighed');
	});

	fact('a cable that goes while it weighs gives no weight', async (t, bench) => {
		bench.place(500);
		bench.cutBeforeResult();
		t.is(faultOf(await weigh(bench)), 'not-connected');
		t.false(bench.scale.connected());
		t.is(faultOf(await weigh(bench)), 'not-connected');
	});

	fact('two questions at once are answered one after the other', async (t, bench) => {
		bench.place(500);
		const [first, second] = await bench.run(Promise.all([bench.scale.weigh(apples), bench.scale.weigh(apples)]));
		t.is(faultOf(first), 'weighed');
		t.is(faultOf(second), 'not-lifted');
	});
}
