/** What the sale would become: asked before a step, and not reckoned anew when the step is then taken. */
import type {Sale, SaleEvent, SaleStep} from '../domain/sale.ts';
import {stepSale} from '../domain/sale-step.ts';

export class ForetoldSteps {
	#last: {readonly sale: Sale; readonly event: SaleEvent; readonly step: SaleStep} | undefined;

	/** Sales and events are never changed, so the same two have the same step. */
	step(sale: Sale, event: SaleEvent): SaleStep {
		if (this.#last?.sale !== sale || this.#last.event !== event)
			this.#last = {sale, event, step: stepSale(sale, event)};
		return this.#last.step;
	}
}
