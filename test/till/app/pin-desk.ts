/** A desk for PINs by itself: no time passes, and what it would remember is thrown away. */
import {PinDesk} from '../../../till/app/pin.ts';

export function pinDesk(): PinDesk {
	const memory = {held: () => [], keep: () => undefined};
	return new PinDesk({now: () => 0, memory, onStoreFailure: () => undefined});
}
