/** What the screen is told while a sale is at the printers, and when it is done: slip by slip, and what stands still. */
import type {EvidenceFact, PrinterView, PrintingProblem, Screen, SlipView} from '../api/snapshot.ts';
import {unreachable} from '../domain/assert.ts';
import {type Route, routes} from '../domain/catalogue.ts';
import type {Tender} from '../domain/entry.ts';
import type {PrinterEvidence} from '../domain/evidence.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from '../domain/money.ts';
import {type PrintJob, printerOfJob} from '../domain/print-job.ts';
import type {Sale} from '../domain/sale.ts';
import {mayAbandon, mayGoBack, maySuspend} from '../domain/sale-printing.ts';
import {paidIn} from '../domain/tenders.ts';
import type {PrinterWatch} from './printer-watch.ts';

type AtPrinters = Extract<Sale, {at: 'preparing' | 'printing' | 'sealing'}>;

/** What keeps a printer from going on until a person does something about it. */
const hindrances: readonly PrinterView['condition'][] = [
	'paper-out',
	'cover-open',
	'mechanism',
	'waiting-for-operator',
	'in-menu',
];

/** `moveTo`: the printer that the shop allows a slip to be moved to. */
export function printingScreen(
	sale: AtPrinters,
	watch: PrinterWatch | undefined,
	moveTo: (job: PrintJob) => Route | undefined,
): Screen {
	const {tenders, changeGrosze, slips} = sale.payment;
	if (sale.at === 'preparing') {
		const waiting = slips.map((slip): SlipView => ({...slipFacts(slip), state: 'waiting'}));
		return {at: 'printing', slips: waiting, tenders, changeGrosze};
	}
	const problem = sale.jobs.map(job => problemOf(job, sale.jobs, watch, moveTo)).find(each => each !== undefined);
	return {
		at: 'printing',
		slips: sale.jobs.map(slipView),
		tenders,
		changeGrosze,
		...(problem === undefined ? {} : {problem}),
	};
}

export function changeScreen({payment, jobs, entry}: Extract<Sale, {at: 'closed'}>): Screen {
	const abandoned = jobs.flatMap(({slip, state}) => (state.at === 'abandoned' ? [slip] : []));
	// A slip that was given up is money the customer gets back, but for a transfer: of that so much less is sent.
	const unsentGrosze = paidIn(
		'transfer',
		abandoned.flatMap(slip => slip.tenders),
	);
	const backGrosze = sumGrosze(abandoned.map(slip => slip.dueGrosze)) - unsentGrosze;
	return {
		at: 'change',
		slips: jobs.map(slipView),
		tenders: withoutUnsent(payment.tenders, unsentGrosze),
		changeGrosze: grosze(payment.changeGrosze + backGrosze),
		entry,
	};
}

function withoutUnsent(tenders: readonly Tender[], unsentGrosze: Grosze): readonly Tender[] {
	let left: number = unsentGrosze;
	return tenders.flatMap(tender => {
		const unsent = tender.kind === 'transfer' ? Math.min(left, tender.amountGrosze) : 0;
		left -= unsent;
		return unsent === tender.amountGrosze ? [] : [{...tender, amountGrosze: grosze(tender.amountGrosze - unsent)}];
	});
}

const slipFacts = ({route, dueGrosze, lines}: PrintJob['slip'], printer: Route = route) => ({
	route,
	number: numberOf(route),
	printer: numberOf(printer),
	dueGrosze,
	lineCount: lines.length,
});

/** What people call the printers by. */
export function numberOf(route: Route): number {
	return routes.indexOf(route) + 1;
}

function slipView(job: PrintJob): SlipView {
	const {slip, state} = job;
	const facts = slipFacts(slip, printerOfJob(job));
	switch (state.at) {
		case 'planned':
			return {...facts, state: 'waiting'};
		case 'opening':
		case 'closing':
		case 'clearing':
			return {...facts, state: 'printing'};
		case 'asking':
		case 'question':
			return {...facts, state: 'asking'};
		case 'stopped':
			return {...facts, state: 'stopped'};
		case 'printed':
			return {...facts, state: 'printed', fiscalNumber: state.fiscalNumber};
		case 'abandoned':
			return {...facts, state: 'abandoned'};
		default:
			return unreachable(state);
	}
}

function problemOf(
	job: PrintJob,
	jobs: readonly PrintJob[],
	watch: PrinterWatch | undefined,
	moveTo: (job: PrintJob) => Route | undefined,
): PrintingProblem | undefined {
	const {slip, before, state} = job;
	const {route} = slip;
	const printer = printerOfJob(job);
	// Where there is no other printer nobody could be served in the meantime.
	const mayAside = maySuspend(jobs) && (watch?.routes() ?? []).some(other => other !== printer);
	switch (state.at) {
		case 'opening':
		case 'closing':
		case 'clearing': {
			const condition = watch?.status(printer).condition;
			return condition !== undefined && hindrances.includes(condition)
				? {kind: 'waiting', route, printer, condition, maySuspend: false}
				: undefined;
		}
		case 'asking':
			return {kind: 'waiting', route, printer, condition: 'disconnected', maySuspend: mayAside};
		case 'question': {
			const evidence = factsOf(slip, before, state.now);
			return {kind: 'question', route, printer, evidence, maySuspend: mayAside};
		}
		case 'stopped': {
			const {code, detail, line} = state.reason;
			const mayMoveTo = moveTo(job);
			return {
				kind: 'stopped',
				route,
				printer,
				code,
				detail,
				...(line === undefined ? {} : {line}),
				mayAbandon: mayAbandon(jobs),
				mayGoBack: mayGoBack(jobs),
				maySuspend: mayAside,
				...(mayMoveTo === undefined ? {} : {mayMoveTo}),
			};
		}
		case 'planned':
		case 'printed':
		case 'abandoned':
			return undefined;
		default:
			return unreachable(state);
	}
}

function factsOf(slip: PrintJob['slip'], before: PrinterEvidence, now: PrinterEvidence): readonly EvidenceFact[] {
	const last =
		now.lastDocument && sumGrosze(Object.values(now.lastDocument.grossByLetter).map(sum => sum ?? zeroGrosze));
	return [
		{fact: 'printer-before', value: before.uniqueNumber},
		{fact: 'printer-now', value: now.uniqueNumber},
		{fact: 'receipts-before', value: String(before.completedCount)},
		{fact: 'receipts-now', value: String(now.completedCount)},
		...(before.cancelledCount === undefined || now.cancelledCount === undefined
			? []
			: [
					{fact: 'cancelled-before', value: String(before.cancelledCount)} as const,
					{fact: 'cancelled-now', value: String(now.cancelledCount)} as const,
				]),
		{fact: 'expected-total', value: String(slip.goodsGrosze)},
		...(last === undefined ? [] : [{fact: 'last-total', value: String(last)} as const]),
	];
}
