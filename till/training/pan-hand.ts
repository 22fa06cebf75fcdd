/**
 * The hand beside a simulated scale: when the till asks for a weight it puts goods on the pan, and when nobody has asked
 * for a while it lifts them. So there is something to weigh where no goods are at hand, each time of another weight.
 */
import type {Clock} from '../devices/clock.ts';
import type {DeviceEnd} from '../devices/device-end.ts';
import type {Dialog06Simulator} from '../devices/dialog06/simulator.ts';

export const putAfterMs = 500;
/** A till that weighs asks five times a second. */
export const liftAfterMs = 1500;
/** From a bunch of parsley to a head of cabbage. */
export const weightsGrams: readonly number[] = [640, 1285, 355, 2410, 90, 1020];

export function lendHand({
	scale,
	end,
	clock,
}: {
	readonly scale: Pick<Dialog06Simulator, 'place'>;
	readonly end: Pick<DeviceEnd, 'onBytes' | 'onClosed'>;
	readonly clock: Clock;
}): void {
	let placedCount = 0;
	let isHolding = false;
	let cancelPut = () => {};
	let cancelLift = () => {};

	function put(): void {
		scale.place(weightsGrams[placedCount % weightsGrams.length] ?? 0);
		placedCount += 1;
	}

	function lift(): void {
		isHolding = false;
		scale.place(0);
	}

	end.onBytes(() => {
		cancelLift();
		cancelLift = clock.after(liftAfterMs, lift);
		if (isHolding) return;
		isHolding = true;
		cancelPut = clock.after(putAfterMs, put);
	});
	end.onClosed(() => {
		cancelPut();
		cancelLift();
	});
}
