/**
 * The kind *scale*: a checkout scale that is told the price per kilogram and answers with a weight.
 *
 * A weight is either stable and certain or it is not given: movement, an empty pan, an overload, a silent cable
 * each come back as a fault, never as zero grams.
 */
import type {Grosze} from '../domain/money.ts';
import type {Grams} from '../domain/quantity.ts';
import type {Result} from '../domain/result.ts';
import type {ScaleReason} from '../domain/scale-reason.ts';

export interface ScaleFault {
	readonly code: ScaleReason;
	readonly detail: string;
}

export interface Weighing {
	readonly netGrams: Grams;
	readonly priceGrosze: Grosze;
	/** As the scale shows it to the customer; equals our own value of the weight. */
	readonly totalGrosze: Grosze;
}

export interface Scale {
	/**
	 * One attempt to weigh at a price. Resolves with a stable weight above zero or with the reason why there is
	 * none yet; the caller asks again while the cashier waits. Never rejects.
	 */
	weigh(request: {
		readonly priceGrosze: Grosze;
		readonly tareGrams: Grams;
		readonly name: string;
	}): Promise<Result<Weighing, ScaleFault>>;
	connected(): boolean;
	stop(): Promise<void>;
}
