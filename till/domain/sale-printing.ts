/**
 * A sale at the printers: slip after slip in the order of their routes, then the receipt.
 *
 *   begin slip ──► its job (print-job.ts) ──printed──────► begin the next, or seal the receipt
 *                                          └──given up────► the same; only beside a slip that stands
 *
 * While nothing is printed a slip that fails leads back to the basket and is not given up by itself: the customer
 * decides anew what to buy.
 */
import {assert} from './assert.ts';
import type {Route} from './catalogue.ts';
import type {PrinterEvidence} from './evidence.ts';
import {type PrintEffect, type PrintEvent, type PrintJob, stepPrintJob} from './print-job.ts';
import {keep, refuse, type Sale, type SaleDate, type SaleEffect, type SaleStep, to} from './sale.ts';

type Preparing = Extract<Sale, {at: 'preparing'}>;
type Printing = Extract<Sale, {at: 'printing'}>;

/** `before` holds one printer's counters for each slip, in their order. */
export function beginPrinting(
	{basket, payment}: Preparing,
	before: readonly PrinterEvidence[],
	date: SaleDate,
): SaleStep {
	const jobs = payment.slips.map((slip, index): PrintJob => {
		const evidence = before[index];
		assert(evidence?.transaction === 'none', 'a slip is planned at a printer where nothing is open');
		return {slip, before: evidence, neverClosed: true, state: {at: 'planned'}};
	});
	return proceed({at: 'printing', basket, payment, date, jobs}, [], 'begin');
}

export function stepPrinting(sale: Printing, route: Route, event: PrintEvent): SaleStep {
	const job = sale.jobs.find(candidate => candidate.slip.route === route);
	assert(job !== undefined, `the sale has a slip for ${route}`);
	if (event.on === 'abandon' && !mayAbandon(sale.jobs)) return refuse(sale, 'not-now');
	const step = stepPrintJob(job, event);
	if (step.job === job) return to(sale);
	const jobs = sale.jobs.map(candidate => (candidate === job ? step.job : candidate));
	const remarks: SaleEffect[] =
		step.job.state.at === 'abandoned'
			? [{do: 'remember', remark: 'slip-abandoned', saleId: sale.basket.saleId, amountGrosze: job.slip.dueGrosze}]
			: [];
	return proceed({...sale, jobs}, [...remarks, ...printerEffects(route, step.effects)]);
}

/** After a crash every slip is taken up where the journal has it. */
export function resumePrinting(sale: Printing): SaleStep {
	const steps = sale.jobs.map(job => stepPrintJob(job, {on: 'restart'}));
	const effects = steps.flatMap(step => printerEffects(step.job.slip.route, step.effects));
	return proceed({...sale, jobs: steps.map(step => step.job)}, effects);
}

/** Nothing was printed and nothing may have been: the customer may still change their mind. */
export function mayGoBack(jobs: readonly PrintJob[]): boolean {
	return jobs.every(({state}) => state.at === 'planned' || state.at === 'stopped');
}

/** The slip that is being printed, or waits to be; one at a time. */
export function waitingJob(jobs: readonly PrintJob[]): PrintJob | undefined {
	return jobs.find(({state}) => state.at !== 'printed' && state.at !== 'abandoned');
}

/** A slip stands still, not printed or nobody knows, and there is no way back to the basket: something is printed, or may be. */
export function maySuspend(jobs: readonly PrintJob[]): boolean {
	return !mayGoBack(jobs) && jobs.some(({state}) => standingStill.includes(state.at));
}

const standingStill: readonly PrintJob['state']['at'][] = ['stopped', 'asking', 'question'];

/** Another slip stands, so that a receipt remains when this one is given up. */
export function mayAbandon(jobs: readonly PrintJob[]): boolean {
	return jobs.some(({state}) => state.at === 'printed');
}

/**
 * What a step led to, and then the next slip, or the seal when there is none left. Between the counters of a slip and
 * its beginning a slip before it may have waited for hours, or the till been down for a night.
 */
function proceed(
	sale: Printing,
	effects: readonly SaleEffect[],
	on: 'begin' | 'begin-later' = 'begin-later',
): SaleStep {
	const next = waitingJob(sale.jobs);
	if (next === undefined) return to({...sale, at: 'sealing'}, keep, ...effects, {do: 'seal'});
	if (next.state.at !== 'planned') return to(sale, keep, ...effects);
	const step = stepPrintJob(next, {on});
	const jobs = sale.jobs.map(job => (job === next ? step.job : job));
	return to({...sale, jobs}, keep, ...effects, ...printerEffects(next.slip.route, step.effects));
}

function printerEffects(route: Route, effects: readonly PrintEffect[]): readonly SaleEffect[] {
	return effects.map(effect => ({do: 'printer', route, effect}));
}
