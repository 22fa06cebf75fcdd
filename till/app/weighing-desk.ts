/**
 * The weighing desk: asks the scale again and again while a good lies on it, and says what it reads.
 *
 * A reading belongs to the good and the tare it was asked for; one that comes after the cashier went on is dropped.
 * A scale does not weigh goods twice that were not lifted between: while it says so, what it read of them stands.
 */
import type {Scale} from '../devices/scale.ts';
import type {Clock} from '../domain/clock.ts';
import type {Grams} from '../domain/quantity.ts';
import type {GoodsToWeigh, ScaleReading} from '../domain/sale.ts';

const askAgainMs = 200;

type Weighed = Awaited<ReturnType<Scale['weigh']>>;

export class WeighingDesk {
	readonly #scale: Scale | undefined;
	readonly #clock: Clock;
	#cancel: (() => void) | undefined;
	#current: {stable?: ScaleReading} | undefined;

	constructor(scale: Scale | undefined, clock: Clock) {
		this.#scale = scale;
		this.#clock = clock;
	}

	/** Weighs until `stop`; a new start replaces the one before. */
	start(goods: GoodsToWeigh, tareGrams: Grams, onReading: (reading: ScaleReading) => void): void {
		this.stop();
		const current: {stable?: ScaleReading} = {};
		this.#current = current;
		void this.#ask(current, goods, tareGrams, onReading);
	}

	stop(): void {
		this.#current = undefined;
		this.#cancel?.();
	}

	async #ask(
		current: {stable?: ScaleReading},
		goods: GoodsToWeigh,
		tareGrams: Grams,
		onReading: (reading: ScaleReading) => void,
	): Promise<void> {
		const {priceGrosze, product} = goods;
		const weighed = await this.#scale?.weigh({priceGrosze, tareGrams, name: product.receiptName});
		if (this.#current !== current) return;
		onReading(readingOf(weighed, current));
		this.#cancel = this.#clock.after(askAgainMs, () => void this.#ask(current, goods, tareGrams, onReading));
	}
}

function readingOf(weighed: Weighed | undefined, current: {stable?: ScaleReading}): ScaleReading {
	if (weighed === undefined) return {state: 'waiting', reason: 'not-connected'};
	if (!weighed.ok && weighed.fault.code === 'not-lifted' && current.stable !== undefined) return current.stable;
	delete current.stable;
	if (!weighed.ok) return {state: 'waiting', reason: weighed.fault.code};
	const {netGrams, totalGrosze} = weighed.value;
	current.stable = {state: 'stable', netGrams, totalGrosze};
	return current.stable;
}
